/**
 * The continuous transcript: a virtual list of steps with one current step. Scrolling by hand makes the step at
 * the top current; any other change of the current step scrolls to it.
 */
import { use, useCallback, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { BlockRef, OutcomeRule, Trajectory } from '../../trace';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList';
import { BlockMark } from './blockMark';
import { blockId, parseBlockId, stepId, stepOfTurn } from './blockWalk';
import { bringIntoView } from './bringIntoView';
import { Preamble } from './Preamble';
import { charsOf } from './runFacts';
import { StepView } from './StepView';
import classes from './Transcript.module.css';

interface TranscriptProps {
  readonly trajectory: Trajectory;
  readonly current: number;
  readonly rule: OutcomeRule;
  /** The block that has the reader's focus: brought on screen, and lit on arrival. */
  readonly block: BlockRef | undefined;
  /** An address that names the step led here: it is lit on arrival. */
  readonly isLinked: boolean;
  /** Only the current step is shown. */
  readonly isFocused: boolean;
  readonly onScrolledTo: (step: number) => void;
  readonly onBlock: (step: number, block: BlockRef) => void;
}

/** The line under the sticky header that a step must have passed to be current. */
const READING_LINE_PX = 96;

const SCROLL_KEYS: ReadonlySet<string> = new Set([
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

export function Transcript({
  trajectory,
  current,
  rule,
  block,
  isLinked,
  isFocused,
  onScrolledTo,
  onBlock,
}: TranscriptProps): ReactNode {
  const { steps } = trajectory;
  const handle = useRef<VirtualListHandle>(null);
  const isByHand = useRef(false);
  const scrolledTo = useRef<number | undefined>(undefined);
  const wasFocused = useRef(isFocused);
  const hasArrived = useRef(false);
  const focused = block === undefined ? undefined : blockId(block);
  // one step at a time: the list has one item, and scrolling stays inside it
  const first = isFocused ? Math.max(0, current - 1) : 0;
  const count = isFocused ? 1 : Math.max(1, steps.length);

  useEffect(() => {
    if (scrolledTo.current === current && wasFocused.current === isFocused) return;
    scrolledTo.current = current;
    wasFocused.current = isFocused;
    isByHand.current = false;
    handle.current?.scrollTo(isFocused ? 0 : Math.max(0, current - 1), 'start');
  }, [current, isFocused]);

  useEffect(() => {
    const isArrival = !hasArrived.current;
    hasArrived.current = true;
    if (focused === undefined) return undefined;
    isByHand.current = false;
    return bringIntoView(focused, (element) => {
      if (isArrival) light(element);
      // who types a search goes on typing
      else if (!(document.activeElement instanceof HTMLInputElement)) element.focus({ preventScroll: true });
    });
  }, [focused]);

  // a link to a step, not to a block of it: the step is lit where it stands
  const linked = useRef(isLinked && block === undefined ? stepId(current) : undefined);
  useEffect(
    () => (linked.current === undefined ? undefined : bringIntoView(linked.current, light, 'as it stands')),
    [],
  );

  // what was found is scrolled to before the address says its step
  const { revealed, offset } = use(BlockMark);
  useLayoutEffect(() => {
    if (revealed !== undefined || offset !== undefined) isByHand.current = false;
  }, [revealed, offset]);

  const onScroll = (): void => {
    if (!isByHand.current || isFocused) return;
    const index = handle.current?.itemAt(READING_LINE_PX);
    if (index === undefined || index + 1 === scrolledTo.current || steps.length === 0) return;
    scrolledTo.current = index + 1;
    onScrolledTo(index + 1);
  };
  const byHand = (): void => {
    isByHand.current = true;
  };
  const estimatePx = useCallback(
    (index: number) => {
      const step = steps[first + index];
      return step === undefined
        ? 200
        : Math.min(600, 90 + step.calls.length * 120 + charsOf(trajectory, step) / 12);
    },
    [steps, trajectory, first],
  );

  return (
    <VirtualList
      tabIndex={0}
      role="region"
      aria-label="Transcript"
      className={classes['transcript'] ?? ''}
      count={count}
      isMeasured
      overscan={2}
      isDrawnLate
      estimatePx={estimatePx}
      handle={handle}
      onScroll={onScroll}
      onWheel={byHand}
      onTouchMove={byHand}
      onPointerDown={byHand}
      onClick={(event) => {
        // by keys: h and l
        if (!(event.target instanceof Element) || event.target.closest('[data-pick]') === null) return;
        const picked = parseBlockId(event.target.closest('[id^="b-"]')?.id);
        if (picked !== undefined) onBlock(stepOfTurn(trajectory, picked.turn), picked);
      }}
      onKeyDown={(event) => {
        const box = event.target instanceof Element ? event.target.closest('[role="region"]') : null;
        // keys in the box of a long text scroll that box
        if (SCROLL_KEYS.has(event.key) && box === event.currentTarget) byHand();
      }}
      renderItem={(index) => {
        const step = steps[first + index];
        return (
          <>
            {first + index === 0 && <Preamble trajectory={trajectory} rule={rule} />}
            {step !== undefined && (
              <StepView
                // one at a time: the next step has folds of its own
                key={step.number}
                trajectory={trajectory}
                step={step}
                isCurrent={step.number === current}
                rule={rule}
              />
            )}
          </>
        );
      }}
    />
  );
}

/** Arrival by permalink: the block's ground is lit for a second. */
function light(element: HTMLElement): void {
  element.dataset['arrived'] = 'true';
  element.addEventListener('animationend', () => delete element.dataset['arrived'], { once: true });
}
