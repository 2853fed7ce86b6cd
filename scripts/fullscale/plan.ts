/**
 * Who has how many turns, which step has how many calls, and of which tools: drawn once for a whole config, then
 * moved by single turns and calls until the sums are exactly the counts. A few MB for 7,646 rows.
 */
import { createRandom } from '../../src/testing/random';
import type { ConfigCounts } from './counts';

export interface RowPlan {
  readonly category: string;
  /** Tools of each calling step; a step calls at least one. */
  readonly steps: readonly (readonly string[])[];
  /** Further exchanges of a question and an answer without calls, before the last answer. */
  readonly exchanges: number;
  readonly hasAnswer: boolean;
  /** Words of the think block of each gpt turn, in order; 0 = an empty one. */
  readonly thoughts: readonly number[];
}

const TURNS: Room = { least: 5, most: 54 };
const WIDEST_STEP = 8;
/** Share of the calling steps with several calls at once: 16 % of all assistant turns, as published. */
const PARALLEL = 0.175;
/** Share of the rows that end without a last answer. */
const UNANSWERED = 0.13;

type Random = () => number;

export function shuffle<T>(items: T[], random: Random): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    // both are indexes of the array
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}

/** Every name as often as its count says. */
function bagOf(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
}

interface Room {
  readonly least: number;
  readonly most: number;
}

/** Moves values by `unit` within the room until the sum is less than a unit from `total`; throws when there is no way. */
function settle(values: number[], total: number, { least, most }: Room, random: Random, unit = 1): void {
  let missing = total - values.reduce((sum, each) => sum + each, 0);
  for (let tries = 0; Math.abs(missing) >= unit; tries += 1) {
    if (tries > values.length * 200 + 10_000)
      throw new Error(`no way to ${total} with ${values.length} values`);
    const at = Math.floor(random() * values.length);
    const move = unit * Math.sign(missing);
    const value = (values[at] ?? 0) + move;
    if (value < least || value > most) continue;
    values[at] = value;
    missing -= move;
  }
}

function drawTurns({ rows, turns }: ConfigCounts, random: Random): readonly number[] {
  const mean = turns / rows;
  const drawn = Array.from({ length: rows }, () => {
    // The mean of three draws: most in the middle, few at 5 and 54.
    const spread = (random() + random() + random()) / 3;
    const wanted = TURNS.least + 2 * (mean - TURNS.least) * spread;
    const odd = Math.floor((wanted - 1) / 2) * 2 + 1;
    const count = odd + (random() < UNANSWERED ? 1 : 0);
    return Math.min(TURNS.most, Math.max(TURNS.least, count));
  });
  // A few very long ones, as in any such dataset.
  for (let at = 0; at < rows; at += 29) drawn[at] = TURNS.most - 2 * Math.floor(random() * 6) - (at % 2);
  // By pairs, so that a row keeps its answer; one row at most then moves by one.
  settle(drawn, turns, TURNS, random, 2);
  settle(drawn, turns, TURNS, random);
  return drawn;
}

interface Shape {
  readonly calling: number;
  readonly exchanges: number;
  readonly hasAnswer: boolean;
}

/** system, human, (gpt, tool) × calling, (human, gpt) × exchanges, gpt when there is an answer. */
function shapeOf(turns: number, random: Random): Shape {
  const hasAnswer = turns % 2 === 1;
  const pairs = (turns - 2 - (hasAnswer ? 1 : 0)) / 2;
  const exchanges = hasAnswer && pairs > 3 && random() < 0.15 ? 1 : 0;
  return { calling: pairs - exchanges, exchanges, hasAnswer };
}

function drawWidths(steps: number, calls: number, random: Random): readonly number[] {
  const widths = Array.from({ length: steps }, () => (random() < PARALLEL ? 2 : 1));
  const parallel = widths.flatMap((width, at) => (width > 1 ? [at] : []));
  const wider = parallel.map((at) => widths[at] ?? 2);
  const single = steps - parallel.length;
  // More calls make parallel steps wider first; if there are too few of either, any step may change.
  if (
    parallel.length > 0 &&
    calls - single >= wider.length * 2 &&
    calls - single <= wider.length * WIDEST_STEP
  ) {
    settle(wider, calls - single, { least: 2, most: WIDEST_STEP }, random);
    parallel.forEach((at, index) => (widths[at] = wider[index] ?? 2));
  } else settle(widths, calls, { least: 1, most: WIDEST_STEP }, random);
  return widths;
}

function drawThoughts(
  { thinkWords, rows, emptyThoughts }: ConfigCounts,
  count: number,
  random: Random,
): readonly number[] {
  const isEmpty = Array.from({ length: count }, () => random() < emptyThoughts);
  const total = Math.round(thinkWords * rows);
  const filled = isEmpty.filter((each) => !each).length;
  const words = Array.from({ length: filled }, () =>
    Math.max(1, Math.round((total / filled) * (0.3 + 1.4 * random()))),
  );
  settle(words, total, { least: 1, most: total }, random);
  let next = 0;
  return isEmpty.map((each) => (each ? 0 : (words[next++] ?? 0)));
}

const BROWSING: ReadonlySet<string> = new Set(['Browser Automation', 'Multi-Tool']);

/** Tools for all calls, in order: browser calls go to rows that browse while there is room. */
function dealTools(
  { tools }: ConfigCounts,
  places: readonly { readonly category: string; readonly calls: number }[],
  random: Random,
): readonly string[] {
  const bag = shuffle(bagOf(tools), random);
  const browser = bag.filter((name) => name.startsWith('browser_'));
  const others = bag.filter((name) => !name.startsWith('browser_'));
  const wantsBrowser = places.flatMap(({ category, calls }) =>
    Array.from({ length: calls }, () => BROWSING.has(category) && random() < 0.8),
  );
  let left = wantsBrowser.length;
  return wantsBrowser.map((wants) => {
    left -= 1;
    // Browser calls that find no room among rows that browse take the last places of the others.
    const mustBrowse = browser.length > left;
    const from = (wants && browser.length > 0) || mustBrowse || others.length === 0 ? browser : others;
    return from.pop() ?? 'terminal';
  });
}

export function planRows(counts: ConfigCounts, seed: number): readonly RowPlan[] {
  const random = createRandom(seed);
  const categories = shuffle(bagOf(counts.categories), random);
  const shapes = drawTurns(counts, random).map((turns) => shapeOf(turns, random));
  const stepCount = shapes.reduce((sum, { calling }) => sum + calling, 0);
  const widths = drawWidths(stepCount, counts.calls, random);
  let step = 0;
  const rows = shapes.map((shape, row) => {
    const own = widths.slice(step, (step += shape.calling));
    return {
      ...shape,
      own,
      category: categories[row] ?? '',
      calls: own.reduce((sum, each) => sum + each, 0),
    };
  });
  const tools = dealTools(counts, rows, random);
  const gptTurns = rows.map(({ own, exchanges, hasAnswer }) => own.length + exchanges + (hasAnswer ? 1 : 0));
  const words = drawThoughts(
    counts,
    gptTurns.reduce((sum, each) => sum + each, 0),
    random,
  );
  let [call, thought] = [0, 0];
  return rows.map(({ category, own, exchanges, hasAnswer }, row) => ({
    category,
    exchanges,
    hasAnswer,
    thoughts: words.slice(thought, (thought += gptTurns[row] ?? 0)),
    steps: own.map((width) => tools.slice(call, (call += width))),
  }));
}
