/**
 * Parquet files made to exhaust whoever reads them, a few bytes each. `scale` 1 = as large as they are meant, less = the
 * same shape for a quick run. Written page by page, for no writer makes them.
 */
import { gzipSync } from 'node:zlib';
import type { FileMetaData } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import { joinBytes } from '../source/joinBytes';

export interface Bomb {
  readonly name: string;
  readonly make: () => Uint8Array;
  /** What is said of it; undefined where it is merely large and must be read. */
  readonly says?: RegExp;
}

const PLAIN = 0;
const RLE = 3;
const DELTA_BYTE_ARRAY = 7;
const RLE_DICTIONARY = 8;
const MAGIC = new TextEncoder().encode('PAR1');
const CONVERSATION = JSON.stringify([
  { from: 'human', value: 'Go.' },
  { from: 'gpt', value: 'Done.' },
]);

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function written(act: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  act(writer);
  return writer.getBytes().slice();
}

const varint = (value: number): Uint8Array => written((writer) => writer.appendVarInt(value));
const uint32 = (value: number): Uint8Array => written((writer) => writer.appendUint32(value));
const thrift = (value: Parameters<typeof serializeTCompactProtocol>[1]): Uint8Array =>
  written((writer) => serializeTCompactProtocol(writer, value));

interface Page {
  readonly payload: Uint8Array;
  readonly count: number;
  readonly encoding: number;
  readonly isDictionary?: boolean;
  /** What the header claims of the unpacked length. */
  readonly claimed?: number;
}

function page({
  payload,
  count,
  encoding,
  isDictionary = false,
  claimed = payload.length,
}: Page): Uint8Array {
  const sizes = { field_1: isDictionary ? 2 : 0, field_2: claimed, field_3: payload.length };
  const kind = isDictionary
    ? { field_7: { field_1: count, field_2: encoding } }
    : { field_5: { field_1: count, field_2: encoding, field_3: RLE, field_4: RLE } };
  return joinBytes([thrift({ ...sizes, ...kind }), payload]);
}

/** A run of one value: `count` of them in six bytes. */
const run = (count: number, value: number): Uint8Array =>
  joinBytes([varint(count * 2), Uint8Array.of(value)]);

/** Definition levels of an optional column: all of them values, or all of them null. */
function levels(count: number, level: 0 | 1): Uint8Array {
  const runs = run(count, level);
  return joinBytes([uint32(runs.length), runs]);
}

const plainText = (value: Uint8Array): Uint8Array => joinBytes([uint32(value.length), value]);

interface Column {
  readonly pages: readonly Uint8Array[];
  readonly codec?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY';
}

type Tweak = (metadata: FileMetaData, byteLength: number) => FileMetaData;

/** `conversations` (JSON text, optional) alone, and what is to be changed in the footer. */
function fileOf(rows: number, { pages, codec = 'UNCOMPRESSED' }: Column, tweak: Tweak = (same) => same) {
  const body = joinBytes(pages);
  const metadata: FileMetaData = {
    version: 2,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'conversations', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', converted_type: 'UTF8' },
    ],
    num_rows: BigInt(rows),
    row_groups: [
      {
        columns: [
          {
            file_offset: 4n,
            meta_data: {
              type: 'BYTE_ARRAY',
              encodings: ['PLAIN', 'RLE', 'RLE_DICTIONARY'],
              path_in_schema: ['conversations'],
              codec,
              num_values: BigInt(rows),
              total_uncompressed_size: BigInt(body.length),
              total_compressed_size: BigInt(body.length),
              data_page_offset: 4n,
            },
          },
        ],
        total_byte_size: BigInt(body.length),
        num_rows: BigInt(rows),
      },
    ],
    metadata_length: 0,
  };
  return withFooter(
    body,
    written((writer) => writeMetadataAlone(writer, tweak(metadata, body.length + 4))),
  );
}

/** The writer adds the length, which `withFooter` does here. */
function writeMetadataAlone(writer: ByteWriter, metadata: FileMetaData): void {
  writeMetadata(writer, metadata);
}

function withFooter(body: Uint8Array, footerWithLength: Uint8Array): Uint8Array {
  return joinBytes([MAGIC, body, footerWithLength, MAGIC]);
}

/** Any bytes as a footer. */
const rawFooter = (footer: Uint8Array, length = footer.length): Uint8Array =>
  withFooter(new Uint8Array(0), joinBytes([footer, uint32(length)]));

const good = (count: number): Uint8Array =>
  page({
    payload: joinBytes([
      levels(count, 1),
      ...Array.from({ length: count }, () => plainText(text(CONVERSATION))),
    ]),
    count,
    encoding: PLAIN,
  });

function dictionaryBomb(rows: number, valueBytes: number): Uint8Array {
  const value = text(JSON.stringify([{ from: 'human', value: 'x'.repeat(valueBytes) }]));
  const dictionary = plainText(value);
  const indexes = joinBytes([levels(rows, 1), Uint8Array.of(1), run(rows, 0)]);
  return fileOf(rows, {
    codec: 'GZIP',
    pages: [
      page({
        payload: gzipSync(dictionary),
        count: 1,
        encoding: PLAIN,
        isDictionary: true,
        claimed: dictionary.length,
      }),
      page({ payload: gzipSync(indexes), count: rows, encoding: RLE_DICTIONARY, claimed: indexes.length }),
    ],
  });
}

/** Zigzag deltas of a constant: first value, then blocks of deltas of 0 bits. */
function constantDeltas(first: number, count: number): Uint8Array {
  const blocks = Math.ceil((count - 1) / 128);
  const block = joinBytes([Uint8Array.of(0), new Uint8Array(4)]);
  return joinBytes([
    varint(128),
    varint(4),
    varint(count),
    varint(first * 2),
    ...Array.from({ length: blocks }, () => block),
  ]);
}

/** The first value whole, each further one a repetition of it. */
function prefixBomb(rows: number, valueBytes: number): Uint8Array {
  const prefixes = joinBytes([
    varint(128),
    varint(4),
    varint(rows),
    varint(0),
    // the second repeats all of the first, the others as much: one delta, then none
    ...deltasOf(valueBytes, rows),
  ]);
  const suffixes = joinBytes([
    varint(128),
    varint(4),
    varint(rows),
    varint(valueBytes * 2),
    ...deltasOf(-valueBytes, rows),
  ]);
  const payload = joinBytes([levels(rows, 1), prefixes, suffixes, new Uint8Array(valueBytes).fill(0x78)]);
  return fileOf(rows, {
    codec: 'GZIP',
    pages: [
      page({ payload: gzipSync(payload), count: rows, encoding: DELTA_BYTE_ARRAY, claimed: payload.length }),
    ],
  });
}

/** Blocks whose first delta is `first` and all others 0, in 32 bits where they must differ. */
function deltasOf(first: number, rows: number): Uint8Array[] {
  const least = Math.min(first, 0);
  const head = joinBytes([
    written((writer) => writer.appendZigZag(least)),
    Uint8Array.of(32, 32, 32, 32),
    ...Array.from({ length: Math.min(128, 128) }, (_, index) => uint32(index === 0 ? first - least : -least)),
  ]);
  const blocks = Math.max(0, Math.ceil((rows - 1) / 128) - 1);
  const zero = joinBytes([Uint8Array.of(0), new Uint8Array(4)]);
  return [head, ...Array.from({ length: blocks }, () => zero)];
}

/** Nested structs `{1: {1: {…`. */
const deepThrift = (depth: number): Uint8Array =>
  joinBytes([new Uint8Array(depth).fill(0x1c), new Uint8Array(depth + 1)]);

type Chunk = FileMetaData['row_groups'][number]['columns'][number];

const onChunk =
  (change: (chunk: Chunk, byteLength: number) => Chunk): Tweak =>
  (metadata, byteLength) => ({
    ...metadata,
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.map((chunk) => change(chunk, byteLength)),
    })),
  });

const onMeta = (change: (byteLength: number) => Partial<NonNullable<Chunk['meta_data']>>): Tweak =>
  onChunk((chunk, byteLength) => ({
    ...chunk,
    ...(chunk.meta_data && { meta_data: { ...chunk.meta_data, ...change(byteLength) } }),
  }));

export function parquetBombs(scale: number): readonly Bomb[] {
  const times = (count: number): number => Math.max(2, Math.ceil(count * scale));
  const nulls = (count: number): Uint8Array => page({ payload: levels(count, 0), count, encoding: PLAIN });
  const large = () => gzipSync(new Uint8Array(times(1024 * 1024 * 1024)));
  const packed = (payload: Uint8Array, claimed: number, codec: 'GZIP' | 'SNAPPY' = 'GZIP') =>
    fileOf(10, { codec, pages: [page({ payload, count: 10, encoding: PLAIN, claimed })] });
  return [
    {
      name: 'dictionary: a million rows of one text of 1 MB',
      make: () => dictionaryBomb(1_000_000, Math.max(8_000, times(1024 * 1024))),
      says: /stand for [\d,]+ characters; the limit is 4,294,967,296/,
    },
    {
      name: 'values that repeat the one before: 100,000 times 1 MB',
      make: () => prefixBomb(100_000, Math.max(8_000, times(1024 * 1024))),
      says: /more than 268435456 bytes of a page/,
    },
    {
      name: 'a run of 2^30 levels among 10 values',
      make: () =>
        fileOf(10, {
          pages: [page({ payload: joinBytes([levels(2 ** 30, 1)]), count: 10, encoding: PLAIN })],
        }),
      says: /a run of 1073741824 values among 10/,
    },
    {
      name: 'a run of 2^30 indexes among 10',
      make: () =>
        fileOf(10, {
          pages: [
            page({ payload: plainText(text(CONVERSATION)), count: 1, encoding: PLAIN, isDictionary: true }),
            page({
              payload: joinBytes([levels(10, 1), Uint8Array.of(1), run(2 ** 30, 0)]),
              count: 10,
              encoding: RLE_DICTIONARY,
            }),
          ],
        }),
      says: /a run of 1073741824 values among 10/,
    },
    {
      name: 'a page of 2^30 values',
      make: () =>
        fileOf(10, { pages: [page({ payload: levels(2 ** 29, 0), count: 2 ** 30, encoding: PLAIN })] }),
      says: /a page claims 1,073,741,824 values; the limit is 16,777,216/,
    },
    {
      name: '1,000 pages of 2^24 nulls',
      make: () =>
        fileOf(10, { pages: Array.from({ length: 1000 }, () => nulls(2 ** 24)) }, (metadata) => metadata),
      says: /its pages claim [\d,]+ values .* the limits are 67,108,864/,
    },
    {
      name: 'a million rows of nothing',
      make: () => fileOf(times(1_000_000), { pages: [nulls(times(1_000_000))] }),
    },
    {
      name: 'gzip: 1 GB behind a claim of 1 KB',
      make: () => packed(large(), 1024),
      says: /cannot be decoded/,
    },
    {
      name: 'gzip: 1 KB behind a claim of 200 MB',
      make: () => packed(gzipSync(new Uint8Array(1024)), 200 * 1024 * 1024),
      says: /cannot be decoded/,
    },
    {
      name: 'gzip: a claim of 2 GB',
      make: () => packed(large(), 2 ** 31 - 1),
      says: /claims 2147483647 bytes uncompressed; the limit is 256 MB/,
    },
    { name: 'gzip: a claim of -1', make: () => packed(large(), -1), says: /header is incomplete/ },
    {
      name: 'gzip: 100 pages of 250 MB',
      make: () =>
        fileOf(10, {
          codec: 'GZIP',
          pages: Array.from({ length: 100 }, () =>
            page({
              payload: gzipSync(new Uint8Array(16)),
              count: 10,
              encoding: PLAIN,
              claimed: 250 * 1024 * 1024,
            }),
          ),
        }),
      says: /its pages claim .* the limits are/,
    },
    {
      name: 'snappy: 1 GB behind a claim of 1 KB',
      make: () => packed(joinBytes([varint(2 ** 30), new Uint8Array(64)]), 1024, 'SNAPPY'),
      says: /cannot be decoded/,
    },
    {
      name: 'deltas in blocks of no values',
      make: () =>
        fileOf(10, {
          pages: [
            page({
              payload: joinBytes([
                levels(10, 1),
                varint(128),
                varint(0xfffffff0),
                varint(10),
                new Uint8Array(200),
              ]),
              count: 10,
              encoding: DELTA_BYTE_ARRAY,
            }),
          ],
        }),
      says: /deltas in blocks of 128 values/,
    },
    {
      name: 'deltas: more than values',
      make: () =>
        fileOf(10, {
          pages: [
            page({
              payload: joinBytes([levels(10, 1), constantDeltas(0, 100_000), constantDeltas(0, 100_000)]),
              count: 10,
              encoding: DELTA_BYTE_ARRAY,
            }),
          ],
        }),
      says: /100000 deltas among 10 values/,
    },
    {
      name: 'footer: 2^62 rows',
      make: () =>
        fileOf(10, { pages: [good(10)] }, (metadata) => ({
          ...metadata,
          num_rows: 2n ** 62n,
          row_groups: metadata.row_groups.map((group) => ({ ...group, num_rows: 2n ** 62n })),
        })),
      says: /claims 4,611,686,018,427,388,000 rows; the limit is 16,777,216/,
    },
    {
      name: 'footer: 16,000,000 rows in 10 bytes',
      make: () => fileOf(16_000_000, { pages: [good(10)] }),
      says: /claims 16,000,000 rows; the limit is 1,048,576/,
    },
    {
      name: 'footer: -1 rows',
      make: () =>
        fileOf(10, { pages: [good(10)] }, (metadata) => ({
          ...metadata,
          num_rows: -1n,
          row_groups: metadata.row_groups.map((group) => ({ ...group, num_rows: -1n })),
        })),
      says: /the footer says -1 rows/,
    },
    {
      name: 'footer: 2^62 values in a chunk',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta(() => ({ num_values: 2n ** 62n })),
        ),
      says: /the footer says 4611686018427387904/,
    },
    {
      name: 'footer: 100,000 row groups of the same bytes',
      make: () =>
        fileOf(10, { pages: [good(10)] }, (metadata) => ({
          ...metadata,
          num_rows: BigInt(10 * times(100_000)),
          row_groups: Array.from({ length: times(100_000) }, () => metadata.row_groups).flat(),
        })),
      says: /its columns claim [\d,]+ bytes, the file has/,
    },
    {
      name: 'footer: 100,000 empty row groups',
      make: () =>
        fileOf(10, { pages: [good(10)] }, (metadata) => {
          const [group] = metadata.row_groups;
          const empty = { total_byte_size: 0n, num_rows: 0n };
          const columns = (group?.columns ?? []).map((column) => ({
            ...column,
            ...(column.meta_data && {
              meta_data: { ...column.meta_data, num_values: 0n, total_compressed_size: 0n },
            }),
          }));
          const more = Array.from({ length: times(100_000) }, () => ({ ...empty, columns }));
          return { ...metadata, row_groups: [...metadata.row_groups, ...more] };
        }),
    },
    {
      name: '100,000 columns',
      make: () =>
        fileOf(10, { pages: [good(10)] }, (metadata) => ({
          ...metadata,
          schema: [
            { name: 'root', num_children: 100_000 },
            ...Array.from({ length: 100_000 }, (_, index) => ({
              name: `column ${index}`,
              type: 'INT32' as const,
              repetition_type: 'OPTIONAL' as const,
            })),
          ],
          row_groups: [],
          num_rows: 0n,
        })),
      says: /100,001 columns are over the limit of 2,000/,
    },
    ...[1_500, 100_000].map((depth) => ({
      name: `a schema ${depth} deep`,
      make: () =>
        rawFooter(
          thrift({
            field_1: 2,
            field_2: Array.from({ length: depth + 1 }, () => ({ field_3: 2, field_4: 'list', field_5: 1 })),
            field_3: 0n,
            field_4: [],
          }),
        ),
      says: /the schema is no tree|over the limit of 2,000/,
    })),
    {
      name: 'a schema of 2^30 children',
      make: () =>
        rawFooter(
          thrift({
            field_1: 2,
            field_2: [
              { field_4: 'root', field_5: 2 ** 30 },
              { field_1: 6, field_4: 'leaf' },
            ],
            field_3: 0n,
            field_4: [],
          }),
        ),
      says: /the schema is no tree of 2 elements/,
    },
    {
      name: 'footer nested a million deep',
      make: () => rawFooter(deepThrift(times(1_000_000))),
      says: /nested deeper than 32 levels/,
    },
    {
      name: 'footer: a number of 4 MB',
      make: () =>
        rawFooter(
          joinBytes([Uint8Array.of(0x16), new Uint8Array(4 * 1024 * 1024).fill(0xff), Uint8Array.of(0)]),
        ),
      says: /a number of more than 10 bytes/,
    },
    {
      name: 'footer: 15,000,000 empty structs',
      make: () =>
        rawFooter(joinBytes([Uint8Array.of(0x19, 0xfc), varint(15_000_000), new Uint8Array(15_000_001)])),
      says: /more than 8,000,000 values/,
    },
    {
      name: 'footer: a list of 2^31 elements',
      make: () => rawFooter(joinBytes([Uint8Array.of(0x19, 0xfc), varint(2 ** 31 - 1), new Uint8Array(10)])),
      says: /a list of 2147483647 elements where/,
    },
    {
      name: 'footer longer than the file',
      make: () => rawFooter(new Uint8Array(20), 2 ** 31),
      says: /its footer claims 2,147,483,648 bytes/,
    },
    {
      name: 'footer of 20 MB',
      make: () => rawFooter(new Uint8Array(20 * 1024 * 1024)),
      says: /over the limit of 16 MB/,
    },
    {
      name: 'offsets behind the end',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta(() => ({ data_page_offset: 2n ** 50n })),
        ),
      says: /claims bytes 1125899906842624/,
    },
    {
      name: 'offsets before the start',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta(() => ({ data_page_offset: -100n })),
        ),
      says: /claims bytes -100/,
    },
    {
      name: 'no bytes at all for ten rows',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta(() => ({ total_compressed_size: 0n })),
        ),
      says: /cannot be decoded|hold 0 values/,
    },
    {
      name: 'a dictionary that is its own data',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta(() => ({ dictionary_page_offset: 4n, data_page_offset: 4n })),
        ),
    },
    {
      name: 'a dictionary behind its data, in the footer',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onMeta((end) => ({ dictionary_page_offset: BigInt(end - 2) })),
        ),
      says: /claims bytes|cannot be decoded/,
    },
    {
      name: 'an offset index that is the whole file',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onChunk((chunk, end) => ({ ...chunk, offset_index_offset: 4n, offset_index_length: end })),
        ),
      says: /offset index/,
    },
    {
      name: 'an offset index behind the end',
      make: () =>
        fileOf(
          10,
          { pages: [good(10)] },
          onChunk((chunk) => ({ ...chunk, offset_index_offset: 2n ** 40n, offset_index_length: 2 ** 30 })),
        ),
      says: /the offset index of conversations claims bytes/,
    },
    {
      name: 'a page header nested 100,000 deep',
      make: () => fileOf(10, { pages: [deepThrift(times(100_000))] }),
      says: /a page header cannot be read: it is nested deeper than 8 levels/,
    },
  ];
}
