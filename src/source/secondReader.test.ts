/**
 * Foreign parquet files against a second reader (parquet-wasm: arrow-rs): every value of every file that both can read.
 * What one of them alone refuses, or reads as something else, stands here with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataType, tableFromIPC, type Field } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { describe, expect, it } from 'vitest';
import { countEachTest } from '../testing/countTests';
import { realData } from '../testing/realData';
import { bytesSource } from './localSource';
import { decodeColumns } from './parquetDecode';
import { readFooter } from './parquetFooter';
import { placeGroups } from './parquetGroups';
import { planGroup, rangesOf } from './parquetPlan';
import { toPlain } from './plainValue';
import { cachedSource } from './rangeCache';

/** The second reader gives the encoded bytes where this one gives what they mean: variants and geometries. */
const ENCODED = /\/(?:shredded_variant|geospatial)\//;

/** Files whose rows are told apart on purpose. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'repeated_primitive_no_list.parquet': 'an empty repeated field is null here, [] there',
  'binary_truncated_min_max.parquet': 'bytes without an annotation are text here',
  'int96_from_spark.parquet': 'the year 9999 in nanoseconds does not fit into 64 bits there',
  'map_no_value.parquet': 'a map without values: entries here, its keys there',
};

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.name.endsWith('.parquet') && !ENCODED.test(path) ? [path] : [];
  });
}

type Columns = ReadonlyMap<string, readonly unknown[]>;

async function readHere(bytes: Uint8Array): Promise<Columns> {
  const file = cachedSource(bytesSource('x.parquet', bytes));
  const metadata = await readFooter(file);
  const columns = new Map<string, unknown[]>();
  for (const group of placeGroups(metadata)) {
    const chunks = planGroup(group);
    const segments = await file.readAll(rangesOf(chunks));
    const { firstRow: rowStart, rowCount } = group;
    const rowEnd = rowStart + rowCount;
    const decoded = await decodeColumns({
      fileName: 'x',
      metadata,
      group,
      chunks,
      segments,
      rowStart,
      rowEnd,
    });
    for (const [name, values] of decoded.columns) {
      const known = columns.get(name) ?? [];
      for (const value of values) known.push(toPlain(value));
      columns.set(name, known);
    }
  }
  return columns;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 4096)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
/** Both readers' numbers as text: 64-bit integers of the one are bigint, of the other numbers. */
const number = (value: unknown): string => (Number.isNaN(value) ? 'NaN' : String(Number(value)));
/** Two readers round a scaled decimal differently in its last digit. */
const rounded = (value: number): string => value.toPrecision(12);

/** Little-endian words of 32 bits, two's complement. */
function unscaled(words: Uint32Array): bigint {
  const value = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return BigInt.asIntN(32 * words.length, value);
}

/** One form for what both say of a value of this type. `here` = as `toPlain` gives it. */
function normal(value: unknown, type: DataType, isHere: boolean): unknown {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) {
    if (isHere) return rounded(Number(value));
    return rounded(Number(unscaled(value as Uint32Array)) / 10 ** type.scale);
  }
  if (DataType.isTimestamp(type) || DataType.isDate(type))
    return isHere ? Date.parse(String(value)) : Math.floor(Number(value));
  if (DataType.isBinary(type) || DataType.isFixedSizeBinary(type) || DataType.isLargeBinary(type)) {
    if (value instanceof Uint8Array) return hex(value);
    // text without its annotation; 16-byte identifiers are written with dashes
    return /^[\da-f-]*$/.test(String(value)) && DataType.isFixedSizeBinary(type)
      ? String(value).replaceAll('-', '')
      : hex(new TextEncoder().encode(String(value)));
  }
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isTime(type)) return number(value);
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const [item] = type.children as Field[];
    return Array.from(value as Iterable<unknown>, (each) => item && normal(each, item.type, isHere));
  }
  if (DataType.isStruct(type) || DataType.isMap(type)) return normalObject(value, type, isHere);
  return value;
}

function normalObject(value: unknown, type: DataType, isHere: boolean): unknown {
  const plain = (value as { toJSON?: () => object }).toJSON?.() ?? (value as object);
  const fields: readonly Field[] = DataType.isMap(type)
    ? []
    : ((type as DataType & { children: Field[] }).children ?? []);
  const typeOf = (key: string): DataType | undefined => {
    if (!DataType.isMap(type)) return fields.find(({ name }) => name === key)?.type;
    return (type.children[0]?.type.children as Field[] | undefined)?.[1]?.type;
  };
  return Object.fromEntries(
    Object.entries(plain)
      .map(([key, item]) => {
        const known = typeOf(key);
        return [key, known ? normal(item, known, isHere) : item] as const;
      })
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

/** The first difference in words; undefined when every value is the same. */
async function firstDifference(bytes: Uint8Array): Promise<string | undefined> {
  const theirs = tableFromIPC(readParquet(bytes.slice()).intoIPCStream());
  const here = await readHere(bytes);
  for (const { name, type } of theirs.schema.fields) {
    const column = theirs.getChild(name);
    const mine = here.get(name) ?? [];
    if (mine.length !== theirs.numRows) return `${name}: ${mine.length} of ${theirs.numRows} rows`;
    for (const [row, value] of mine.entries()) {
      const one = JSON.stringify(normal(value, type, true));
      const other = JSON.stringify(normal(column?.get(row), type, false));
      if (one !== other)
        return `${name} (${type}), row ${row}: ${one.slice(0, 80)} and ${other.slice(0, 80)}`;
    }
  }
  return undefined;
}

const folders = ['corpora/parquet-testing/data', 'corpora/parquet-testing/bad_data', 'hermes'].flatMap(
  (path) => realData(path) ?? [],
);

describe.skipIf(folders.length === 0)('foreign parquet files, read by two', () => {
  countEachTest('parquet files against a second reader');
  const files = folders.flatMap(listFiles).sort();
  const sampled = process.env['DEEP'] === '1' ? files : files.filter((_, index) => index % 4 === 0);
  it.each(sampled.map((path) => [path.split('/').at(-1) ?? '', path] as const))(
    '%s',
    async (name, path) => {
      const bytes = new Uint8Array(readFileSync(path));
      const refusals = await Promise.all([
        readHere(bytes).then(
          () => undefined,
          (thrown: unknown) => String(thrown),
        ),
        Promise.resolve()
          .then(() => readParquet(bytes.slice()).free())
          .then(
            () => undefined,
            (thrown: unknown) => String(thrown),
          ),
      ]);
      const [here, there] = refusals;
      if (here !== undefined || there !== undefined) {
        process.stderr.write(`${name}: ${here ?? `only there: ${there}`}\n`);
        return;
      }
      const difference = await firstDifference(bytes);
      expect(difference === undefined || name in DIFFERENT ? undefined : difference).toBeUndefined();
    },
    60_000,
  );
});
