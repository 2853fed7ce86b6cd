/** Units decoded elsewhere give the rows that reading in one pass gives, whatever the layout. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { parseJsonLine } from '../trace';
import { bytesSource } from './localSource';
import { openBytes } from './open';
import { openParquet } from './parquet';
import { cachedSource } from './rangeCache';
import type { PackedRows } from './packedRows';
import type { RawRow, TraceFile } from './types';
import { buffersOf, decodeUnit } from './units';

const rows = testRows(200, 900);
const lines = rows.map((row) => JSON.stringify(row));

function openGroups(bytes: Uint8Array): Promise<TraceFile> {
  return openParquet(cachedSource(bytesSource('x.parquet', bytes)), {}, undefined, 60_000);
}

function openLines(text: string | Uint8Array, name = 'x.jsonl'): Promise<TraceFile> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return openBytes(name, bytes, { parseLine: parseJsonLine });
}

const files: Readonly<Record<string, () => Promise<TraceFile>>> = {
  'one row group, small pages': () => openGroups(writeTestParquet(rows, { pageSize: 4000 })),
  'one row group, uncompressed': () =>
    openGroups(writeTestParquet(rows, { pageSize: 9000, codec: 'UNCOMPRESSED' })),
  'several row groups': () => openGroups(writeTestParquet(rows, { rowGroupSize: 70, pageSize: 4000 })),
  'no page index': () => openGroups(writeTestParquet(rows, { pageSize: 4000, offsetIndex: false })),
  'JSON lines': () => openLines(lines.join('\n')),
  'JSON lines with damage': () =>
    openLines(`\uFEFF${lines[0]}\r\n\n{"id":\n${lines[1]}\n[1]\n${lines[2]?.slice(0, 50)}`),
  'cut gzip': () => openLines(gzipSync(lines.join('\n')).subarray(0, -3000), 'x.jsonl.gz'),
  'a JSON document': () => openLines(`[\n${lines.join(',\n')}\n]`, 'x.json'),
};

async function readByPass(file: TraceFile): Promise<RawRow[]> {
  const read: RawRow[] = [];
  for await (const batch of file.readRows()) read.push(...batch.rows);
  return read;
}

/** As another thread gets it. */
function handOver(packed: PackedRows): PackedRows {
  return structuredClone(packed, { transfer: [...buffersOf(packed)] });
}

describe.each(Object.entries(files))('units of %s', (_, open) => {
  it('decode to the same rows, and again after they were handed over', async () => {
    const file = await open();
    const expected = await readByPass(file);
    const read: RawRow[] = [];
    let bytes = 0;
    for await (const unit of file.readUnits()) {
      handOver(await unit.load());
      const decoded = await decodeUnit(handOver(await unit.load()), parseJsonLine);
      expect(decoded[0]?.row).toBe(unit.firstRow);
      expect(decoded).toHaveLength(unit.rowCount);
      read.push(...decoded);
      bytes += unit.byteLength;
    }
    expect(read).toEqual(expected);
    expect(bytes).toBeLessThanOrEqual(file.facts.byteLength);
    // the file still reads what it keeps
    expect(await file.readRow(0)).toEqual(expected[0]);
  });
});

describe('the bytes of a unit', () => {
  it('are read once, into one buffer that nothing else holds', async () => {
    const bytes = writeTestParquet(rows, { pageSize: 9000, codec: 'UNCOMPRESSED' });
    /** Where what was read went to. */
    let filled: ArrayBufferLike[] = [];
    const source = {
      ...bytesSource('x.parquet', bytes),
      read: async (offset: number, length: number, _signal?: AbortSignal, into?: Uint8Array) => {
        const target = into ?? new Uint8Array(length);
        target.set(bytes.subarray(offset, offset + length));
        filled.push(target.buffer);
        return target;
      },
    };
    const file = await openParquet(cachedSource(source), {}, undefined, 60_000);
    let [count, reads] = [0, 0];
    for await (const unit of file.readUnits()) {
      count += 1;
      filled = [];
      const buffers = buffersOf(await unit.load());
      expect(buffers).toHaveLength(1);
      expect(filled.every((buffer) => buffer === buffers[0])).toBe(true);
      reads += filled.length;
    }
    expect(count).toBeGreaterThan(3);
    expect(reads).toBeGreaterThan(1);
  });
});

describe('a large row group', () => {
  it('is cut into units where its pages allow it', async () => {
    const units = async (file: TraceFile): Promise<number> => {
      let count = 0;
      for await (const _ of file.readUnits()) count += 1;
      return count;
    };
    expect(await units(await openGroups(writeTestParquet(rows, { pageSize: 4000 })))).toBeGreaterThan(3);
    const whole = writeTestParquet(rows, { pageSize: 4000, offsetIndex: false });
    expect(await units(await openGroups(whole))).toBe(1);
  });
});
