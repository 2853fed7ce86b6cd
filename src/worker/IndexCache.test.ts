/** A dataset opened twice over one storage: what the second visit reads, and that no fault of the storage reaches the reader. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeDirectory, type FakeDirectory } from '../testing/fakeDirectory';
import { inlinePool } from '../testing/inlineWorker';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { openBytes, type RowUnit, type TraceFile } from '../source';
import { parseJsonLine } from '../trace';
import { DatasetFile } from './DatasetFile';
import { IndexCache } from './IndexCache';
import { IndexStore } from './IndexStore';

const rows = testRows(90, 50);
const parquet = writeTestParquet(rows, { rowGroupSize: 20 });
const jsonl = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
const signal = new AbortController().signal;

interface Visit {
  readonly file: DatasetFile;
  /** Units that were read from the file itself. */
  readonly loaded: number;
  readonly listings: number;
}

/** Opens the file, lists and indexes it, as a page does; `stopAfter` units it is stopped. */
async function visit(
  storage: FakeDirectory | undefined,
  {
    bytes = parquet,
    name = 'x.parquet',
    version = 'v1',
    parser = '1',
    stopAfter = Number.POSITIVE_INFINITY,
  } = {},
): Promise<Visit> {
  const count = { loaded: 0, listings: 0 };
  const stop = new AbortController();
  const open = async (): Promise<TraceFile> => {
    const file = await openBytes(name, bytes, { parseLine: parseJsonLine });
    const { readListing } = file;
    return {
      ...file,
      facts: { ...file.facts, version },
      ...(readListing !== undefined && {
        readListing: (given?: AbortSignal) => {
          count.listings += 1;
          return readListing(given);
        },
      }),
      async *readUnits(given) {
        for await (const unit of file.readUnits(given)) {
          const load: RowUnit['load'] = (asked) => {
            count.loaded += 1;
            if (count.loaded > stopAfter) stop.abort();
            return unit.load(asked);
          };
          yield { ...unit, load };
        }
      },
    };
  };
  const root = async (): Promise<FakeDirectory> => storage ?? Promise.reject(new Error('refused'));
  const file = new DatasetFile(
    { name, config: 'x', open },
    {
      src: 'url:x',
      file: 0,
      index: new IndexStore(
        () => Promise.reject(new Error('not asked')),
        () => undefined,
      ),
      pool: inlinePool(),
      cache: new IndexCache(root, parser),
      changed: () => undefined,
      whenOnline: async () => false,
      progressed: () => undefined,
    },
  );
  await file.list(stop.signal);
  if (file.stage !== 'ready') await file.index(stop.signal, () => Promise.resolve());
  return { file, ...count };
}

function shown({ file }: Visit): unknown {
  return rows.map((_, row) => [
    file.rows.ids[row],
    file.rows.tasks[row],
    file.rows.turnCounts[row],
    file.rows.indexAt(row, 'structured'),
  ]);
}

let storage: FakeDirectory;
beforeEach(() => {
  storage = fakeDirectory();
});

describe.each([
  ['parquet', { bytes: parquet, name: 'x.parquet' }],
  ['JSON lines', { bytes: jsonl, name: 'x.jsonl' }],
] as const)('the index of %s', (_, what) => {
  it('is there on the second visit, without reading listing or text', async () => {
    const first = await visit(storage, what);
    expect(first.loaded).toBeGreaterThan(0);
    const second = await visit(storage, what);
    expect([second.loaded, second.listings]).toEqual([0, 0]);
    expect(second.file.status()).toMatchObject({ stage: 'ready', rowsIndexed: rows.length });
    expect(shown(second)).toEqual(shown(first));
    const opened = await second.file.open();
    expect(await opened.readRow(77, signal)).toMatchObject({ record: { id: 'id-77' } });
  });

  it('of another version, or made by another parser, is not used, and dropped', async () => {
    await visit(storage, what);
    const before = storage.files().size;
    const changed = await visit(storage, { ...what, version: 'v2' });
    expect(changed.loaded).toBeGreaterThan(0);
    expect(storage.files().size).toBe(before);
    const newer = await visit(storage, { ...what, version: 'v2', parser: '2' });
    expect(newer.loaded).toBeGreaterThan(0);
    expect(storage.files().size).toBe(before);
  });

  it('is read anew where its bytes are damaged or gone', async () => {
    const whole = shown(await visit(storage, what));
    const paths = Array.from(storage.files().keys());
    for (const path of paths) {
      const kept = storage.files().get(path) ?? new Uint8Array();
      for (const damaged of [
        kept.slice(0, 10),
        kept.map((byte, at) => (at === kept.length >> 1 ? byte ^ 1 : byte)),
      ]) {
        storage.files().set(path, damaged);
        const again = await visit(storage, what);
        expect(again.file.status()).toMatchObject({ stage: 'ready', rowsIndexed: rows.length });
        expect(shown(again)).toEqual(whole);
      }
    }
  });
});

describe('the cache', () => {
  it('goes on where a stopped index ended', async () => {
    const stopped = await visit(storage, { stopAfter: 2 });
    expect(stopped.file.stage).toBe('stopped');
    const kept = storage.files().size;
    expect(kept).toBeGreaterThan(0);
    const next = await visit(storage);
    expect(next.loaded).toBe(5 - kept);
    expect(shown(next)).toEqual(shown(await visit(undefined)));
  });

  it('stops when there is no room, says so, and the index is whole all the same', async () => {
    storage.failWith = 'QuotaExceededError';
    const cache = new IndexCache(async () => storage);
    await cache
      .file({ src: 'a', name: 'b', revision: undefined, version: 'c', config: 'd' })
      .write({ firstRow: 0, rowCount: 1 }, new Uint8Array(8));
    expect(cache.problem).toContain('no more room');
    expect([...storage.files().keys()]).toEqual([]);
    const full = await visit(storage);
    expect(full.file.status()).toMatchObject({ stage: 'ready', rowsIndexed: rows.length });
    await cache.clear();
    expect(cache.problem).toBeUndefined();
  });

  it('is nothing where storage is refused', async () => {
    const refused = await visit(undefined);
    expect(refused.file.status()).toMatchObject({ stage: 'ready', rowsIndexed: rows.length });
    const none = new IndexCache(() => Promise.reject(new Error('refused')));
    expect(await none.byteLength()).toBe(0);
    await none.clear();
  });

  it('is written by two at once, and either is read', async () => {
    const both = await Promise.all([visit(storage), visit(storage)]);
    const third = await visit(storage);
    expect(third.loaded).toBe(0);
    for (const each of both) expect(shown(each)).toEqual(shown(third));
  });

  it('says its size, and is empty after it was cleared', async () => {
    await visit(storage);
    const cache = new IndexCache(async () => storage);
    const bytes = [...storage.files().values()].reduce((sum, { length }) => sum + length, 0);
    expect(await cache.byteLength()).toBe(bytes);
    await cache.clear();
    expect(storage.files().size).toBe(0);
    expect(await cache.byteLength()).toBe(0);
    expect((await visit(storage)).loaded).toBe(5);
  });
});
