/** The published counts of both configs, and the same for fewer rows: exactly in proportion, rounded once. */

export type FullConfig = 'kimi' | 'glm-5.1';
export const FULL_CONFIGS: readonly FullConfig[] = ['kimi', 'glm-5.1'];

/** Distinct values of kimi, as the Hub's viewer published them. */
export const SUBCATEGORIES = 26;
/** Characters of a task there. */
export const TASK_CHARS = { least: 8, most: 100 } as const;

export interface ConfigCounts {
  readonly rows: number;
  /** Elements of `conversations`. */
  readonly turns: number;
  readonly calls: number;
  readonly categories: Readonly<Record<string, number>>;
  readonly tools: Readonly<Record<string, number>>;
  /** White-space separated words of all think blocks of a row, on average. */
  readonly thinkWords: number;
  /** Share of the thoughts that are empty. */
  readonly emptyThoughts: number;
  /** Bytes of a stored row on average: the size of the published file by its rows. */
  readonly rowBytes: number;
}

/** Calls by tool of the first card (kimi); the remainder stood in rows of its table that could not be read. */
const KIMI_TOOLS: Readonly<Record<string, number>> = {
  terminal: 45_573,
  read_file: 11_848,
  search_files: 10_685,
  write_file: 8_911,
  browser_snapshot: 3_003,
  browser_navigate: 2_548,
  browser_scroll: 1_806,
  browser_click: 1_769,
  patch: 1_589,
  process: 810,
  browser_vision: 662,
  todo: 466,
  browser_close: 348,
  browser_type: 239,
  browser_press: 203,
  session_search: 159,
  skill_view: 148,
  skills_list: 107,
  browser_back: 99,
  browser_console: 60,
  clarify: 60,
  browser_get_images: 53,
  execute_code: 6_076,
  memory: 4_000,
  delegate_task: 3_000,
  cronjob: 2_000,
};

const KIMI: ConfigCounts = {
  rows: 7_646,
  turns: 185_798,
  calls: 106_222,
  categories: {
    'Terminal & Coding': 2_010,
    'Agent Tools': 1_474,
    'Repository Tasks': 1_109,
    'Browser Automation': 1_048,
    'Multi-Tool': 807,
    'File Operations': 757,
    Scheduling: 204,
    'Planning & Organization': 201,
    Conversational: 36,
  },
  tools: KIMI_TOOLS,
  thinkWords: 414,
  emptyThoughts: 0,
  rowBytes: 508_262_558 / 7_646,
};

const GLM: ConfigCounts = {
  rows: 7_055,
  turns: 134_918,
  calls: 68_328,
  categories: {
    'Agent Tools': 2_775,
    'Terminal & Coding': 2_237,
    'Repository Tasks': 1_022,
    'Browser Automation': 639,
    'File Operations': 134,
    Scheduling: 104,
    'Planning & Organization': 92,
    'Multi-Tool': 52,
  },
  // Not published for this config: kimi's in proportion.
  tools: inProportion(KIMI_TOOLS, 68_328),
  thinkWords: 70,
  emptyThoughts: 0.15,
  rowBytes: 599_600_000 / 7_055,
};

export const PUBLISHED: Readonly<Record<FullConfig, ConfigCounts>> = { kimi: KIMI, 'glm-5.1': GLM };

/** Whole shares of `total`, as near to the given ones as can be (largest remainders first). */
export function inProportion(
  shares: Readonly<Record<string, number>>,
  total: number,
): Readonly<Record<string, number>> {
  const sum = Object.values(shares).reduce((all, each) => all + each, 0);
  const parts = Object.entries(shares).map(([name, share]) => {
    const exact = (share * total) / sum;
    return { name, whole: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  const missing = total - parts.reduce((all, { whole }) => all + whole, 0);
  const byRest = parts.toSorted((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1));
  const raised = new Set(byRest.slice(0, missing).map(({ name }) => name));
  return Object.fromEntries(parts.map(({ name, whole }) => [name, whole + (raised.has(name) ? 1 : 0)]));
}

/** The counts of a config when kimi has `kimiRows`; undefined = as published. */
export function countsOf(config: FullConfig, kimiRows?: number): ConfigCounts {
  const published = PUBLISHED[config];
  if (kimiRows === undefined) return published;
  const share = kimiRows / PUBLISHED.kimi.rows;
  const rows = Math.round(published.rows * share);
  const scale = rows / published.rows;
  const calls = Math.round(published.calls * scale);
  return {
    ...published,
    rows,
    turns: Math.round(published.turns * scale),
    calls,
    categories: inProportion(published.categories, rows),
    tools: inProportion(published.tools, calls),
  };
}
