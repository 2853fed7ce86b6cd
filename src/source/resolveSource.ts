/**
 * A `src` string of the URL → the files it names, not opened yet. Owns the grammar of sources and the rule of
 * what a page may open: https anywhere; http only to loopback, from a page on loopback.
 */
import { AppError } from '../lib/AppError';
import { isLoopbackHost, isPrivateHost } from '../lib/hosts';
import { isRunSummaryName } from '../lib/localNames';
import type { HttpOptions } from './httpRange';
import { isPartialFile, type HubFile } from './hubConfigs';
import { openHubDataset, openHubFile, parseHubSpec, type HubOptions } from './huggingFace';
import { openBlob, openUrl, type OpenOptions } from './open';
import type { OnWait } from './retry';
import { readFileSummary, readUrlSummary } from './runSummary';
import type { TraceFile } from './types';
import { grouped } from './parquetFooter';
import { checkSourceUrl, fileNameOf } from './urls';

export interface SourceFile {
  readonly name: string;
  /** The named part of the dataset; the file's name without its endings where nothing names it better. */
  readonly config: string;
  /** The commit it is read from, where the source has commits. */
  readonly revision?: string;
  /** What a reader must know of it: that it is not all, or not the original. */
  readonly note?: string;
  open(options: HttpOptions & OpenOptions): Promise<TraceFile>;
  /** By its name this is no list of trajectories but what a run says about itself: its JSON text. */
  readonly readSummary?: (options: HttpOptions) => Promise<string>;
}

export interface SourceContext {
  /** Address of the page: the demo lies beside it, and it decides whether loopback may be opened. */
  readonly baseUrl: string;
  /** How the Hub is asked; only tests name another address. */
  readonly hub?: Pick<HubOptions, 'hubUrl' | 'token' | 'quota'>;
  /** Ends the resolving, and hears of its pauses. */
  readonly signal?: AbortSignal;
  readonly onWait?: OnWait;
  /** A dropped file by its `file:` source; undefined when it is not at hand (a link from elsewhere). */
  fileOf(source: string): (Blob & { readonly name: string }) | undefined;
  /** What must be said of that file: that it is another one than the source names. */
  noteOf?(source: string): string | undefined;
}

export const DEMO_CONFIGS = ['kimi', 'glm-5.1'] as const;

/** Rejects with BAD_URL or FILE_NOT_AT_HAND. */
export async function resolveSource(source: string, context: SourceContext): Promise<readonly SourceFile[]> {
  if (source === 'demo' || source.startsWith('demo:')) return demoFiles(source.slice(5), context);
  if (source.startsWith('hf:')) return hubFiles(source.slice(3), context);
  if (source.startsWith('url:')) return [urlFile(source.slice(4), context)];
  if (source.startsWith('file:')) return [localFile(source, context)];
  throw new AppError(
    'BAD_URL',
    `"${source.slice(0, 200)}" names no source; expected demo, hf:…, url:… or file:…`,
  );
}

function demoFiles(config: string, { baseUrl }: SourceContext): readonly SourceFile[] {
  const configs = DEMO_CONFIGS.filter((each) => config === '' || each === config);
  if (configs.length === 0) {
    throw new AppError('BAD_URL', `the demo has no config "${config}"; it has ${DEMO_CONFIGS.join(' and ')}`);
  }
  return configs.map((name) => {
    const url = new URL(`demo/${name}.parquet`, baseUrl).href;
    return { name: `${name}.parquet`, config: name, open: (options) => openUrl(url, options) };
  });
}

function urlFile(text: string, { baseUrl }: SourceContext): SourceFile {
  const url = checkSourceUrl(text);
  checkReach(url, new URL(baseUrl));
  const name = fileNameOf(url.href);
  return {
    name,
    config: configOf(url),
    open: (options) => openUrl(url.href, options),
    ...(isRunSummaryName(name) && { readSummary: (options) => readUrlSummary(url.href, options) }),
  };
}

/** A link must not make a public page read from the reader's own network. */
function checkReach(url: URL, page: URL): void {
  if (url.protocol === 'http:' && !(isLoopbackHost(url.hostname) && isLoopbackHost(page.hostname))) {
    throw new AppError('BAD_URL', `${url.host}: only https can be opened (http only on this machine)`, {
      details: { host: url.host },
    });
  }
  if (isPrivateHost(url.hostname) && !isPrivateHost(page.hostname)) {
    throw new AppError('BAD_URL', `${url.host} is on a private network; a public page does not open it`, {
      details: { host: url.host },
    });
  }
}

/** Every file of every config the card names, in the card's order. */
async function hubFiles(
  text: string,
  { hub = {}, signal, onWait }: SourceContext,
): Promise<readonly SourceFile[]> {
  const spec = parseHubSpec(text);
  const dataset = await openHubDataset(spec, {
    ...hub,
    ...(signal && { signal }),
    ...(onWait && { onWait }),
  });
  return dataset.configs.flatMap(({ name: config, files }) =>
    files.map((file) => {
      const note = noteOf(file, dataset.isConverted);
      return {
        name: file.path,
        config,
        revision: dataset.commit,
        ...(note !== undefined && { note }),
        open: (given) => openHubFile(dataset, file, { ...hub, ...given }),
      };
    }),
  );
}

function noteOf(file: HubFile, isConverted: boolean): string | undefined {
  if (isPartialFile(file)) return 'only the first part: the Hub converted no more of this split to parquet';
  return isConverted
    ? 'the parquet the Hub made of the dataset’s own files, which cannot be read here'
    : undefined;
}

function localFile(source: string, { fileOf, noteOf }: SourceContext): SourceFile {
  const name = source.slice(5).replace(/~[^~]*$/, '');
  const file = fileOf(source);
  const note = noteOf?.(source);
  return {
    name,
    config: stemOf(name),
    ...(note !== undefined && { note }),
    ...(file !== undefined &&
      isRunSummaryName(name) && { readSummary: (options) => readFileSummary(file, options) }),
    open: (options) => {
      if (file !== undefined) return openBlob(file, options);
      const size = /~(\d+)-[0-9a-f]+$/.exec(source)?.[1];
      const message = `${name} (${size === undefined ? 'size unknown' : `${grouped(Number(size))} bytes`}) is a file on the machine where the link was made, or was closed by a reload. Choose or drop the same file here.`;
      return Promise.reject(new AppError('FILE_NOT_AT_HAND', message, { details: { name } }));
    },
  };
}

/** A split or a shard names no dataset (`data/kimi/train.parquet`, `…/0000.parquet`): then its folder does. */
function configOf(url: URL): string {
  const stem = stemOf(fileNameOf(url.href));
  const folder = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .at(-2);
  const isSplit = /^((train|test|validation|valid|dev|data|default)(-\d+-of-\d+)?|\d+)$/i.test(stem);
  return isSplit && folder !== undefined ? fileNameOf(new URL(folder, url.origin).href) : stem;
}

function stemOf(name: string): string {
  return name.replace(/(\.(parquet|jsonl?|gz))+$/i, '');
}
