import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRecord } from '../record/parseRecord';
import type { Trajectory } from '../model';
import { alignRuns } from './alignRuns';

type Call = readonly [name: string, argument: number];

/** One step per list of calls. */
function run(steps: readonly (readonly Call[])[]): Trajectory {
  const conversations = steps.flatMap((calls) => [
    {
      from: 'gpt',
      value: calls
        .map(([name, at]) => `<tool_call>\n${JSON.stringify({ name, arguments: { at } })}\n</tool_call>`)
        .join('\n'),
    },
  ]);
  const parsed = parseRecord({
    id: 'x',
    conversations: [{ from: 'human', value: 'task' }, ...conversations],
  });
  if (parsed.kind !== 'trajectory') throw new Error('not a trajectory');
  return parsed.trajectory;
}

const words = (text: string): readonly (readonly Call[])[] =>
  text.split(' ').map((word) => (word === '.' ? [] : [[word.slice(0, 1), Number(word.slice(1) || 0)]]));

const aligned = (a: string, b: string): string =>
  alignRuns(run(words(a)), run(words(b)), 'structured')
    .map(
      (row) =>
        `${row.a ?? '-'}${{ same: '=', arguments: '~', outcome: '!', onlyA: '<', onlyB: '>' }[row.relation]}${row.b ?? '-'}`,
    )
    .join(' ');

it.each([
  ['r s t .', 'r s t .', '1=1 2=2 3=3 4=4'],
  ['r s .', 'r t s .', '1=1 ->2 2=3 3=4'],
  ['r1 s .', 'r2 s .', '1~1 2=2 3=3'],
  ['r s s t', 's t', '1<- 2<- 3=1 4=2'],
  ['a b', 'c d', '1<- 2<- ->1 ->2'],
  ['r1 r2 r3', 'r2', '1<- 2=1 3<-'],
])('%s beside %s', (a, b, rows) => {
  expect(aligned(a, b)).toBe(rows);
});

const steps = fc.array(
  fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 2 })), { maxLength: 2 }),
  { minLength: 1, maxLength: 12 },
);

it('puts every step of both into exactly one row, in order, and pairs only the same tools', () => {
  fc.assert(
    fc.property(steps, steps, (one, other) => {
      const [a, b] = [run(one), run(other)];
      const rows = alignRuns(a, b, 'structured');
      expect(rows.flatMap((row) => row.a ?? [])).toEqual(a.steps.map((step) => step.number));
      expect(rows.flatMap((row) => row.b ?? [])).toEqual(b.steps.map((step) => step.number));
      for (const { a: left, b: right } of rows) {
        if (left === undefined || right === undefined) continue;
        const names = (of: Trajectory, number: number) => of.steps[number - 1]?.calls.map(({ name }) => name);
        expect(names(a, left)).toEqual(names(b, right));
      }
      const pairs = rows.filter((row) => row.a !== undefined && row.b !== undefined).length;
      expect(pairs).toBe(longest(a, b));
    }),
    { numRuns: 1_000 },
  );
});

/** The plain way: the longest common subsequence of the tools, by recursion with a memo. */
function longest(a: Trajectory, b: Trajectory): number {
  const tools = (of: Trajectory, at: number) => of.steps[at]?.calls.map(({ name }) => name).join();
  const memo = new Map<string, number>();
  const from = (i: number, j: number): number => {
    if (i >= a.steps.length || j >= b.steps.length) return 0;
    const key = `${i} ${j}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const paired = tools(a, i) === tools(b, j) ? 1 + from(i + 1, j + 1) : 0;
    const most = Math.max(paired, from(i + 1, j), from(i, j + 1));
    memo.set(key, most);
    return most;
  };
  return from(0, 0);
}

it('holds for runs longer than its window', () => {
  const long = Array.from({ length: 9_000 }, (_, index): readonly Call[] => [
    ['abcdefg'[index % 7] ?? 'a', index],
  ]);
  const other = long.filter((_, index) => index % 500 !== 3);
  const rows = alignRuns(run(long), run(other), 'structured');
  expect(rows.filter(({ relation }) => relation === 'same').length).toBe(other.length);
});
