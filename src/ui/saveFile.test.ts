import { afterEach, describe, expect, it, vi } from 'vitest';
import { canPickFile, pickFile } from './saveFile';

afterEach(() => vi.unstubAllGlobals());

function stubPicker(show: () => Promise<unknown>): void {
  vi.stubGlobal('showSaveFilePicker', show);
}

function fakeHandle() {
  const done: string[] = [];
  const writable = {
    write: async (bytes: Uint8Array) => void done.push(`write ${bytes.length}`),
    close: async () => void done.push('close'),
    abort: async () => void done.push('abort'),
  };
  const handle = {
    name: 'chosen.jsonl',
    createWritable: async () => writable,
    remove: async () => void done.push('remove'),
  };
  return { done, handle };
}

describe('a picked file', () => {
  it('is written as the bytes come, under the name the reader chose', async () => {
    const { done, handle } = fakeHandle();
    stubPicker(async () => handle);
    expect(canPickFile()).toBe(true);
    const sink = await pickFile('a.jsonl', 'application/jsonl');
    await sink?.write(new Uint8Array(3));
    expect(await sink?.close()).toEqual({ name: 'chosen.jsonl', url: undefined });
    expect(done).toEqual(['write 3', 'close']);
  });

  it('is taken away again when the download ends early', async () => {
    const { done, handle } = fakeHandle();
    stubPicker(async () => handle);
    const sink = await pickFile('a.jsonl', 'application/jsonl');
    await sink?.abort();
    expect(done).toEqual(['abort', 'remove']);
  });

  it('is none when the reader chose none', async () => {
    stubPicker(() => Promise.reject(new DOMException('no', 'AbortError')));
    expect(await pickFile('a.jsonl', 'application/jsonl')).toBeUndefined();
  });
});
