/** Dropped and picked files and folders, walked to what can be opened. */
import { isReadableName } from '../../lib/localNames';

/** A link names each file: more would make an address no one can send. */
const MOST_FILES = 200;

export interface Collected {
  readonly files: readonly File[];
  /** Names left out: not data by their name, or beyond the bound. */
  readonly skipped: readonly string[];
}

/** Files of a folder by their path in it: two `train.parquet` must be told apart. */
export function fromFolder(files: readonly File[]): Collected {
  const all = files.map((file) => named(file, file.webkitRelativePath || file.name));
  const readable = all.filter(({ name }) => isReadableName(name));
  const skipped = all.filter(({ name }) => !isReadableName(name)).map(({ name }) => name);
  return {
    files: readable.slice(0, MOST_FILES),
    skipped: [...skipped, ...readable.slice(MOST_FILES).map(({ name }) => name)],
  };
}

/** Not in React's or the compiler's types everywhere: of Chromium. */
type PickFolder = () => Promise<FileSystemDirectoryHandle>;

/** The browser's own way to a folder, which names it and opens no file that is not wanted; undefined where it has none. */
export function folderPicker(): (() => Promise<Collected | undefined>) | undefined {
  if (!('showDirectoryPicker' in window)) return undefined;
  const pick = window.showDirectoryPicker as PickFolder; // by its name
  return async () => {
    const folder = await pick.call(window).catch((error: unknown) => {
      // the reader closed the dialog
      if (error instanceof DOMException && error.name === 'AbortError') return undefined;
      throw error;
    });
    return folder && fromHandle(folder);
  };
}

async function fromHandle(folder: FileSystemDirectoryHandle): Promise<Collected> {
  const files: File[] = [];
  const skipped: string[] = [];
  const visit = async (parent: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
    for await (const [name, handle] of parent.entries()) {
      const path = `${prefix}${name}`;
      if (handle.kind === 'directory') await visit(handle, `${path}/`);
      else if (isReadableName(path) && files.length < MOST_FILES) {
        files.push(named(await handle.getFile(), path));
      } else skipped.push(path);
    }
  };
  await visit(folder, `${folder.name}/`);
  return { files, skipped };
}

/** Must be called inside the drop event: its items are gone afterwards. Loose files are taken as they are. */
export async function fromDrop(transfer: DataTransfer): Promise<Collected> {
  const loose = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry) => entry?.isDirectory === true);
  if (folders.length === 0) return { files: loose, skipped: [] };
  const files: File[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, '', files);
  return fromFolder(files);
}

async function walk(entry: FileSystemEntry, folder: string, found: File[]): Promise<void> {
  if (entry.isFile) {
    const fileEntry = entry as FileSystemFileEntry; // isFile says so
    const content = await new Promise<File>((resolve, reject) => fileEntry.file(resolve, reject));
    found.push(named(content, folder + content.name));
    return;
  }
  // no file, so a folder; it hands out its entries in batches
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, `${folder}${entry.name}/`, found);
  }
}

/** The same content under its path: nothing is copied. */
function named(file: File, path: string): File {
  return path === file.name ? file : new File([file], path, { lastModified: file.lastModified });
}
