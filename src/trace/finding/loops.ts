/**
 * Loops (FEATURES §3.4): the same call again and again with the same result, or two calls in turn. A changed result means that
 * something happened (polling, a test run after an edit), changed arguments mean progress (pagination): neither is a loop.
 */
import type { Finding, JsonValue, Step, ToolCallBlock, ToolResponseBlock, Turn } from '../model';
import { isSameJson } from '../json/jsonValue';

/** Repeats, or cycles, from which on it is a loop. */
export const LOOP_LENGTH = 3;

interface LoopCall {
  readonly step: number;
  readonly turn: number;
  readonly call: ToolCallBlock;
  readonly source: string;
  readonly result: JsonValue | undefined;
}

function responseAt(
  turns: readonly Turn[],
  ref: { turn: number; block: number } | undefined,
): ToolResponseBlock | undefined {
  const block = ref && turns[ref.turn]?.blocks[ref.block];
  return block?.kind === 'tool_response' ? block : undefined;
}

function listCalls(turns: readonly Turn[], steps: readonly Step[]): LoopCall[] {
  const calls: LoopCall[] = [];
  for (const step of steps) {
    for (const { ref, response } of step.calls) {
      const turn = turns[ref.turn];
      const call = turn?.blocks[ref.block];
      if (!turn || call?.kind !== 'tool_call') continue;
      const source = turn.value.slice(call.bodyStart, call.bodyEnd);
      calls.push({
        step: step.number,
        turn: ref.turn,
        call,
        source,
        result: responseAt(turns, response)?.content,
      });
    }
  }
  return calls;
}

function isSameCall(a: LoopCall, b: LoopCall): boolean {
  if (a.call.name !== b.call.name || a.call.status !== b.call.status) return false;
  return a.source === b.source || (a.call.status === 'ok' && isSameJson(a.call.arguments, b.call.arguments));
}

function isSameRound(a: LoopCall, b: LoopCall): boolean {
  if (!isSameCall(a, b)) return false;
  return a.result === undefined || b.result === undefined
    ? a.result === b.result
    : isSameJson(a.result, b.result);
}

function toFinding(kind: string, first: LoopCall, last: LoopCall, detail: string): Finding {
  const { start, end } = first.call;
  return { kind, turn: first.turn, step: first.step, start, end, lastStep: last.step, detail };
}

interface Run {
  readonly from: number;
  /** After the last call. */
  readonly to: number;
}

/** Longest runs in which every call equals the one `distance` before it. */
function findRuns(calls: readonly LoopCall[], distance: number, isUsed: (i: number) => boolean): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let i = distance; i <= calls.length; i++) {
    const [before, here] = [calls[i - distance], calls[i]];
    if (here && before && !isUsed(i) && !isUsed(i - distance) && isSameRound(before, here)) continue;
    if (i - from >= LOOP_LENGTH * distance) runs.push({ from, to: i });
    from = i - distance + 1;
  }
  return runs;
}

function describeSteps(first: LoopCall, last: LoopCall): string {
  return first.step === last.step ? `in step ${first.step}` : `over steps ${first.step}–${last.step}`;
}

/** Characters of either end of a source that stand for it: hashing whole files written by calls would cost more than the search. */
const KEY_LENGTH = 128;

/** Equal for equal sources. Sources that differ in the middle only can share a key; then only equals of the first are found. */
function keyOf(source: string): string {
  if (source.length <= KEY_LENGTH * 2) return source;
  return `${source.length} ${source.slice(0, KEY_LENGTH)} ${source.slice(-KEY_LENGTH)}`;
}

function groupCalls(
  calls: readonly LoopCall[],
  isUsed: (i: number) => boolean,
): Iterable<readonly LoopCall[]> {
  const groups = new Map<string, LoopCall[]>();
  const lengths = new Map<number, number>();
  for (const { source } of calls) lengths.set(source.length, (lengths.get(source.length) ?? 0) + 1);
  calls.forEach((call, i) => {
    if (isUsed(i) || call.result === undefined) return;
    // equal sources are of one length
    if ((lengths.get(call.source.length) ?? 0) < LOOP_LENGTH) return;
    const key = keyOf(call.source);
    const group = groups.get(key);
    if (group) group.push(call);
    else groups.set(key, [call]);
  });
  return groups.values();
}

function findSameResults(calls: readonly LoopCall[], isUsed: (i: number) => boolean): Finding[] {
  const findings: Finding[] = [];
  for (const group of groupCalls(calls, isUsed)) {
    const [first, ...rest] = group;
    if (!first || group.length < LOOP_LENGTH) continue;
    const same = rest.filter((call) => isSameRound(first, call));
    const last = same.at(-1);
    if (!last || same.length + 1 < LOOP_LENGTH) continue;
    const text = `${first.call.name} gave the same result ${same.length + 1} times ${describeSteps(first, last)}.`;
    findings.push(toFinding('same_result', first, last, text));
  }
  return findings;
}

export function findLoops(turns: readonly Turn[], steps: readonly Step[]): readonly Finding[] {
  const calls = listCalls(turns, steps);
  if (calls.length < LOOP_LENGTH) return [];
  const used = new Set<number>();
  const isUsed = (i: number) => used.has(i);
  const findings: Finding[] = [];
  const take = (
    runs: readonly Run[],
    toText: (first: LoopCall, count: number) => readonly [string, string],
  ) => {
    for (const { from, to } of runs) {
      const [first, last] = [calls[from], calls[to - 1]];
      if (!first || !last) continue;
      for (let i = from; i < to; i++) used.add(i);
      const [kind, text] = toText(first, to - from);
      findings.push(toFinding(kind, first, last, `${text} ${describeSteps(first, last)}.`));
    }
  };
  take(findRuns(calls, 1, isUsed), (first, count) => [
    'loop_repeat',
    `${first.call.name} was called ${count} times with the same arguments and result`,
  ]);
  take(findRuns(calls, 2, isUsed), (first, count) => [
    'loop_alternating',
    `${first.call.name} and another call took turns ${count} times with the same results`,
  ]);
  return [...findings, ...findSameResults(calls, isUsed)];
}
