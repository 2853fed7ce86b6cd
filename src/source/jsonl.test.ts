import { gzipSync } from 'node:zlib';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { gunzipPieces } from './gunzip';
import { createLineSplitter } from './lineSplitter';
import { bytesSource } from './localSource';
import { fileFromRangeSource, openBytes } from './open';
import type { RangeSource, RawRow, TraceFile } from './types';

const utf8 = (text: string) => new TextEncoder().encode(text);
const turn = { from: 'gpt', value: 'x' };
const line = (id: string) => JSON.stringify({ id, conversations: [turn] });

async function allRows(file: TraceFile): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of file.readRows()) rows.push(...batch.rows);
  return rows;
}

const ids = (rows: readonly RawRow[]) =>
  rows.map((row) => (row.kind === 'record' ? row.record['id'] : row.reason));
const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

describe('a JSONL file', () => {
  it('skips BOM, blank lines and carriage returns, and numbers the rest from 0', async () => {
    const bytes = utf8(`\uFEFF\r\n${line('a')}\r\n\r\n   \n${line('b')}\r\n`);
    const rows = await allRows(await openBytes('x', bytes));
    expect(rows.map(({ row }) => row)).toEqual([0, 1]);
    expect(ids(rows)).toEqual(['a', 'b']);
    expect(rows[1]?.text).toBe(line('b'));
  });

  it('does not split on U+2028, U+2029 or U+0085', async () => {
    const record = JSON.stringify({ id: 'a\u2028b\u2029c\u0085d', conversations: [] });
    expect(ids(await allRows(await openBytes('x', utf8(`${record}\n${record}`))))).toHaveLength(2);
  });

  it('keeps bad lines with their text and reason', async () => {
    const bytes = utf8(`${line('a')}\n{"id": NaN}\n[1]\n${line('b')}\n{"id":"cut`);
    const rows = await allRows(await openBytes('x', bytes));
    expect(rows.map(({ kind }) => kind)).toEqual(['record', 'bad', 'bad', 'record', 'bad']);
    expect(rows[2]).toMatchObject({ reason: 'not a JSON object but an array', text: '[1]' });
    expect(rows[4]).toMatchObject({
      reason: expect.stringMatching(/^the file ends inside this line/),
      text: '{"id":"cut',
    });
  });

  it('keeps a line that is not UTF-8', async () => {
    const bytes = join(utf8(`${line('a')}\n{"id":"`), new Uint8Array([0xff, 0xfe]), utf8(`"}\n${line('b')}`));
    const rows = await allRows(await openBytes('x', bytes));
    expect(rows[1]).toEqual({
      row: 1,
      kind: 'bad',
      reason: 'the line holds bytes that are not UTF-8',
      text: '{"id":"\uFFFD\uFFFD"}',
    });
    expect(ids(rows)[2]).toBe('b');
  });

  it('uses the parser it is given', async () => {
    const parseLine = (text: string) =>
      ({ kind: 'record', record: { id: text.length, conversations: [] } }) as const;
    expect(ids(await allRows(await openBytes('x', utf8('{\n{{\n'), { parseLine })))).toEqual([1, 2]);
  });

  it('reads single rows before and after a pass', async () => {
    const bytes = utf8(['a', 'b', 'c', 'd'].map(line).join('\n'));
    const file = await openBytes('x', bytes);
    expect(ids([await file.readRow(2)])).toEqual(['c']);
    await allRows(file);
    expect(ids([await file.readRow(0), await file.readRow(3)])).toEqual(['a', 'd']);
    await expect(file.readRow(4)).rejects.toMatchObject({ code: 'ROW_NOT_FOUND' });
  });

  it('takes a line of 60 MB', async () => {
    const value = 'é'.repeat(30_000_000);
    const bytes = utf8(
      `${line('a')}\n${JSON.stringify({ id: 'long', conversations: [{ from: 'gpt', value }] })}\n${line('b')}`,
    );
    const file = await openBytes('x', bytes);
    expect(ids(await allRows(file))).toEqual(['a', 'long', 'b']);
    expect(ids([await file.readRow(1)])).toEqual(['long']);
  });

  it('opens other shapes of conversations', async () => {
    const record = { id: 'a', conversations: { from: ['gpt'], value: ['x'] } };
    const [row] = await allRows(await openBytes('x', utf8(JSON.stringify(record))));
    expect(row).toMatchObject({ record: { conversations: [turn] } });
  });
});

describe('a JSON document', () => {
  it.each([
    ['an array', `[${line('a')},\n${line('b')}]`, ['a', 'b']],
    [
      'an indented array',
      JSON.stringify([JSON.parse(line('a')), 7], undefined, 2),
      ['a', 'not a JSON object'],
    ],
    ['one indented record', `\uFEFF${JSON.stringify(JSON.parse(line('a')), undefined, 2)}`, ['a']],
    ['damaged lines that begin like one', `{\n${line('b')}\n`, [expect.any(String), 'b']],
  ])('%s', async (_, text, expected) => {
    expect(ids(await allRows(await openBytes('x', utf8(text))))).toEqual(expected);
  });

  it('without conversations is refused', async () => {
    await expect(openBytes('x', utf8('[{"a":1}]'))).rejects.toMatchObject({ code: 'MISSING_COLUMN' });
  });
});

describe('a gzip file', () => {
  const members = (...texts: readonly string[]) => join(...texts.map((text) => gzipSync(text)));

  it('of several members gives every line', async () => {
    const bytes = members(`${line('a')}\n`, `${line('b')}\n${line('c')}`, `\n${line('d')}\n`);
    const file = await openBytes('x.gz', bytes);
    expect(ids(await allRows(file))).toEqual(['a', 'b', 'c', 'd']);
    expect(ids([await file.readRow(1)])).toEqual(['b']);
  });

  it('with a cut last member keeps what came before, and says so', async () => {
    const cut = gzipSync(`${line('c')}\n`.repeat(50)).subarray(0, -12);
    const rows = await allRows(
      await openBytes('x.gz', join(members(`${line('a')}\n`, `${line('b')}\n`), cut)),
    );
    expect(ids(rows).slice(0, 2)).toEqual(['a', 'b']);
    expect(rows.at(-1)).toMatchObject({
      kind: 'bad',
      reason: expect.stringMatching(/^the gzip member at byte \d+ is damaged or cut/),
    });
  });

  it('with a cut member in the middle goes on with the next one', async () => {
    const cut = gzipSync(`${line('cut')}\n`.repeat(50)).subarray(0, -20);
    const whole = [members(`${line('a')}\n`), cut, members(`${line('b')}\n`, `${line('c')}\n`)];
    const file = await openBytes('x.gz', join(...whole));
    const rows = await allRows(file);
    expect(rows.filter(({ kind }) => kind === 'bad').map((row) => row.kind === 'bad' && row.reason)).toEqual(
      expect.arrayContaining([expect.stringMatching(/damaged or cut/)]),
    );
    expect(ids(rows).filter((id) => ['a', 'b', 'c'].includes(String(id)))).toEqual(['a', 'b', 'c']);
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index));
    for (const { row } of rows) expect((await file.readRow(row)).kind).toBe(rows[row]?.kind);
  });

  it('finds the next member however the damage is cut into ranges', async () => {
    const cut = gzipSync(`${line('cut')}\n`.repeat(50)).subarray(0, -20);
    const bytes = join(members('first\n'), cut, members('second\n'), cut, members('third\n'), cut);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        let [out, broken] = ['', 0];
        for await (const part of gunzipPieces(inPieces(bytes, size))) {
          if (part.kind === 'bytes') out += new TextDecoder().decode(part.bytes);
          if (part.kind === 'broken') broken += 1;
        }
        expect(out).toMatch(/first\n[^]*second\n[^]*third\n/);
        expect(broken).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('reads a known row from its member alone', async () => {
    const file = await openBytes(
      'x.gz',
      members(...Array.from({ length: 30 }, (_, index) => `${line(`id ${index}`)}\n`)),
    );
    await allRows(file);
    for (const row of [3, 29, 0]) expect(ids([await file.readRow(row)])).toEqual([`id ${row}`]);
  });

  it('with a wrong checksum says so', async () => {
    const bytes = members(`${line('a')}\n`, `${line('b')}\n`);
    const broken = bytes.slice();
    broken[broken.length - 6] = (broken[broken.length - 6] ?? 0) ^ 1;
    const rows = await allRows(await openBytes('x.gz', broken));
    expect(rows.at(-1)).toMatchObject({ kind: 'bad', reason: expect.stringContaining('checksum') });
  });

  it('gives the same lines however it is cut into ranges', async () => {
    const text = Array.from({ length: 40 }, (_, index) => `${line(`id ${index} é🙂`)}\n`);
    const bytes = members(...text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
        let out = '';
        const decoder = new TextDecoder();
        for await (const part of gunzipPieces(inPieces(bytes, size))) {
          if (part.kind === 'bytes') out += decoder.decode(part.bytes, { stream: true });
          if (part.kind === 'broken') throw new Error(part.reason);
        }
        expect(out).toBe(text.join(''));
      }),
    );
  });
});

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    yield { bytes: piece, bytesRead: at + piece.length };
  }
}

describe('ranges', () => {
  it('cut characters and lines anywhere without harm', async () => {
    const lines = fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')));
    await fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 7 }), (texts, size) => {
        const bytes = utf8(texts.join('\n'));
        const splitter = createLineSplitter();
        const found: string[] = [];
        const take = (split: ReturnType<typeof splitter.push>) =>
          split.forEach(({ bytes: own, start, end }) => {
            expect(own).toEqual(bytes.subarray(start, end));
            found.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(own));
          });
        for (let at = 0; at < bytes.length; at += size) take(splitter.push(bytes.subarray(at, at + size)));
        take(splitter.finish());
        const isBlank = (text: string) => /^\uFEFF?[ \t\r]*$/.test(text);
        expect(found).toEqual(
          texts
            .filter((text) => !isBlank(text))
            .map((text) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(text))),
        );
      }),
    );
  });

  it('are never asked for outside the file', async () => {
    const source = bytesSource('x', utf8(line('a')));
    const spy: RangeSource = {
      ...source,
      read: (offset, length, signal) => {
        expect(offset + length).toBeLessThanOrEqual(source.byteLength);
        return source.read(offset, length, signal);
      },
    };
    expect(ids(await allRows(await fileFromRangeSource(spy)))).toEqual(['a']);
  });
});
