/** Published figures of a dataset beside ours. Pure: the card's numbers and counted ones in, rows out. */
import type { PublishedCard } from '../../client/useCard';

/** What the index counts in one config. */
export interface CountedConfig {
  readonly rows: number;
  readonly turns: number;
  readonly calls: number;
  readonly thinkWords: number;
  readonly categories: ReadonlyMap<string, number>;
}

export interface CardRow {
  readonly config: string;
  readonly figure: string;
  readonly definition: string;
  /** Set on rows about one category: its trajectories are the rows behind the number. */
  readonly category?: string;
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
] as const;

function ours({
  rows,
  turns,
  calls,
  thinkWords,
}: CountedConfig): Readonly<Record<(typeof FIGURES)[number]['key'], number>> {
  const each = (total: number): number => (rows === 0 ? 0 : total / rows);
  return {
    rows,
    turns,
    calls,
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
    const totals = FIGURES.map((figure): CardRow => {
      const { key, title, definition, digits } = figure;
      const value = mine === undefined ? undefined : Number(mine[key].toFixed(digits));
      return {
        config,
        figure: title,
        definition,
        published: published[key],
        ours: value,
        isEqual: isClose(value, published[key], 'within' in figure ? figure.within : 0),
      };
    });
    const names = new Set([...Object.keys(published.categories), ...(found?.categories.keys() ?? [])]);
    const categories = [...names].map((category): CardRow => {
      const wanted = Object.hasOwn(published.categories, category)
        ? (published.categories[category] ?? 0)
        : 0;
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
    return [...totals, ...categories];
  });
}
