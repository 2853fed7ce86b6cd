/**
 * Owns the indexes kept in the browser's private file system: a folder for what the parsers and tables are now (others
 * are dropped), in it one for each file of a source, in it one for the version of the file, in it a blob a unit, never
 * changed once written; and likewise one for files that are open together, with what was answered about them. Nothing
 * here ever rejects: a cache that cannot be read or written is no cache.
 */
import { PARSER_VERSION } from '../trace';
import { TABLES } from '../engine/tables';
import { LIST_SCHEMA } from './indexUnit';
import { checkPacked, UNIT_FORMAT } from './packedUnit';
import { packPlaces, unpackPlaces } from './packedPlaces';
import { shortHash } from './shortHash';

/** As much of the browser's directory handle as is used; tests bring their own. */
export interface Directory {
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<Directory>;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<StoredFile>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  entries(): AsyncIterable<readonly [string, { readonly kind: 'file' | 'directory' }]>;
}

export interface StoredFile {
  getFile(): Promise<{ readonly size: number; arrayBuffer(): Promise<ArrayBuffer> }>;
  /** What is written appears when it is closed, whole. */
  createWritable(): Promise<{
    write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

export interface UnitPlace {
  readonly firstRow: number;
  readonly rowCount: number;
}

/** A file of a source, in one version, under one config. */
export interface CacheKey {
  readonly src: string;
  readonly name: string;
  readonly revision: string | undefined;
  readonly version: string;
  readonly config: string;
}

const ROOT = 'retrace-index';
/** Where the rows of a file without a footer lie; there once all of its units are. */
const PLACES = /^(\d+)\.places$/;
const ANSWERS = 'answers.json';
const UNIT = /^(\d+)-(\d+)\.unit$/;

function withHash(json: string): string {
  return `${shortHash(json)}\n${json}`;
}

function nameOf({ firstRow, rowCount }: UnitPlace): string {
  return `${firstRow}-${rowCount}.unit`;
}

async function orUndefined<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

export class IndexCache {
  readonly #open: () => Promise<Directory>;
  /** What blobs mean: another parser, table or layout is another folder. */
  readonly #meaning: string;
  #swept: Promise<void> | undefined;
  #problem: string | undefined;

  constructor(open: () => Promise<Directory>, parserVersion = PARSER_VERSION) {
    this.#open = open;
    this.#meaning = shortHash([parserVersion, UNIT_FORMAT, TABLES, LIST_SCHEMA]);
  }

  /** Why nothing more is kept; undefined while all is well. */
  get problem(): string | undefined {
    return this.#problem;
  }

  file(key: CacheKey): CachedFile {
    return new CachedFile(this, shortHash([key.src, key.name]), shortHash([key.revision, key.version]));
  }

  /** Of several files together, in this order. */
  files(keys: readonly CacheKey[]): CachedFile {
    const names = keys.map(({ src, name }) => [src, name]);
    return new CachedFile(this, shortHash(['together', names]), shortHash(keys));
  }

  async byteLength(): Promise<number> {
    const root = await orUndefined(async () => (await this.#open()).getDirectoryHandle(ROOT));
    return root === undefined ? 0 : ((await orUndefined(() => sizeOf(root))) ?? 0);
  }

  async clear(): Promise<void> {
    await orUndefined(async () => (await this.#open()).removeEntry(ROOT, { recursive: true }));
    // there is room again
    this.#problem = undefined;
  }

  /** The folder of one version of a file. Rejects when it is not there, or cannot be made. */
  async folder(file: string, version: string, create: boolean): Promise<Directory> {
    const root = await (await this.#open()).getDirectoryHandle(ROOT, { create });
    this.#swept ??= removeOthers(root, this.#meaning);
    await this.#swept;
    const meaning = await root.getDirectoryHandle(this.#meaning, { create });
    const versions = await meaning.getDirectoryHandle(file, { create });
    if (create) await removeOthers(versions, version);
    return versions.getDirectoryHandle(version, { create });
  }

  /** After a failed write: no room ends caching; anything else concerned that blob alone. */
  failed(error: unknown): void {
    if (error instanceof Error && error.name === 'QuotaExceededError') {
      this.#problem =
        'The browser gives no more room to keep the index; the next visit reads the rest again.';
    }
  }
}

/** The blobs of one version of one file. */
export class CachedFile {
  readonly #cache: IndexCache;
  readonly #file: string;
  readonly #version: string;

  constructor(cache: IndexCache, file: string, version: string) {
    this.#cache = cache;
    this.#file = file;
    this.#version = version;
  }

  /**
   * The blobs of all units, in order, when every row of the file is in them; `rowCount` undefined = as `places` says.
   * `places` = what `savePlaces` was given.
   */
  async readAll(
    rowCount: number | undefined,
  ): Promise<
    { readonly units: readonly Uint8Array[]; readonly places: Float64Array | undefined } | undefined
  > {
    return orUndefined(async () => {
      const folder = await this.#folder(false);
      const units: UnitPlace[] = [];
      let stored: { readonly name: string; readonly rowCount: number } | undefined;
      for await (const [name] of folder.entries()) {
        const [, firstRow, count] = UNIT.exec(name) ?? [];
        if (firstRow !== undefined) units.push({ firstRow: Number(firstRow), rowCount: Number(count) });
        const [, rows] = PLACES.exec(name) ?? [];
        if (rows !== undefined) stored = { name, rowCount: Number(rows) };
      }
      const wanted = rowCount ?? stored?.rowCount;
      const chain = wanted === undefined ? undefined : chainOf(units, wanted);
      if (chain === undefined) return undefined;
      const blobs = await Promise.all(chain.map((place) => this.read(place)));
      if (blobs.includes(undefined)) return undefined;
      const places = stored && unpackPlaces(await readBytes(folder, stored.name));
      if (rowCount === undefined && places === undefined) return undefined;
      return { units: blobs.filter((blob) => blob !== undefined), places };
    });
  }

  /** One blob, when it is there and whole; a damaged one is removed. */
  async read(place: UnitPlace): Promise<Uint8Array | undefined> {
    return orUndefined(async () => {
      const folder = await this.#folder(false);
      const bytes = checkPacked(await readBytes(folder, nameOf(place)));
      if (bytes === undefined) await folder.removeEntry(nameOf(place));
      return bytes;
    });
  }

  async write(place: UnitPlace, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#write(nameOf(place), bytes);
  }

  async savePlaces(rowCount: number, places: Float64Array): Promise<void> {
    await this.#write(`${rowCount}.places`, packPlaces(places));
  }

  /** What `writeAnswers` was given, when it is there and whole. */
  async readAnswers(): Promise<string | undefined> {
    return orUndefined(async () => {
      const text = new TextDecoder().decode(await readBytes(await this.#folder(false), ANSWERS));
      const json = text.slice(text.indexOf('\n') + 1);
      return text === withHash(json) ? json : undefined;
    });
  }

  async writeAnswers(json: string): Promise<void> {
    await this.#write(ANSWERS, new TextEncoder().encode(withHash(json)));
  }

  async #write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#cache.problem !== undefined) return;
    try {
      const folder = await this.#folder(true);
      const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
      try {
        await writable.write(bytes);
        await writable.close();
      } catch (error) {
        await orUndefined(() => writable.abort());
        await orUndefined(() => folder.removeEntry(name));
        throw error;
      }
    } catch (error) {
      this.#cache.failed(error);
    }
  }

  #folder(create: boolean): Promise<Directory> {
    return this.#cache.folder(this.#file, this.#version, create);
  }
}

/** Units that follow one another from row 0 to the last; undefined when rows are missing. */
function chainOf(units: readonly UnitPlace[], rowCount: number): readonly UnitPlace[] | undefined {
  const byFirst = new Map(units.map((unit) => [unit.firstRow, unit]));
  const chain: UnitPlace[] = [];
  let row = 0;
  while (row < rowCount) {
    const unit = byFirst.get(row);
    if (unit === undefined || unit.rowCount === 0) return undefined;
    chain.push(unit);
    row += unit.rowCount;
  }
  return row === rowCount ? chain : undefined;
}

async function readBytes(folder: Directory, name: string): Promise<Uint8Array> {
  const file = await (await folder.getFileHandle(name)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

async function sizeOf(directory: Directory): Promise<number> {
  let size = 0;
  for await (const [name, { kind }] of directory.entries()) {
    size +=
      kind === 'directory'
        ? await sizeOf(await directory.getDirectoryHandle(name))
        : (await (await directory.getFileHandle(name)).getFile()).size;
  }
  return size;
}

/** Other versions of what lies in it: nothing reads them any more. */
async function removeOthers(directory: Directory, kept: string): Promise<void> {
  await orUndefined(async () => {
    const others: string[] = [];
    for await (const [name] of directory.entries()) if (name !== kept) others.push(name);
    for (const name of others) await orUndefined(() => directory.removeEntry(name, { recursive: true }));
  });
}

/** The browser's own. Rejects where there is none (private windows, no secure context). */
export async function openBrowserDirectory(): Promise<Directory> {
  // its entries are typed more loosely
  return (await navigator.storage.getDirectory()) as unknown as Directory;
}
