/** Small histograms of the numbers a range can be set on. Each leaves out its own clause. */
import { sql, type RawBuilder } from 'kysely';
import { RANGE_KEYS, type ListQuery, type OutcomeRule, type RangeKey } from '../trace';
import { matching, rangeColumn } from './clauses';

/** Drawn at 8 px each in the facet panel. */
const MOST_BINS = 27;
/** The axis ends where this share of all rows is; the last bin holds the long tail. */
const SHARE = 0.98;

/** What a number's axis spans: equal bins from `start`, the last of which is open. */
export interface RangeAxis {
  readonly start: number;
  readonly width: number;
  readonly bins: number;
  /** Smallest and largest value there is. */
  readonly low: number;
  readonly high: number;
}

export interface RangeBin {
  readonly from: number;
  /** Inclusive; of the last bin the largest value there is. */
  readonly to: number;
  readonly count: number;
}

/** Columns `<key>_low`, `<key>_near`, `<key>_high` over everything open: the axes stand still while filters change. */
export function rangeEndsQuery(rule: OutcomeRule): RawBuilder<unknown> {
  const ends = RANGE_KEYS.map((key) => {
    const column = rangeColumn(key, rule);
    return sql`min(${column}) AS ${sql.ref(`${key}_low`)}, quantile_disc(${column}, ${sql.lit(SHARE)}) AS ${sql.ref(`${key}_near`)}, max(${column}) AS ${sql.ref(`${key}_high`)}`;
  });
  return sql`SELECT ${sql.join(ends)} FROM listing AS l LEFT JOIN trajectory AS t ON t."file" = l."file" AND t."row" = l."row"`;
}

/** 1, 2 or 5 times a power of ten: the smallest that gives at most `most` bins. */
function niceWidth(from: number, to: number, most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      const width = digit * power;
      if (Math.floor(to / width) - Math.floor(from / width) < most) return width;
    }
  }
}

export function toAxis(low: number, near: number, high: number): RangeAxis {
  const width = niceWidth(low, near, MOST_BINS);
  const start = Math.floor(low / width) * width;
  return { start, width, bins: Math.floor((near - start) / width) + 1, low, high };
}

/** Columns `bin`, `count`. */
export function rangeQuery(
  key: RangeKey,
  { start, width, bins }: RangeAxis,
  query: ListQuery,
): RawBuilder<unknown> {
  const number = (value: number): RawBuilder<unknown> => sql.raw(String(Math.trunc(value)));
  const bin = sql`greatest(0, least((value - ${number(start)}) // ${number(width)}, ${number(bins - 1)}))`;
  return sql`SELECT ${bin} AS bin, count(*) AS count FROM (SELECT ${rangeColumn(key, query.rule)} AS value ${matching(query, key)}) WHERE value IS NOT NULL GROUP BY bin`;
}

/** `counts` = count by number of bin. */
export function toRangeBins(
  { start, width, bins, high }: RangeAxis,
  counts: ReadonlyMap<number, number>,
): readonly RangeBin[] {
  return Array.from({ length: bins }, (_, index) => {
    const from = start + index * width;
    const to = index === bins - 1 ? Math.max(from, high) : from + width - 1;
    return { from, to, count: counts.get(index) ?? 0 };
  });
}
