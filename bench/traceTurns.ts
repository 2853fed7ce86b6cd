/** Turns to parse for a fair race: generated in the writer's form, with the sizes of real ones, plus real runs where they are at hand. */
import { readFileSync } from 'node:fs';
import { realData } from '../src/testing/realData';

export interface BenchTurn {
  readonly role: 'gpt' | 'tool';
  readonly value: string;
}

/** A small seeded generator: the same turns on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const WORDS =
  'the file shows that tests fail because config path is wrong so let me read it again and patch the function'.split(
    ' ',
  );

function prose(random: () => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}

function lines(random: () => number, count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `${String(i + 1).padStart(6)}|  const value_${i} = "${prose(random, 6)}";`,
  ).join('\n');
}

function makeStep(random: () => number, counter: number): readonly [BenchTurn, BenchTurn] {
  const width = random() < 0.16 ? 3 : 1;
  const names = Array.from({ length: width }, () => (random() < 0.6 ? 'terminal' : 'read_file'));
  const calls = names.map(
    (name) =>
      `<tool_call>\n${JSON.stringify({ name, arguments: { command: `cat ${prose(random, 5)}`, body: lines(random, Math.floor(random() * 12)) } })}\n</tool_call>`,
  );
  const think = `<think>\n ${prose(random, 20 + Math.floor(random() * 90))}\n</think>`;
  const responses = names.map((name, i) => {
    const content =
      name === 'terminal'
        ? { output: lines(random, Math.floor(random() * 60)), exit_code: random() < 0.1 ? 1 : 0, error: null }
        : { content: lines(random, Math.floor(random() * 120)), total_lines: 120 };
    return `<tool_response>\n${JSON.stringify({ tool_call_id: `functions.${name}:${counter + i}`, name, content })}\n</tool_response>`;
  });
  return [
    { role: 'gpt', value: [think, ...calls].join('\n') },
    { role: 'tool', value: responses.join('\n') },
  ];
}

function readRealTurns(): readonly BenchTurn[] {
  const path = realData('hermes/tau_airline_100.jsonl');
  if (path === undefined) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      // The file is ours to name: rows of turns with `from` and `value`.
      const { conversations } = JSON.parse(line) as { conversations: { from: string; value: string }[] };
      return conversations.flatMap(({ from, value }) =>
        from === 'gpt' || from === 'tool' ? [{ role: from, value } as const] : [],
      );
    });
}

export function makeTurns(steps = 6000): readonly BenchTurn[] {
  const random = createRandom(7);
  const made = Array.from({ length: steps }, (_, i) => makeStep(random, i)).flat();
  return [...made, ...readRealTurns()];
}
