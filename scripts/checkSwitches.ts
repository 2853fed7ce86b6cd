/** The build readers get holds none of the tests' switches: a defence that can be switched off is none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFENCES, STAGES } from '../src/lib/sabotage';

const WORDS = ['sabotage', ...DEFENCES, ...STAGES.flatMap((stage) => [`hang-${stage}`, `die-${stage}`])];

/** Where a switch's name stands in `<dist>`, as readable lines. */
export function checkSwitches(dist: string): readonly string[] {
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  return scripts.flatMap((name) => {
    const text = readFileSync(join(dist, name), 'utf8').toLowerCase();
    return WORDS.filter((word) => text.includes(word.toLowerCase())).map(
      (word) => `${name} holds "${word}", a switch of the tests`,
    );
  });
}
