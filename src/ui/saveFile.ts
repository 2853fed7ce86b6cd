/**
 * Ways to put bytes on the reader's disk. A download is collected in Blobs, one a chunk: Chromium moves them to
 * disk beyond some hundred MB (the bound is a tenth of the disk), Firefox and Safari hold them in memory or
 * temporary files. A picked file is written as the bytes come, so it has no bound, but asks where to put it first.
 */
export interface FileSink {
  readonly name: string;
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** All is written: the file is there, or handed to the browser's downloads. */
  close(): Promise<SavedFile>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

export interface SavedFile {
  readonly name: string;
  /** Where it can be had again until it is revoked; undefined when it went straight to the disk. */
  readonly url: string | undefined;
}

interface SavePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string;
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle & { remove?(): Promise<void> }>;
}

export function canPickFile(): boolean {
  return 'showSaveFilePicker' in globalThis;
}

/** Asks where to; must be called from a click or key. Undefined when the reader chose nothing. */
export async function pickFile(suggestedName: string, type: string): Promise<FileSink | undefined> {
  try {
    // not in TypeScript's DOM library; asked for by canPickFile
    const picker = globalThis as unknown as SavePicker;
    const extension = suggestedName.slice(suggestedName.lastIndexOf('.'));
    const handle = await picker.showSaveFilePicker({
      suggestedName,
      types: [{ accept: { [type]: [extension] } }],
    });
    const writable = await handle.createWritable();
    return {
      name: handle.name,
      write: (bytes) => writable.write(bytes),
      close: async () => {
        await writable.close();
        return { name: handle.name, url: undefined };
      },
      abort: async () => {
        await writable.abort();
        await handle.remove?.();
      },
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

export function collectDownload(name: string, type: string): FileSink {
  let parts: Blob[] = [];
  return {
    name,
    write: async (bytes) => {
      parts.push(new Blob([bytes]));
    },
    close: async () => {
      const url = URL.createObjectURL(new Blob(parts, { type }));
      parts = [];
      startDownload(name, url);
      return { name, url };
    },
    abort: async () => {
      parts = [];
    },
  };
}

export async function downloadText(name: string, type: string, text: string): Promise<SavedFile> {
  const sink = collectDownload(name, type);
  await sink.write(new TextEncoder().encode(text));
  return sink.close();
}

function startDownload(name: string, url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
