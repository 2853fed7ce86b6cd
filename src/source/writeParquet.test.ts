import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { writeParquet, type TypedColumn } from './writeParquet';

async function roundTrip(columns: readonly TypedColumn[]) {
  const bytes = await writeParquet(columns);
  const file = {
    byteLength: bytes.length,
    slice: (from: number, to?: number) => bytes.buffer.slice(from, to),
  };
  const { schema } = parquetMetadata(bytes.buffer);
  return { rows: await parquetReadObjects({ file }), schema };
}

it('keeps types and values, nothing included', async () => {
  const { rows, schema } = await roundTrip([
    { name: 'n', type: 'INTEGER', cells: [1, -2, undefined] },
    { name: 'big', type: 'BIGINT', cells: [1, '9007199254740993', undefined] },
    { name: 'u', type: 'UINTEGER', cells: [0, 4_294_967_295, undefined] },
    { name: 'd', type: 'DOUBLE', cells: [0.1, 'NaN', undefined] },
    { name: 'ok', type: 'BOOLEAN', cells: [true, false, undefined] },
    { name: 'text', type: 'VARCHAR', cells: ['ä\u2028', '', undefined] },
    { name: 'money', type: 'DECIMAL(18,3)', cells: [1.5, '-123456789012345.678', undefined] },
    { name: 'day', type: 'DATE', cells: ['2026-04-05', '1969-12-31', undefined] },
    {
      name: 'at',
      type: 'TIMESTAMP',
      cells: ['2026-04-05 14:19:06.146864', '1969-12-31 23:59:59.5', undefined],
    },
    { name: 'huge', type: 'HUGEINT', cells: ['170141183460469231731687303715884105727', 1, undefined] },
    { name: 'list', type: 'INTEGER[]', cells: ['[1,2]', '[]', undefined] },
  ]);
  const kinds = schema.slice(1).map(({ name, type, converted_type: kind }) => [name, kind ?? type]);
  expect(kinds).toEqual([
    ['n', 'INT32'],
    ['big', 'INT64'],
    ['u', 'UINT_32'],
    ['d', 'DOUBLE'],
    ['ok', 'BOOLEAN'],
    ['text', 'UTF8'],
    ['money', 'DECIMAL'],
    ['day', 'DATE'],
    ['at', 'TIMESTAMP_MICROS'],
    ['huge', 'UTF8'],
    ['list', 'UTF8'],
  ]);
  expect(rows[0]).toEqual({
    n: 1,
    big: 1n,
    u: 0,
    d: 0.1,
    ok: true,
    text: 'ä\u2028',
    money: 1.5,
    day: new Date('2026-04-05T00:00:00Z'),
    at: new Date('2026-04-05T14:19:06.146Z'),
    huge: '170141183460469231731687303715884105727',
    list: '[1,2]',
  });
  expect(rows[1]).toMatchObject({
    n: -2,
    big: 9_007_199_254_740_993n,
    u: 4_294_967_295,
    d: Number.NaN,
    ok: false,
    text: '',
    day: new Date('1969-12-31T00:00:00Z'),
    at: new Date('1969-12-31T23:59:59.500Z'),
    huge: '1',
  });
  expect(Object.values(rows[2] ?? {}).every((value) => value === null || value === undefined)).toBe(true);
});

it('what its type cannot say is text; names that stand twice are told apart; no rows are no rows', async () => {
  const odd = await roundTrip([
    { name: 'x', type: 'DATE', cells: ['infinity', '2026-01-01'] },
    { name: 'x', type: 'INTERVAL', cells: ['1 day', undefined] },
  ]);
  expect(odd.rows).toEqual([
    { x: 'infinity', x_2: '1 day' },
    { x: '2026-01-01', x_2: null },
  ]);
  expect((await roundTrip([{ name: 'n', type: 'INTEGER', cells: [] }])).rows).toEqual([]);
});
