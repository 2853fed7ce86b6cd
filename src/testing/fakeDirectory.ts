/** The browser's private file system in memory, with the faults of a real one. */
import type { Directory, StoredFile } from '../worker/IndexCache';

export interface FakeDirectory extends Directory {
  /** Paths of all files, with their bytes: to be looked at and damaged. */
  files(): Map<string, Uint8Array<ArrayBuffer>>;
  /** The next writes fail with an error of this name. */
  failWith: string | undefined;
}

class NotThere extends Error {
  override name = 'NotFoundError';
}

class Refused extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

/** Empty, or with copies of another's files. */
export function fakeDirectory(from?: FakeDirectory): FakeDirectory {
  const files = new Map([...(from?.files() ?? [])].map(([path, bytes]) => [path, bytes.slice()]));
  const folders = new Set<string>(['']);
  for (const path of files.keys())
    for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1))
      folders.add(path.slice(0, at));
  const root: FakeDirectory = { ...makeFolder(''), files: () => files, failWith: undefined };

  function makeFolder(path: string): Directory {
    const inside = (name: string): string => `${path}/${name}`;
    const check = (): void => {
      if (!folders.has(path)) throw new NotThere(path);
    };
    return {
      async getDirectoryHandle(name, { create = false } = {}) {
        check();
        if (create) folders.add(inside(name));
        if (!folders.has(inside(name))) throw new NotThere(inside(name));
        return makeFolder(inside(name));
      },
      async getFileHandle(name, { create = false } = {}) {
        check();
        if (create && !files.has(inside(name))) files.set(inside(name), new Uint8Array());
        if (!files.has(inside(name))) throw new NotThere(inside(name));
        return makeFile(inside(name));
      },
      async removeEntry(name) {
        check();
        const isInside = (entry: string): boolean =>
          entry === inside(name) || entry.startsWith(`${inside(name)}/`);
        for (const entry of [...files.keys()].filter(isInside)) files.delete(entry);
        for (const entry of [...folders].filter(isInside)) folders.delete(entry);
      },
      async *entries() {
        check();
        const isChild = (entry: string): boolean =>
          entry.startsWith(`${path}/`) && !entry.slice(path.length + 1).includes('/');
        const nameOf = (entry: string): string => entry.slice(path.length + 1);
        for (const entry of [...files.keys()].filter(isChild))
          yield [nameOf(entry), { kind: 'file' as const }];
        for (const entry of [...folders].filter(isChild))
          yield [nameOf(entry), { kind: 'directory' as const }];
      },
    };
  }

  function makeFile(path: string): StoredFile {
    return {
      getFile: async () => {
        const bytes = files.get(path);
        if (bytes === undefined) throw new NotThere(path);
        return { size: bytes.length, arrayBuffer: async () => bytes.slice().buffer };
      },
      createWritable: async () => {
        let written = new Uint8Array();
        return {
          write: async (bytes) => {
            if (root.failWith !== undefined) throw new Refused(root.failWith);
            written = bytes.slice();
          },
          close: async () => void files.set(path, written),
          abort: async () => undefined,
        };
      },
    };
  }
  return root;
}
