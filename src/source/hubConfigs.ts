/** Which files of a repository are its data, by the card's `configs` or by the names of files (HUB rules). */
import { matchesGlob } from './glob';
import { isRecord } from './jsonLine';

export interface HubPath {
  readonly path: string;
  readonly byteLength: number;
  readonly xetHash?: string;
}

export interface HubFile extends HubPath {
  readonly split: string;
}

export interface HubConfig {
  readonly name: string;
  readonly isDefault: boolean;
  readonly files: readonly HubFile[];
}

const IGNORED = /(?:^|\/)(?:README\.md|config\.json|dataset_infos?\.json|dataset_dict\.json)$/;
const READABLE = /\.(?:parquet|jsonl|jsonl\.gz|ndjson)$/i;
const SPLIT_WORDS: readonly (readonly [string, RegExp])[] = [
  ['train', /(?:^|[-._ 0-9/])(?:train|training)(?:[-._ 0-9/]|$)/i],
  ['validation', /(?:^|[-._ 0-9/])(?:validation|valid|dev|val)(?:[-._ 0-9/]|$)/i],
  ['test', /(?:^|[-._ 0-9/])(?:test|testing|eval|evaluation)(?:[-._ 0-9/]|$)/i],
];

/** `cardData.configs` wins; globbing beside it would count rows twice that are stored in two places. */
export function findConfigs(cardConfigs: unknown, paths: readonly HubPath[]): HubConfig[] {
  const declared = Array.isArray(cardConfigs) ? cardConfigs.filter(isRecord) : [];
  const withFiles = declared.filter(
    (config) => config['data_files'] !== undefined || config['data_dir'] !== undefined,
  );
  if (withFiles.length === 0) {
    return convertedConfigs(paths) ?? [{ name: 'default', isDefault: true, files: filesByName(paths) }];
  }
  return withFiles.map((config, index) => {
    const name = nameOf(config['config_name'], index);
    const isDefault = withFiles.length === 1 || name === 'default' || config['default'] === true;
    return { name, isDefault, files: declaredFiles(config, paths) };
  });
}

/** The branch of the Hub's own conversion: `{config}/{split}/0000.parquet`, `partial-{split}` where it was cut. */
function convertedConfigs(paths: readonly HubPath[]): HubConfig[] | undefined {
  const parquet = paths.filter(({ path }) => path.endsWith('.parquet'));
  const configs = new Map<string, HubFile[]>();
  for (const path of parquet) {
    const [, name, split] = /^([^/]+)\/(?:partial-)?([\w.]+)\/\d{4}\.parquet$/.exec(path.path) ?? [];
    // `data` is the usual folder of a repository that has no configs
    if (name === undefined || split === undefined || name === 'data') return undefined;
    configs.set(name, [...(configs.get(name) ?? []), withSplit(path, split)]);
  }
  if (configs.size === 0) return undefined;
  return [...configs].map(([name, files]) => ({
    name,
    isDefault: configs.size === 1 || name === 'default',
    files,
  }));
}

/** The Hub converts the first 5 GB of a split and says so in the folder's name. */
export function isPartialFile({ path }: HubPath): boolean {
  return /^[^/]+\/partial-[\w.]+\/\d{4}\.parquet$/.test(path);
}

/** Names may be YAML numbers. */
function nameOf(value: unknown, index: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : `config ${index + 1}`;
}

function declaredFiles(config: Readonly<Record<string, unknown>>, paths: readonly HubPath[]): HubFile[] {
  const dir = typeof config['data_dir'] === 'string' ? `${config['data_dir'].replace(/\/$/, '')}/` : '';
  const dataFiles = config['data_files'] ?? '**';
  const items = Array.isArray(dataFiles) ? dataFiles : [dataFiles];
  return items.flatMap((item: unknown) => {
    if (typeof item === 'string') return matching(paths, dir + item, 'train');
    if (!isRecord(item)) return [];
    const patterns = Array.isArray(item['path']) ? item['path'] : [item['path']];
    const split = typeof item['split'] === 'string' ? item['split'] : 'train';
    return patterns.flatMap((pattern: unknown) =>
      typeof pattern === 'string' ? matching(paths, dir + pattern, split) : [],
    );
  });
}

function matching(paths: readonly HubPath[], pattern: string, split: string): HubFile[] {
  const glob = pattern.replace(/^\.?\//, '');
  const found = paths.filter(({ path }) => READABLE.test(path) && matchesGlob(path, glob));
  return found.map((path) => withSplit(path, split));
}

function withSplit(path: HubPath, split: string): HubFile {
  return { ...path, split };
}

/** Without `configs`: `data/{split}-00000-of-00001*`, then split words in folder or file names, else train. */
function filesByName(paths: readonly HubPath[]): HubFile[] {
  const data = paths.filter(({ path }) => READABLE.test(path) && !IGNORED.test(path) && !isHidden(path));
  const parquet = data.filter(({ path }) => path.endsWith('.parquet'));
  const files = parquet.length > 0 ? parquet : data;
  const sharded = files.flatMap((file) => {
    const match = /^data\/([\w.]+)-\d{5}-of-\d{5}[^/]*$/.exec(file.path);
    return match?.[1] === undefined ? [] : [withSplit(file, match[1])];
  });
  return sharded.length > 0 ? sharded : files.map((file) => withSplit(file, splitWord(file.path)));
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || /^__.*__$/.test(part));
}

function splitWord(path: string): string {
  return SPLIT_WORDS.find(([, word]) => word.test(path))?.[0] ?? 'train';
}
