/** Owns one download of the list at a time: from the choice of a form to the files on the disk, or why not. */
import { useEffect, useRef, useState } from 'react';
import { useDataClient } from '../../client/context';
import { exportList, type ExportProgress } from '../../client/exportList';
import type { DatasetKey } from '../../client/types';
import { APP_VERSION } from '../../lib/appVersion';
import { toAppError, type AppError } from '../../lib/AppError';
import { hashOf } from '../../state/usePlace';
import { NO_PARAMS, textPairsOf } from '../../state/url';
import { buildManifest, type ExportFacts, type ExportForm, type ListQuery } from '../../trace';
import {
  canPickFile,
  collectDownload,
  downloadText,
  pickFile,
  type FileSink,
  type SavedFile,
} from '../../ui/saveFile';
import { fileStem, LARGE_BYTES } from './downloadPlan';

export interface DownloadChoice {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly form: ExportForm;
  readonly ticked: readonly string[] | undefined;
  readonly rowCount: number;
  readonly estimatedBytes: number;
}

export type Download =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly form: ExportForm; readonly progress: ExportProgress }
  | {
      readonly kind: 'done';
      readonly form: ExportForm;
      readonly facts: ExportFacts;
      readonly files: readonly SavedFile[];
    }
  | { readonly kind: 'failed'; readonly form: ExportForm; readonly error: AppError };

const JSONL = 'application/jsonl';
const JSON_TYPE = 'application/json';

export function useDownload(): {
  readonly download: Download;
  readonly start: (choice: DownloadChoice) => void;
  /** Stops what runs; clears what is done. */
  readonly close: () => void;
} {
  const client = useDataClient();
  const [download, setDownload] = useState<Download>({ kind: 'none' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (choice: DownloadChoice): Promise<void> => {
    const sink = await openSink(choice);
    if (sink === undefined) return;
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    const { signal } = controller;
    const { dataset, query, form, ticked, rowCount } = choice;
    const show = (next: Download): void => {
      if (running.current === controller) setDownload(next);
    };
    show({ kind: 'running', form, progress: { rowsDone: 0, rowCount, byteLength: 0 } });
    try {
      const facts = await exportList(client, {
        dataset,
        request: { query, form, ticked },
        write: (bytes) => sink.write(bytes),
        onProgress: (progress) => show({ kind: 'running', form, progress }),
        signal,
      });
      signal.throwIfAborted();
      const data = await sink.close();
      show({ kind: 'done', form, facts, files: [data, await saveManifest(data.name, facts, choice)] });
    } catch (error) {
      await sink.abort().catch(() => undefined);
      if (!signal.aborted) show({ kind: 'failed', form, error: toAppError(error) });
    }
  };
  return {
    download,
    start: (choice) => {
      run(choice).catch((error: unknown) =>
        setDownload({ kind: 'failed', form: choice.form, error: toAppError(error) }),
      );
    },
    close: () => {
      running.current?.abort();
      running.current = undefined;
      if (download.kind === 'done')
        for (const { url } of download.files) if (url !== undefined) URL.revokeObjectURL(url);
      setDownload({ kind: 'none' });
    },
  };
}

/** A large file is written as it comes: the reader says where to, first. */
async function openSink(choice: DownloadChoice): Promise<FileSink | undefined> {
  const name = `${fileStem(choice.form, choice.dataset)}.jsonl`;
  const isLarge = choice.estimatedBytes >= LARGE_BYTES;
  return isLarge && canPickFile() ? pickFile(name, JSONL) : collectDownload(name, JSONL);
}

async function saveManifest(
  fileName: string,
  facts: ExportFacts,
  { query, form, ticked }: DownloadChoice,
): Promise<SavedFile> {
  const { text, ...question } = query;
  const hash = hashOf({
    page: 'browse',
    address: undefined,
    params: {
      ...NO_PARAMS,
      ...question,
      ...(text !== undefined && textPairsOf(text.search, text.isExcluded ? 'none' : 'only')),
      src: facts.linkSources,
    },
  });
  const manifest = buildManifest(facts, {
    fileName,
    form,
    query,
    ticked,
    hash,
    url: new URL(hash, document.baseURI).href,
    createdAt: new Date(),
    appVersion: APP_VERSION,
  });
  const name = `${fileName.replace(/\.jsonl$/, '')}.manifest.json`;
  return downloadText(name, JSON_TYPE, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
