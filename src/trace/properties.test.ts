/** What holds for every input. The samples are seeded; `DEEP` runs 100,000 cases of each. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { role, RUNS, soup, writerStep } from '../testing/arbitraries';
import { countEachTest } from '../testing/countTests';
import { contentOf, dumps, strip, writeConversation, type WriterStep } from '../testing/writer';
import { isWhiteSpace } from './json/chars';
import {
  accumulateStats,
  computeAttention,
  computeDeepFindings,
  computeMetrics,
  computeStrip,
  countWords,
  decodeStrip,
  encodeStrip,
  parseJson,
  parseJsonLine,
  parseRecord,
  scanJson,
  toParseJson,
  type Trajectory,
  type Turn,
} from './index';

const turns = fc.array(fc.record({ from: role, value: soup }), { maxLength: 8 });
/** Deep runs take minutes. */
const TIMEOUT_MS = 1_200_000;

countEachTest('random conversations', RUNS.numRuns);

function parse(conversations: unknown): Trajectory {
  const parsed = parseRecord({ conversations });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

function isBlank(text: string): boolean {
  return [...text].every((char) => isWhiteSpace(char.charCodeAt(0)));
}

function expectTiling({ value, blocks }: Turn): void {
  expect(blocks.map(({ start, end }) => value.slice(start, end)).join('')).toBe(value);
  let at = 0;
  for (const { start, end, bodyStart, bodyEnd } of blocks) {
    expect(start).toBe(at);
    expect(start <= bodyStart && bodyStart <= bodyEnd && bodyEnd <= end).toBe(true);
    expect(blocks.length > 1 && isBlank(value.slice(start, end))).toBe(false);
    at = end;
  }
}

describe('any conversation', () => {
  it(
    'is tiled by its blocks',
    () => {
      fc.assert(
        fc.property(turns, (given) => parse(given).turns.forEach(expectTiling)),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'conserves calls and responses when pairing',
    () => {
      fc.assert(
        fc.property(turns, (given) => {
          const trajectory = parse(given);
          const { toolCalls, toolResponses, unmatchedCalls, unmatchedResponses } = computeMetrics(trajectory);
          const pairs = trajectory.steps.flatMap((step) =>
            step.calls.flatMap(({ response }) => (response ? [`${response.turn}.${response.block}`] : [])),
          );
          const early = trajectory.preamble.flatMap(
            (index) => trajectory.turns[index]?.blocks.filter(({ kind }) => kind === 'tool_response') ?? [],
          );
          const lost = trajectory.steps.flatMap((step) =>
            step.unmatchedResponses.map(({ turn, block }) => `${turn}.${block}`),
          );
          expect(new Set([...pairs, ...lost]).size).toBe(pairs.length + lost.length);
          expect(pairs.length + unmatchedCalls).toBe(toolCalls);
          expect(pairs.length + unmatchedResponses).toBe(toolResponses);
          expect(lost.length + early.length).toBe(unmatchedResponses);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'counts nothing as a call but tool_call blocks of gpt turns, each with an opening tag of its own',
    () => {
      fc.assert(
        fc.property(turns, (given) => {
          const trajectory = parse(given);
          const slices = trajectory.turns.flatMap(({ role: of, value, blocks }) =>
            blocks.flatMap(({ kind, start, end }) =>
              kind === 'tool_call' ? [{ of, text: value.slice(start, end) }] : [],
            ),
          );
          for (const { of, text } of slices) {
            expect(of).toBe('gpt');
            expect(text.trimStart().startsWith('<tool_call>')).toBe(true);
          }
          const { toolCalls, tools } = computeMetrics(trajectory);
          expect(toolCalls).toBe(slices.length);
          expect([...tools.values()].reduce((sum, count) => sum + count, 0)).toBe(slices.length);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'gives metrics, strip, attention, second-pass findings and exports without throwing',
    () => {
      fc.assert(
        fc.property(turns, (given) => {
          const trajectory = parse(given);
          const marks = computeStrip(trajectory);
          expect(decodeStrip(encodeStrip(marks))).toEqual(marks);
          expect(computeAttention(trajectory).score).toBeGreaterThanOrEqual(0);
          for (const finding of [...trajectory.findings, ...computeDeepFindings(trajectory)]) {
            expect(finding.detail).not.toBe('');
            const { value } = trajectory.turns[finding.turn] ?? { value: '' };
            expect(
              (finding.start ?? 0) <= (finding.end ?? value.length) && (finding.end ?? 0) <= value.length,
            ).toBe(true);
          }
          expect(() => JSON.stringify(toParseJson(trajectory))).not.toThrow();
          const stats = accumulateStats();
          stats.addTrajectory(trajectory);
          expect(stats.toJson().turns).toBe(given.length);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

describe('anything at all', () => {
  it(
    'is a trajectory or a bad row with a reason',
    () => {
      const shape = fc.oneof(
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        fc.record({
          conversations: fc.anything({ withBigInt: true }),
          tools: fc.anything(),
          id: fc.anything(),
        }),
        fc.record({
          messages: fc.array(
            fc.record({ role: fc.anything(), content: fc.anything(), tool_calls: fc.anything() }),
          ),
        }),
        fc.record({
          conversations: fc.record({ from: fc.array(fc.anything()), value: fc.array(fc.anything()) }),
        }),
      );
      fc.assert(
        fc.property(shape, (raw) => {
          const parsed = parseRecord(raw);
          expect(parsed.kind === 'bad' && parsed.reason === '').toBe(false);
          (parsed.kind === 'trajectory' ? parsed.trajectory.turns : []).forEach(expectTiling);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'is a record or a bad line',
    () => {
      fc.assert(
        fc.property(soup, (line) => {
          const parsed = parseJsonLine(line);
          expect(parsed.kind === 'bad' && parsed.reason === '').toBe(false);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

/** What the language's own parser says; undefined = an error. */
function parseStrict(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

describe('JSON', () => {
  it(
    'is read as JSON.parse reads it, but for NaN and Infinity',
    () => {
      fc.assert(
        fc.property(fc.oneof(soup, fc.json()), (text) => {
          const ours = parseJson(text);
          const theirs = parseStrict(text);
          expect(ours.ok && !ours.nonstandard ? { value: ours.value } : undefined).toEqual(theirs);
          expect(scanJson(text, 0).ok || theirs === undefined).toBe(true);
          expect(ours.ok ? 0 : ours.errorAt).toBeLessThanOrEqual(text.length);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

describe('words', () => {
  it(
    'are the non-empty pieces between Unicode white space',
    () => {
      fc.assert(
        fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
          expect(countWords(text)).toBe(text.split(/\p{White_Space}+/u).filter((word) => word !== '').length);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

/** One think block for reasoning; an empty one where the writer put it, which is where no `<think>` stood anywhere. */
function expectedThinking(step: WriterStep, value: string): readonly string[] {
  if (strip(step.reasoning) !== '') return [step.reasoning];
  return value.startsWith('<think>\n</think>') ? [''] : [];
}

function expectStep(trajectory: Trajectory, step: WriterStep, index: number): void {
  const parsed = trajectory.steps[index];
  const gpt = trajectory.turns[parsed?.turn ?? -1];
  if (!parsed || !gpt) throw new Error(`step ${index + 1} is missing`);
  const bodies = gpt.blocks.map((block) => ({
    block,
    text: gpt.value.slice(block.bodyStart, block.bodyEnd),
  }));
  expect(bodies.filter(({ block }) => block.kind === 'think').map(({ text }) => text)).toEqual(
    expectedThinking(step, gpt.value),
  );
  expect(
    bodies
      .filter(({ block }) => block.kind === 'text')
      .map(({ text }) => strip(text))
      .join(''),
  ).toBe(strip(step.content));
  const calls = gpt.blocks.flatMap((block) => (block.kind === 'tool_call' ? [block] : []));
  expect(calls.map(({ status, name, arguments: args }) => `${status} ${dumps({ name, args })}`)).toEqual(
    step.calls.map(({ name, arguments: args }) => `ok ${dumps({ name, args })}`),
  );
  const tool = trajectory.turns.slice(gpt.index + 1).find((turn) => turn.role !== 'other');
  const responses =
    step.results.length === 0
      ? []
      : (tool?.blocks ?? []).flatMap((block) => (block.kind === 'tool_response' ? [block] : []));
  expect(
    responses.map(
      ({ status, toolCallId, content }) => `${status} ${dumps({ id: toolCallId ?? null, content })}`,
    ),
  ).toEqual(step.results.map(({ id, text }) => `ok ${dumps({ id, content: contentOf(text) })}`));
}

describe('what the writer wrote', () => {
  it(
    'is read back exactly: reasoning, text, calls, arguments, responses',
    () => {
      fc.assert(
        fc.property(fc.string(), fc.array(writerStep, { maxLength: 4 }), (prompt, steps) => {
          const trajectory = parse(writeConversation(prompt, steps));
          expect(trajectory.steps.length).toBe(steps.length);
          steps.forEach((step, index) => expectStep(trajectory, step, index));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
