/** The terminal as its users meet it: a process, its output, its exit code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realData } from '../testing/realData';

const BIN = join(import.meta.dirname, '../../bin/retrace.mjs');
const ROW =
  '{"id": "a", "category": "C", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "<think>\\n</think>\\nHello."}]}';
/** A blank line, a row that is not JSON, one without turns, and a last line that was cut. */
const LINES = [
  ROW,
  '',
  '{broken',
  ROW.replace('"a"', 'NaN'),
  '{"conversations": null}',
  ROW.slice(0, 40),
].join('\n');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-cli-'));
  writeFileSync(join(folder, 'a.jsonl'), LINES);
  const whole = gzipSync(`${ROW}\n`);
  writeFileSync(
    join(folder, 'b.jsonl.gz'),
    Buffer.concat([whole, whole, whole.subarray(0, whole.length - 12)]),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

describe('retrace stats', () => {
  it('counts rows, lists bad ones, and exits with 0', () => {
    const { status, stdout } = run('stats', 'a.jsonl', '--json');
    expect(status).toBe(0);
    // The shape is the contract's.
    const stats = JSON.parse(stdout) as {
      rows: number;
      turns: number;
      badRows: { file: string; row: number; reason: string }[];
    };
    expect(stats).toMatchObject({ rows: 5, turns: 4 });
    expect(stats.badRows.map(({ file, row }) => [file, row])).toEqual([
      ['a.jsonl', 1],
      ['a.jsonl', 3],
      ['a.jsonl', 4],
    ]);
    expect(stats.badRows[1]?.reason).toBe('conversations is null; expected a list of turns');
  });

  it('reads gzip of several members and keeps what comes before a cut one', () => {
    const { status, stdout } = run('stats', 'b.jsonl.gz', '--json');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { turns: number }).turns).toBeGreaterThanOrEqual(4);
  });

  it('exits with 1 only when a file cannot be read at all, and still counts the others', () => {
    const { status, stdout, stderr } = run('stats', 'a.jsonl', 'missing.jsonl', '--json');
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as { rows: number }).rows).toBe(5);
    expect(stderr).toContain('missing.jsonl');
  });

  it('prints a table for readers', () => {
    const { stdout } = run('stats', 'a.jsonl');
    expect(stdout).toMatch(/Rows\s+5\n/);
    expect(stdout).toContain('Bad rows (3)');
  });
});

describe('retrace parse', () => {
  it('gives one trajectory as steps and blocks', () => {
    const { status, stdout } = run('parse', 'a.jsonl', '--row', '0', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'a',
      turns: [
        { index: 0, role: 'human' },
        {
          index: 1,
          role: 'gpt',
          blocks: [
            { kind: 'think', start: 0, end: 17 },
            { kind: 'text', start: 17, end: 23 },
          ],
        },
      ],
      preamble: { turns: [0] },
      steps: [
        {
          number: 1,
          turn: 1,
          turns: [1],
          think: [{ text: '', recovered: false }],
          text: ['Hello.'],
          calls: [],
          unmatchedResponses: [],
        },
      ],
    });
  });

  it('says what is wrong with a bad row, and that a row is not there', () => {
    expect(JSON.parse(run('parse', 'a.jsonl', '--row', '3', '--json').stdout)).toEqual({
      row: 3,
      bad: 'conversations is null; expected a list of turns',
    });
    const { status, stderr } = run('parse', 'a.jsonl', '--row', '9', '--json');
    expect(status).toBe(1);
    expect(stderr).toContain('ROW_NOT_FOUND');
  });
});

describe.runIf(realData('hermes') !== undefined)('the same runs in three files', () => {
  it('give the same figures', () => {
    const figures = ['.jsonl', '.parquet', '_zstd.parquet'].map(
      (end) => run('stats', realData(`hermes/tau_airline_100${end}`) ?? '', '--json').stdout,
    );
    expect(JSON.parse(figures[0] ?? '')).toMatchObject({ rows: 100, turns: 2658, badRows: [] });
    expect(figures[1]).toBe(figures[0]);
    expect(figures[2]).toBe(figures[0]);
  });
});
