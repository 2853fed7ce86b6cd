/** How the rows lie in the files. The default is what the hub's current writer makes. */

export interface Layout {
  /** Offset index on every column. */
  readonly pageIndex: boolean;
  /** One row group a file, however large: then a whole file is held in memory. */
  readonly oneGroup: boolean;
  /** All columns gzip (zlib's bytes differ between versions), instead of text uncompressed and flat columns snappy. */
  readonly gzip: boolean;
  readonly shards: number;
}

export const LAYOUT_WORDS = 'pages, no-index, one-group, gzip, shards=<n>';

/** `--layout gzip,shards=3`; an unknown word throws. */
export function parseLayout(text = 'pages'): Layout {
  const words = text.split(',').map((word) => word.trim());
  const shards = words.flatMap((word) => /^shards=(\d+)$/.exec(word)?.[1] ?? []);
  const known = new Set(['pages', 'no-index', 'one-group', 'gzip']);
  const unknown = words.find((word) => !known.has(word) && !/^shards=[1-9]\d*$/.test(word));
  if (unknown !== undefined) throw new Error(`no layout ${unknown}; there are ${LAYOUT_WORDS}`);
  return {
    pageIndex: !words.includes('no-index'),
    oneGroup: words.includes('one-group'),
    gzip: words.includes('gzip'),
    shards: Number(shards[0] ?? 1),
  };
}
