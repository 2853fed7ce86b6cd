/** `retrace`: the figures and the steps of trace files in a terminal, by the parsers that the browser runs. */
import { defineCommand, runMain } from 'citty';
import { findCommand } from './findCommand';
import { parseCommand } from './parseCommand';
import { statsCommand } from './statsCommand';

const retrace = defineCommand({
  meta: {
    name: 'retrace',
    description: 'Measure and read agent reasoning traces (parquet, JSONL, JSONL.gz).',
  },
  subCommands: { stats: statsCommand, parse: parseCommand, find: findCommand },
});

export function main(rawArgs: string[]): Promise<void> {
  return runMain(retrace, { rawArgs });
}
