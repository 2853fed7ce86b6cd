/** How the rows lie in the files. The default is what the hub's current writer makes. */

export interface Layout {
  /** Offset index on every column. */
  readonly pageIndex: boolean;
  /** Rows of a row group; Infinity = one a file, however large: then a whole file is held in memory. Default: ~100 MB. */
  readonly groupRows: number | undefined;
  /** All columns gzip (zlib's bytes differ between versions), instead of text uncompressed and flat columns snappy. */
  readonly gzip: boolean;
  readonly shards: number;
}

export const LAYOUT_WORDS = 'pages, no-index, one-group, group=<rows>, gzip, shards=<n>';
const WORD = /^(?:pages|no-index|one-group|gzip|(?:group|shards)=[1-9]\d*)$/;

/** `--layout gzip,shards=3`; an unknown word throws. */
export function parseLayout(text = 'pages'): Layout {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !WORD.test(word));
  if (unknown !== undefined) throw new Error(`no layout ${unknown}; there are ${LAYOUT_WORDS}`);
  const numberOf = (name: string): number | undefined =>
    words.flatMap((word) => (word.startsWith(`${name}=`) ? Number(word.slice(name.length + 1)) : []))[0];
  return {
    pageIndex: !words.includes('no-index'),
    groupRows: words.includes('one-group') ? Infinity : numberOf('group'),
    gzip: words.includes('gzip'),
    shards: numberOf('shards') ?? 1,
  };
}
