/** Generated trajectories for the replayer's bench: seeded, as one JSON line, text as agents write it. */
import { createRandom } from '../../src/testing/random';

const WORDS =
  'the a file test error index build check step value reads writes config server returns list table path module cache token parse'.split(
    ' ',
  );

type Random = ReturnType<typeof createRandom>;

function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}

function linesOf(random: Random, chars: number): string {
  const lines: string[] = [];
  for (let length = 0; length < chars;) {
    const words = Array.from({ length: 6 + below(random, 9) }, () => WORDS[below(random, WORDS.length)]);
    const line = `${String(lines.length + 1).padStart(5)}|${words.join(' ')}`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

const system = {
  from: 'system',
  value: 'You are a function calling AI model.\n<tools>\n[{"name": "terminal", "parameters": {}}]\n</tools>',
};

function call(name: string, args: unknown): string {
  return `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;
}

function response(name: string, content: unknown): string {
  return `<tool_response>\n${JSON.stringify({ tool_call_id: '', name, content })}\n</tool_response>`;
}

/** `steps` steps of `stepChars` characters: a think, one or two calls, their responses; every 50th fails. */
export function longRun(steps: number, stepChars: number): Uint8Array {
  const random = createRandom(7);
  const turns: unknown[] = [system, { from: 'human', value: 'Find what breaks the build.' }];
  for (let step = 1; step <= steps; step += 1) {
    const isRead = step % 3 === 0;
    const name = isRead ? 'read_file' : 'terminal';
    const args = isRead
      ? { path: `src/module${step}.py` }
      : { command: `grep -rn "${WORDS[below(random, WORDS.length)]}" src | head -${step}` };
    const text = linesOf(random, stepChars * 0.9);
    const content = isRead
      ? { content: text, total_lines: 100 }
      : { output: text, exit_code: step % 50 === 0 ? 1 : 0 };
    turns.push(
      { from: 'gpt', value: `<think>\n${linesOf(random, stepChars * 0.06)}\n</think>\n${call(name, args)}` },
      { from: 'tool', value: response(name, content) },
    );
  }
  turns.push({ from: 'gpt', value: 'Done: **needle-at-the-end** is the cause.' });
  return bytesOf(turns);
}

/** One step whose response has so many characters, and an answer. */
export function hugeResponse(chars: number): Uint8Array {
  const text = linesOf(createRandom(8), 1_000_000)
    .repeat(Math.ceil(chars / 1_000_000))
    .slice(0, chars);
  return bytesOf([
    system,
    { from: 'human', value: 'Show the log.' },
    { from: 'gpt', value: call('terminal', { command: 'cat build.log' }) },
    { from: 'tool', value: response('terminal', { output: text, exit_code: 0 }) },
    { from: 'gpt', value: 'That is the log.' },
  ]);
}

function bytesOf(conversations: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ id: 'long', conversations })}\n`);
}
