#!/usr/bin/env node
// The terminal runs the same TypeScript as the browser; tsx compiles it in memory.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
await main(process.argv.slice(2));
