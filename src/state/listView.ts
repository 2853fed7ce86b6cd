/** How the reader wants rows of the list: which columns, how dense. Kept between visits (state/workspace). */

/** In their order on screen; the task always comes first and cannot be left out. */
export const LIST_COLUMNS = [
  'category',
  'subcategory',
  'config',
  'strip',
  'turns',
  'steps',
  'calls',
  'failures',
  'findings',
  'think',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

export const DENSITIES = ['compact', 'regular', 'tall'] as const;
export type Density = (typeof DENSITIES)[number];

export interface ListView {
  readonly columns: readonly ListColumn[];
  readonly density: Density;
}

export const DEFAULT_LIST_VIEW: ListView = {
  columns: LIST_COLUMNS.filter((column) => column !== 'category' && column !== 'steps'),
  density: 'regular',
};

/** Stored text may be of another version, or anybody's: what is not known is dropped. */
export function readListView(stored: unknown): ListView {
  const { columns, density } = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<
    Record<keyof ListView, unknown>
  >;
  return {
    columns: Array.isArray(columns)
      ? LIST_COLUMNS.filter((column) => columns.includes(column))
      : DEFAULT_LIST_VIEW.columns,
    density: DENSITIES.find((each) => each === density) ?? DEFAULT_LIST_VIEW.density,
  };
}

/** Px of a column, and the gap before it, as the rows are laid out (design §2). */
export const COLUMN_PX: Readonly<Record<ListColumn, number>> = {
  category: 124,
  subcategory: 108,
  config: 60,
  strip: 128,
  turns: 36,
  steps: 36,
  calls: 36,
  failures: 44,
  findings: 52,
  think: 72,
};
export const TASK_PX = 120;
export const COLUMN_GAP_PX = 12;
/** The tick, its gap, and what the row keeps free at both ends. */
const FRAME_PX = 16 + COLUMN_GAP_PX + 28;

/**
 * Dropped in this order where a list is too narrow, each until the task has so many px; failures and the strip
 * never are (design §7).
 */
const DROPPED_FIRST: readonly (readonly [ListColumn, number])[] = [
  ['category', 272],
  ['think', 272],
  ['subcategory', 272],
  ['steps', 200],
  ['turns', 160],
  ['config', 160],
  ['findings', 160],
  ['calls', 160],
];

/** The chosen columns that fit into a list of `widthPx`, in their order. */
export function columnsThatFit(columns: readonly ListColumn[], widthPx: number): readonly ListColumn[] {
  let kept = columns;
  for (const [dropped, taskPx] of DROPPED_FIRST) {
    const taken = kept.reduce((sum, column) => sum + COLUMN_PX[column] + COLUMN_GAP_PX, FRAME_PX);
    if (widthPx - taken < taskPx) kept = kept.filter((column) => column !== dropped);
  }
  return kept;
}

/** For `grid-template-columns`: tick, task, and the columns. */
export function gridOf(columns: readonly ListColumn[]): string {
  return ['16px', `minmax(${TASK_PX}px, 1fr)`, ...columns.map((column) => `${COLUMN_PX[column]}px`)].join(
    ' ',
  );
}
