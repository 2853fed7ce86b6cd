import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { createNeedle, findSpans, type BlockRef, type Trajectory } from '../../trace';
import { useReplayView } from '../../state/replayView';
import { clearLight, lightText } from '../../ui/lightText';
import type { FoundPlace } from '../find/FindBar';
import { searchTurns } from '../find/searchTurns';
import { blockId, stepOfTurn } from './blockWalk';
import { bringIntoView } from './bringIntoView';

export interface FindControl {
  readonly isOpen: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  /** The block that must be shown whole. */
  readonly revealed: string | undefined;
  open(): void;
  close(): void;
  onFound(place: FoundPlace | undefined): void;
}

interface Lit {
  readonly id: string;
  readonly text: string;
  /** Which of the places in the block. */
  readonly nth: number;
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
  const quotedId = quoted && blockId(quoted);
  const lit =
    found ??
    (quotedId === undefined || quote === undefined ? undefined : { id: quotedId, text: quote, nth: 0 });
  const { id, text, nth } = lit ?? {};

  useEffect(() => {
    if (id === undefined || text === undefined || nth === undefined) return undefined;
    let stop: (() => void) | undefined;
    const cancel = bringIntoView(id, (element) => {
      stop = lightText(element, text, nth);
    });
    return () => {
      cancel();
      stop?.();
      clearLight();
    };
  }, [id, text, nth]);

  return {
    isOpen,
    field,
    revealed: id,
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
      const ref = blockAt(trajectory, at.hit.turn, at.hit.start);
      if (trajectory.turns[ref.turn]?.blocks[ref.block]?.kind === 'think') showThink(true);
      setFound(litPlace(trajectory, ref, at.hit.start, at.needle));
      onBlock(stepOfTurn(trajectory, ref.turn), ref);
    },
  };
}
