import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUNS } from '../../testing/arbitraries';
import { formatTriageLines, parseTriageLines, VERDICTS, type TriageLine } from './triageLines';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const line: fc.Arbitrary<TriageLine> = fc.record({
  id: fc.option(text),
  file: text,
  row: fc.nat(),
  verdict: fc.option(fc.constantFrom(...VERDICTS)),
  note: text,
  source: text,
  version: text,
  at: text,
});

test('what is written is read back, whatever the texts hold', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(parseTriageLines(formatTriageLines(lines))).toEqual({ lines, bad: [] });
    }),
    RUNS,
  );
});

test('a bad line is told alone', () => {
  const { lines, bad } = parseTriageLines(
    '{"id": "a", "verdict": "keep"}\r\n\n{broken\n[]\n{"id": "b", "verdict": "maybe"}\n{"verdict": "keep"}\n{"file": "x", "row": 2}',
  );
  expect(lines.map(({ id, file, row, verdict }) => [id, file, row, verdict])).toEqual([
    ['a', '', 0, 'keep'],
    [null, 'x', 2, null],
  ]);
  expect(bad).toEqual([
    { line: 3, reason: 'not JSON' },
    { line: 4, reason: 'not an object' },
    { line: 5, reason: 'the verdict is "maybe"' },
    { line: 6, reason: 'neither an id nor a file and row' },
  ]);
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (anything) => {
      expect(parseTriageLines(anything).bad.length).toBeLessThanOrEqual(anything.split('\n').length);
    }),
    RUNS,
  );
});
