/**
 * Which response belongs to which call of a step (FORMAT §9.6). The writer's calls carry no id, so ids help only where they
 * show the order of the calls: equal ids on both sides, or the counters of `functions.<tool>:<n>`.
 */
import type { Block, ToolCallBlock, ToolResponseBlock } from '../model';

export interface Pairing {
  /** For each response the index of its call, or undefined. */
  readonly callOfResponse: readonly (number | undefined)[];
  readonly byId: boolean;
}

export function isCall(block: Block): block is ToolCallBlock {
  return block.kind === 'tool_call';
}

export function isResponse(block: Block): block is ToolResponseBlock {
  return block.kind === 'tool_response';
}

function pairByPosition(calls: readonly ToolCallBlock[], responses: readonly ToolResponseBlock[]): Pairing {
  return { callOfResponse: responses.map((_, i) => (i < calls.length ? i : undefined)), byId: false };
}

function uniqueIds(ids: readonly (string | undefined)[]): readonly string[] | undefined {
  const present = ids.filter((id) => id !== undefined && id !== '');
  return present.length === ids.length && new Set(present).size === ids.length
    ? (present as readonly string[])
    : undefined;
}

/** The source gave the calls ids of their own. */
function pairByCallIds(calls: readonly ToolCallBlock[], ids: readonly string[]): Pairing | undefined {
  const callIds = uniqueIds(calls.map((call) => call.callId));
  if (!callIds || !ids.some((id) => callIds.includes(id))) return undefined;
  const places = new Map(callIds.map((id, i) => [id, i]));
  return { callOfResponse: ids.map((id) => places.get(id)), byId: true };
}

interface Counted {
  readonly name: string;
  readonly counter: number;
}

function readCounter(id: string): Counted | undefined {
  const match = /^(?:functions\.)?([^:]{1,200}):(\d{1,9})$/.exec(id);
  return match?.[1] === undefined ? undefined : { name: match[1], counter: Number(match[2]) };
}

function namesAgree(
  calls: readonly ToolCallBlock[],
  places: readonly number[],
  counted: readonly Counted[],
): boolean {
  return places.every((place, i) => {
    const call = calls[place];
    return call !== undefined && (call.status === 'malformed' || call.name === counted[i]?.name);
  });
}

/**
 * Counters run over the conversation, one a call, so their distance from the first call's counter is the place in the step.
 * That first counter is the number of calls before the step; where results are complete, the lowest counter will do.
 */
function pairByCounters(
  calls: readonly ToolCallBlock[],
  ids: readonly string[],
  callsBefore: number,
): Pairing | undefined {
  const counted = ids.map(readCounter).filter((entry) => entry !== undefined);
  if (counted.length !== ids.length) return undefined;
  const lowest = counted.reduce((least, { counter }) => Math.min(least, counter), Number.POSITIVE_INFINITY);
  const bases = ids.length === calls.length ? [lowest] : [callsBefore, lowest];
  for (const base of bases) {
    const places = counted.map(({ counter }) => counter - base);
    if (new Set(places).size === places.length && namesAgree(calls, places, counted))
      return { callOfResponse: places, byId: true };
  }
  return undefined;
}

/** `callsBefore` = calls of all earlier steps. */
export function pairResponses(
  calls: readonly ToolCallBlock[],
  responses: readonly ToolResponseBlock[],
  callsBefore: number,
): Pairing {
  // One of each needs no order; most steps end here.
  if (responses.length === 0 || (calls.length === 1 && responses.length === 1))
    return pairByPosition(calls, responses);
  const ids = uniqueIds(responses.map((response) => response.toolCallId));
  if (!ids) return pairByPosition(calls, responses);
  return (
    pairByCallIds(calls, ids) ?? pairByCounters(calls, ids, callsBefore) ?? pairByPosition(calls, responses)
  );
}
