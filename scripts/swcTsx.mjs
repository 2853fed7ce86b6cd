// dependency-cruiser 17 hands .tsx files to swc as plain TypeScript, where JSX is a syntax error. Preloaded
// before it (`node --import`), this tells swc which files hold JSX.
import { createRequire } from 'node:module';

const swc = createRequire(import.meta.url)('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') });
