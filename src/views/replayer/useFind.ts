import { use, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { WholeTextContext } from '../../client/wholeTexts';
import {
  abridgedOffset,
  createNeedle,
  findSpans,
  isAbridged,
  type Hit,
  searchTurns,
  type BlockRef,
  type Trajectory,
} from '../../trace';
import { useReplayView } from '../../state/replayView';
import { clearLight, lightText } from '../../ui/lightText';
import type { FoundPlace } from '../find/FindBar';

import { blockId, stepOfTurn } from './blockWalk';
import { bringIntoView } from './bringIntoView';

export interface FindControl {
  readonly isOpen: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  /** The block that must be shown whole. */
  readonly revealed: string | undefined;
  /** What was found stands where the block omits text: its offset as recorded. */
  readonly offset: number | undefined;
  /** Where in a text of the revealed block the found one stands. */
  readonly soughtIn: ((text: string) => number | undefined) | undefined;
  open(): void;
  close(): void;
  onFound(place: FoundPlace | undefined): void;
}

interface Lit {
  readonly id: string;
  readonly text: string;
  /** Which of the places in the block. */
  readonly nth: number;
  readonly offset?: number | undefined;
}

function blockAt({ turns }: Trajectory, turn: number, offset: number): BlockRef {
  const found = turns[turn];
  if (found === undefined || (found.role !== 'gpt' && found.role !== 'tool')) return { turn, block: 0 };
  return {
    turn,
    block: Math.max(
      0,
      found.blocks.findIndex(({ end }) => offset < end),
    ),
  };
}

/** The `nth` of the places in a text, or the last one. */
function placeOf(text: string, needle: string, nth: number): number | undefined {
  const spans = findSpans(text, createNeedle(needle), undefined, nth + 1);
  return spans.at(-1)?.start;
}

function litPlace(trajectory: Trajectory, ref: BlockRef, start: number, text: string): Lit {
  const block = trajectory.turns[ref.turn]?.blocks[ref.block];
  const before = trajectory.turns[ref.turn]?.value.slice(block?.start ?? 0, start) ?? '';
  return { id: blockId(ref), text, nth: findSpans(before, createNeedle(text)).length };
}

/** Where a quoted text stands: in the named block, else anywhere in the step. */
function placeOfQuote(
  trajectory: Trajectory,
  stepNumber: number,
  ref: BlockRef | undefined,
  quote: string,
): BlockRef | undefined {
  if (ref !== undefined) return ref;
  const step = trajectory.steps[stepNumber - 1];
  const indexes = [...(stepNumber <= 1 ? trajectory.preamble : []), ...(step?.turns ?? [])];
  const turns = indexes.map((index) => trajectory.turns[index]).filter((turn) => turn !== undefined);
  for (const [hit] of searchTurns(turns, quote)) {
    if (hit !== undefined) return blockAt(trajectory, hit.turn, hit.start);
  }
  return undefined;
}

interface FarQuote {
  readonly quote: string;
  readonly ref: BlockRef;
  readonly offset: number;
}

/** A quote that stands in text which is not here is looked for in the worker. */
function useQuoteFar(
  trajectory: Trajectory,
  stepNumber: number,
  ref: BlockRef | undefined,
  quote: string | undefined,
): FarQuote | undefined {
  const source = use(WholeTextContext);
  const [far, setFar] = useState<FarQuote>();
  const turn = ref?.turn ?? trajectory.steps[stepNumber - 1]?.turn ?? 0;
  const block = ref?.block;
  useEffect(() => {
    if (quote === undefined || source === undefined || !isAbridged(trajectory)) return undefined;
    const here = trajectory.turns[turn]?.blocks[block ?? -1];
    const value = trajectory.turns[turn]?.value ?? '';
    const isHere = here !== undefined && findSpans(value, createNeedle(quote), here, 1).length > 0;
    if (isHere || (block !== undefined && here?.omitted === undefined)) return undefined;
    const control = new AbortController();
    const take = (hits: readonly Hit[]): void => {
      const hit = hits.find((each) => block === undefined || each.turn === turn);
      const of = hit && trajectory.turns[hit.turn];
      if (hit === undefined || of === undefined) return;
      control.abort();
      setFar({
        quote,
        ref: blockAt(trajectory, hit.turn, abridgedOffset(of, hit.start)),
        offset: hit.start,
      });
    };
    // what cannot be found is not lit: the link still leads to its step
    source.find(quote, turn, take, control.signal).catch(() => undefined);
    return () => control.abort();
  }, [trajectory, source, turn, block, quote]);
  return far?.quote === quote ? far : undefined;
}

/** Find in the trajectory, and the quote of a permalink: goes to the place, opens what hides it, lights the text. */
export function useFind(
  trajectory: Trajectory,
  place: {
    readonly step: number;
    readonly block: BlockRef | undefined;
    readonly quote: string | undefined;
  },
  onBlock: (step: number, block: BlockRef) => void,
): FindControl {
  const field = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<Lit>();
  const { showThink } = useReplayView();
  const { step, block, quote } = place;
  const quoted = useMemo(
    () => (quote === undefined ? undefined : placeOfQuote(trajectory, step, block, quote)),
    [trajectory, step, block, quote],
  );
  const far = useQuoteFar(trajectory, step, quoted, quote);
  const at = far?.ref ?? quoted;
  const quotedId = at && blockId(at);
  const lit: Lit | undefined =
    found ??
    (quotedId === undefined || quote === undefined
      ? undefined
      : { id: quotedId, text: quote, nth: 0, offset: far?.offset });
  const { id, text, nth, offset } = lit ?? {};

  useEffect(() => {
    if (id === undefined || text === undefined || nth === undefined) return undefined;
    let stop: (() => void) | undefined;
    const cancel = bringIntoView(id, (element) => {
      stop = lightText(element, text, nth, offset !== undefined);
    });
    return () => {
      cancel();
      stop?.();
      clearLight();
    };
  }, [id, text, nth, offset]);

  const soughtIn = useMemo(
    () =>
      text === undefined || nth === undefined ? undefined : (inside: string) => placeOf(inside, text, nth),
    [text, nth],
  );

  return {
    isOpen,
    field,
    revealed: id,
    offset,
    soughtIn,
    open: () => {
      setOpen(true);
      field.current?.select();
    },
    close: () => {
      setOpen(false);
      setFound(undefined);
    },
    onFound: (at) => {
      if (at === undefined) {
        setFound(undefined);
        return;
      }
      const turn = trajectory.turns[at.hit.turn];
      const start = turn === undefined ? at.hit.start : abridgedOffset(turn, at.hit.start);
      const ref = blockAt(trajectory, at.hit.turn, start);
      const omitted = turn?.blocks[ref.block]?.omitted;
      const isOmitted = omitted !== undefined && omitted.from <= at.hit.end && at.hit.start < omitted.to;
      if (trajectory.turns[ref.turn]?.blocks[ref.block]?.kind === 'think') showThink(true);
      setFound({
        ...litPlace(trajectory, ref, start, at.needle),
        offset: isOmitted ? at.hit.start : undefined,
      });
      onBlock(stepOfTurn(trajectory, ref.turn), ref);
    },
  };
}
