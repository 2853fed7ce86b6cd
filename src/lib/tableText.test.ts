import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, toJsonList } from './tableText';

/** A reader of CSV of its own: what is written must come back. */
function readCsv(text: string): readonly (readonly (string | undefined)[])[] {
  const rows: (string | undefined)[][] = [];
  let row: (string | undefined)[] = [];
  for (let at = 0; at < text.length;) {
    let cell: string | undefined;
    if (text[at] === '"') {
      cell = '';
      for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      const end = text.slice(at).search(/,|\r\n/) + at;
      cell = end === at ? undefined : text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === ',') at += 1;
    else {
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  return rows;
}

const cell = fc.oneof(
  fc.string(),
  fc.constantFrom('', ',', '"', '\r\n', ' a', 'ä🙂'),
  fc.constant(undefined),
);

describe('a table as text', () => {
  it('comes back from CSV', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
        const columns = [0, 1].map((index) => ({ name: `c,${index}`, cells: rows.map((row) => row[index]) }));
        expect(readCsv(toCsv(columns, rows.length))).toEqual([['c,0', 'c,1'], ...rows]);
      }),
      { seed: 3 },
    );
  });

  it('comes back from JSON', () => {
    const columns = [
      { name: '__proto__', cells: [1, undefined] },
      { name: 'b"', cells: ['9007199254740993', true] },
    ];
    const read = JSON.parse(toJsonList(columns, 2)) as object[];
    expect(read.map((row) => Object.entries(row))).toEqual([
      [
        ['__proto__', 1],
        ['b"', '9007199254740993'],
      ],
      [
        ['__proto__', null],
        ['b"', true],
      ],
    ]);
    expect(JSON.parse(toJsonList([], 0))).toEqual([]);
  });
});
