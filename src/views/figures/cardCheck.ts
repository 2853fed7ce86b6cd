/** Published figures of a dataset beside ours. Pure: the card's numbers and counted ones in, rows out. */
import type { PublishedCard } from '../../client/useCard';
import { member } from '../../lib/member';

/** What the index counts in one config. */
export interface CountedConfig {
  readonly rows: number;
  readonly turns: number;
  readonly calls: number;
  readonly thinkWords: number;
  /** Fewest and most turns in a row. */
  readonly shortest: number;
  readonly longest: number;
  readonly subcategories: number;
  /** Characters of a task. */
  readonly shortestTask: number;
  readonly longestTask: number;
  readonly categories: ReadonlyMap<string, number>;
  readonly tools: ReadonlyMap<string, number>;
}

export interface CardRow {
  readonly config: string;
  readonly figure: string;
  readonly definition: string;
  /** Set on rows about one category: its trajectories are the rows behind the number. */
  readonly category?: string;
  /** The same of one tool. */
  readonly tool?: string;
  readonly published: number;
  /** To as many places as are published; undefined when the config is not open. */
  readonly ours: number | undefined;
  readonly isEqual: boolean;
}

const FIGURES = [
  { key: 'rows', title: 'Samples', definition: 'trajectories (rows)', digits: 0 },
  { key: 'turns', title: 'Total turns', definition: 'elements of conversations, of every role', digits: 0 },
  { key: 'calls', title: 'Total tool calls', definition: 'tool call blocks of gpt turns', digits: 0 },
  { key: 'turnsPerRow', title: 'Turns per sample', definition: 'turns ÷ samples', digits: 1 },
  { key: 'callsPerRow', title: 'Tool calls per sample', definition: 'tool calls ÷ samples', digits: 1 },
  {
    key: 'thinkWordsPerRow',
    title: 'Think depth (words)',
    definition:
      'words in think blocks ÷ samples; equal within a word, as the card does not say how it rounds',
    digits: 1,
    within: 1,
  },
  { key: 'shortest', title: 'Fewest turns', definition: 'elements of the shortest conversations', digits: 0 },
  { key: 'longest', title: 'Most turns', definition: 'elements of the longest conversations', digits: 0 },
  { key: 'subcategories', title: 'Subcategories', definition: 'distinct subcategories', digits: 0 },
  { key: 'shortestTask', title: 'Shortest task', definition: 'characters (code points) of task', digits: 0 },
  { key: 'longestTask', title: 'Longest task', definition: 'characters (code points) of task', digits: 0 },
] as const;

function ours(counted: CountedConfig): Readonly<Record<(typeof FIGURES)[number]['key'], number>> {
  const { rows, turns, calls, thinkWords } = counted;
  const each = (total: number): number => (rows === 0 ? 0 : total / rows);
  return {
    ...counted,
    turnsPerRow: each(turns),
    callsPerRow: each(calls),
    thinkWordsPerRow: each(thinkWords),
  };
}

function isClose(value: number | undefined, published: number, within: number): boolean {
  return value !== undefined && (value === published || Math.abs(value - published) < within);
}

/** Every figure of every config of the card. A config that is not open is not equal. */
export function checkCard(
  card: PublishedCard,
  counted: ReadonlyMap<string, CountedConfig>,
): readonly CardRow[] {
  return Object.entries(card.configs).flatMap(([config, published]) => {
    const found = counted.get(config);
    const mine = found === undefined ? undefined : ours(found);
    const totals = FIGURES.flatMap((figure): readonly CardRow[] => {
      const { key, title, definition, digits } = figure;
      const stated = published[key];
      if (stated === undefined) return [];
      const value = mine === undefined ? undefined : Number(mine[key].toFixed(digits));
      const isEqual = isClose(value, stated, 'within' in figure ? figure.within : 0);
      return [{ config, figure: title, definition, published: stated, ours: value, isEqual }];
    });
    const names = new Set([...Object.keys(published.categories), ...(found?.categories.keys() ?? [])]);
    const categories = [...names].map((category): CardRow => {
      const wanted = member(published.categories, category) ?? 0;
      const value = found === undefined ? undefined : (found.categories.get(category) ?? 0);
      return {
        config,
        figure: category,
        definition: 'trajectories of the category',
        category,
        published: wanted,
        ours: value,
        isEqual: value === wanted,
      };
    });
    const tools = Object.entries(published.tools ?? {}).map(([tool, wanted]): CardRow => {
      const value = found === undefined ? undefined : (found.tools.get(tool) ?? 0);
      const definition = 'calls of the tool';
      const isEqual = value === wanted;
      return { config, figure: tool, definition, tool, published: wanted, ours: value, isEqual };
    });
    return [...totals, ...categories, ...tools];
  });
}
