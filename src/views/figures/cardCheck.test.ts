import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PublishedCard } from '../../client/useCard';
import { checkCard, type CountedConfig } from './cardCheck';

// made by hand, of this form
const card = JSON.parse(
  readFileSync('public/cards/hermes-agent-reasoning-traces.json', 'utf8'),
) as PublishedCard;

/** Counts that would make the card true. */
function perfect(): Map<string, CountedConfig> {
  return new Map(
    Object.entries(card.configs).map(([config, published]) => [
      config,
      {
        rows: published.rows,
        turns: published.turns,
        calls: published.calls,
        thinkWords: Math.round(published.thinkWordsPerRow * published.rows),
        shortest: published.shortest ?? 0,
        longest: published.longest ?? 0,
        subcategories: published.subcategories ?? 0,
        shortestTask: published.shortestTask ?? 0,
        longestTask: published.longestTask ?? 0,
        categories: new Map(Object.entries(published.categories)),
        tools: new Map(Object.entries(published.tools ?? {})),
      },
    ]),
  );
}

const unequal = (counted: ReadonlyMap<string, CountedConfig>): readonly string[] =>
  checkCard(card, counted)
    .filter(({ isEqual }) => !isEqual)
    .map(({ config, figure }) => `${config} ${figure}`);

describe('the card check', () => {
  it('holds on its own numbers: totals, averages and categories agree with one another', () => {
    expect(unequal(perfect())).toEqual([]);
  });

  it('says which figure differs in a doctored copy', () => {
    const doctored = perfect();
    const kimi = doctored.get('kimi');
    if (kimi === undefined) throw new Error('no kimi');
    doctored.set('kimi', {
      ...kimi,
      turns: kimi.turns + 285,
      longest: 55,
      subcategories: 28,
      shortestTask: 6,
      categories: new Map([...kimi.categories, ['Scheduling', 203], ['New', 1]]),
      tools: new Map([...kimi.tools, ['patch', 1], ['unpublished', 9]]),
    });
    expect(unequal(doctored)).toEqual([
      'kimi Total turns',
      'kimi Most turns',
      'kimi Subcategories',
      'kimi Shortest task',
      'kimi Scheduling',
      'kimi New',
      'kimi patch',
    ]);
  });

  it('counts a config that is not open as not equal', () => {
    const one = perfect();
    one.delete('glm-5.1');
    expect(unequal(one).every((each) => each.startsWith('glm-5.1 '))).toBe(true);
    expect(unequal(one).length).toBe(15);
  });
});

/** `npm run make:fullscale` writes exactly the published counts; `RETRACE_FULLSCALE` says where. */
const folder = process.env['RETRACE_FULLSCALE'];
const isThere = folder !== undefined && existsSync(join(folder, 'data'));

describe.skipIf(process.env['DEEP'] === undefined || !isThere)('generated data', () => {
  it('agrees with the card in every figure', async () => {
    const { openBytes } = await import('../../source');
    const { accumulateStats, parseRecord } = await import('../../trace');
    const counted = new Map<string, CountedConfig>();
    for (const config of Object.keys(card.configs)) {
      const stats = accumulateStats();
      let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
      let [shortestTask, longestTask] = [Number.POSITIVE_INFINITY, 0];
      const files = readdirSync(join(folder ?? '', 'data', config)).filter((name) =>
        name.endsWith('.parquet'),
      );
      for (const name of files) {
        const file = await openBytes(name, readFileSync(join(folder ?? '', 'data', config, name)));
        for await (const { rows } of file.readRows()) {
          for (const raw of rows) {
            const made = raw.kind === 'record' ? parseRecord(raw.record) : raw;
            if (made.kind !== 'trajectory') continue;
            stats.addTrajectory(made.trajectory);
            shortest = Math.min(shortest, made.trajectory.turns.length);
            longest = Math.max(longest, made.trajectory.turns.length);
            shortestTask = Math.min(shortestTask, [...made.trajectory.task].length);
            longestTask = Math.max(longestTask, [...made.trajectory.task].length);
          }
        }
      }
      const { rows, turns, toolCalls, thinkWords, categories, subcategories, tools } = stats.toJson();
      counted.set(config, {
        rows,
        turns,
        calls: toolCalls,
        thinkWords,
        shortest,
        longest,
        subcategories: Object.keys(subcategories).length,
        shortestTask,
        longestTask,
        categories: new Map(Object.entries(categories)),
        tools: new Map(Object.entries(tools)),
      });
    }
    expect(unequal(counted)).toEqual([]);
  }, 600_000);
});
