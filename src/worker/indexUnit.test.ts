/** What the list and the engine get of a unit, against the parsers themselves; and that damage to its bytes is seen. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { intAt, textAt } from '../engine/columns';
import { toIndexRows } from '../engine/rows';
import { openBytes, type RawRow } from '../source';
import { testRows, writeColumns, writeTestParquet } from '../testing/parquetFiles';
import {
  computeAttention,
  computeMetrics,
  computeStrip,
  encodeStrip,
  OUTCOME_RULES,
  parseRecord,
} from '../trace';
import { FileRows } from './FileRows';
import { indexUnit } from './indexUnit';
import { checkPacked, unpackUnit } from './packedUnit';

const rows: RawRow[] = [];
let packed: Uint8Array;

beforeAll(async () => {
  const file = await openBytes('kimi', readFileSync('public/demo/kimi.parquet'));
  for await (const batch of file.readRows()) rows.push(...batch.rows);
  rows[7] = { row: 7, kind: 'bad', reason: 'cut \u2028 here' };
  packed = indexUnit(rows, 0);
});

describe('an indexed unit', () => {
  it('shows in the list what the parsers say', () => {
    const held = new FileRows();
    held.addUnit(unpackUnit(packed));
    expect(held.indexedCount).toBe(rows.length - 1);
    expect(held.listed).toBe(rows.length);
    expect([...held.bad]).toEqual([[7, 'cut \u2028 here']]);
    expect(held.indexAt(7, 'structured')).toBeUndefined();
    for (const raw of rows) {
      const parsed = raw.kind === 'record' ? parseRecord(raw.record) : undefined;
      if (parsed?.kind !== 'trajectory') continue;
      const { trajectory } = parsed;
      expect(held.tasks[raw.row]).toBe(trajectory.task);
      expect(held.turnCounts[raw.row]).toBe(trajectory.turns.length);
      const metrics = computeMetrics(trajectory);
      const attention = computeAttention(trajectory);
      for (const rule of OUTCOME_RULES) {
        expect(held.indexAt(raw.row, rule)).toEqual({
          steps: metrics.steps,
          calls: metrics.toolCalls,
          failures: metrics.responsesFailed[rule],
          findings: trajectory.findings.length,
          thinkWords: metrics.thinkWords,
          strip: encodeStrip(computeStrip(trajectory, rule)),
          attention: attention.reason,
          attentionStep: attention.step,
        });
      }
    }
  });

  it('holds the rows of every table', () => {
    const { tables } = unpackUnit(packed);
    const expected = rows.flatMap((raw) => {
      const parsed = raw.kind === 'record' ? parseRecord(raw.record) : undefined;
      return parsed?.kind === 'trajectory' ? [toIndexRows(parsed.trajectory, { file: 0, row: raw.row })] : [];
    });
    const calls = expected.flatMap(({ call }) => call);
    expect(tables.call.rowCount).toBe(calls.length);
    for (const [at, call] of calls.entries()) {
      expect([
        intAt(tables.call, 'row', at),
        intAt(tables.call, 'step', at),
        textAt(tables.call, 'tool', at),
      ]).toEqual([call.row, call.step, call.tool]);
    }
    expect(tables.finding.rowCount).toBe(expected.flatMap(({ finding }) => finding).length);
    expect(tables.step.rowCount).toBe(expected.flatMap(({ step }) => step).length);
  });

  const half = String.raw`[{"from": "human", "value": "\ud83d"}]`;
  it.each([
    ['a JSON line', 'a.jsonl', new TextEncoder().encode(`{"conversations": ${half}}\n`), 1],
    ['JSON text in parquet', 'a.parquet', writeColumns([{ name: 'conversations', data: [half] }]), 1],
    ['a list in parquet', 'a.parquet', writeTestParquet(testRows(1)), 0],
  ])('notes half a surrogate pair in %s', async (_, name, bytes, count) => {
    const read: RawRow[] = [];
    for await (const batch of (await openBytes(name, bytes)).readRows()) read.push(...batch.rows);
    const { finding } = unpackUnit(indexUnit(read, 0)).tables;
    const kinds = Array.from({ length: finding.rowCount }, (__, at) => textAt(finding, 'kind', at));
    expect(kinds.filter((kind) => kind === 'lone_surrogate')).toHaveLength(count);
  });

  it('is known as whole; cut or changed bytes are refused', () => {
    expect(checkPacked(packed.slice())).toBeDefined();
    for (const length of [0, 3, 16, packed.length - 1])
      expect(checkPacked(packed.slice(0, length))).toBeUndefined();
    for (const at of [0, 5, 20, packed.length >> 1, packed.length - 9]) {
      const changed = packed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(checkPacked(changed)).toBeUndefined();
    }
  });
});
