/** What the replayer knows and can do, without how it looks: the current step, the walks through the run, its keys. */
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useReplayView } from '../../state/replayView';
import { useWorkspace } from '../../state/workspace';
import type { Playback, PlaybackAction } from '../../state/playback';
import {
  computeStrip,
  type BlockRef,
  type Finding,
  type OutcomeRule,
  type Step,
  type StripMark,
} from '../../trace';
import type { OpenedTrajectory } from '../../client/types';
import { useKeyBindings } from '../useKeyBindings';
import type { BlockMarks } from './blockMark';
import { blockId } from './blockWalk';
import { charsOf, findingsOf, neighbour, stepsToPlay, stepsWithFailure, stepsWithFinding } from './runFacts';
import { useBlockWalk } from './useBlockWalk';
import { useFind, type FindControl } from './useFind';
import { usePlayback } from './usePlayback';
import { useSameTool } from './useSameTool';
import { useStepWalk } from './useStepWalk';
import { spellHidden } from '../../ui/content/hidden';

export interface ReplayerPlace {
  readonly opened: OpenedTrajectory;
  /** From the URL; clamped here. */
  readonly step: number | undefined;
  readonly block: BlockRef | undefined;
  /** A text to light on arrival. */
  readonly quote: string | undefined;
  readonly rule: OutcomeRule;
  readonly onStep: (step: number) => void;
  readonly onBlock: (step: number, block: BlockRef) => void;
  readonly onCopyPermalink: () => void;
}

interface ReplayerControl {
  readonly total: number;
  readonly current: number;
  readonly step: Step | undefined;
  readonly marks: readonly StripMark[];
  readonly failureSteps: readonly number[];
  readonly findingSteps: readonly number[];
  /** How many steps the play options leave. */
  readonly played: number;
  readonly findings: readonly Finding[];
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly playback: Playback;
  readonly find: FindControl;
  readonly isGoingToStep: boolean;
  /** For the blocks: which has focus, which must be open. */
  readonly blockMarks: BlockMarks;
  readonly soughtIn: FindControl['soughtIn'];
  go(to: number | undefined): void;
  goSameTool(direction: 1 | -1, tool?: string): void;
  dispatch(action: PlaybackAction): void;
  setGoingToStep(isGoing: boolean): void;
  focusHeading(): void;
}

const NONE: readonly number[] = [];

/** The step an address means, whatever number it names. */
export function clampStep(step: number | undefined, total: number): number {
  return total === 0 ? 0 : Math.max(1, Math.min(total, step ?? 1));
}

export function useReplayer(place: ReplayerPlace): ReplayerControl {
  const { opened, rule, onStep, onBlock, onCopyPermalink } = place;
  const { trajectory } = opened;
  const total = trajectory.steps.length;
  const walk = useStepWalk(clampStep(place.step, total), total, onStep);
  const { latest, go } = walk;
  const current = clampStep(walk.shown, total);
  const step = trajectory.steps[current - 1];
  const heading = useRef<HTMLHeadingElement>(null);
  const marks = useMemo(() => computeStrip(trajectory, rule), [trajectory, rule]);
  const failureSteps = useMemo(() => stepsWithFailure(trajectory, rule), [trajectory, rule]);
  const findingSteps = useMemo(() => stepsWithFinding(trajectory), [trajectory]);
  const findings = useMemo(() => findingsOf(trajectory, current), [trajectory, current]);
  const chars = step === undefined ? 0 : charsOf(trajectory, step);
  const { playOptions, toggleFocused: toggleFocus } = useWorkspace();
  const { kinds, stopsAtFailures } = playOptions;
  const playSteps = useMemo(() => stepsToPlay(trajectory, rule, kinds), [trajectory, rule, kinds]);
  const [playback, dispatch] = usePlayback({
    current,
    steps: playSteps,
    stopAt: stopsAtFailures ? failureSteps : NONE,
    chars,
    onStep: go,
  });
  const walkBlock = useBlockWalk(trajectory, place.block, walk, onBlock);
  const find = useFind(trajectory, { step: current, block: place.block, quote: place.quote }, onBlock);
  const [isGoingToStep, setGoingToStep] = useState(false);
  const { toggleThink, toggleRaw, toggleFold, setFoldMenuOpen } = useReplayView();
  const goSameTool = useSameTool(trajectory, place.block, latest, go);

  useKeyBindings({
    nextStep: () => go(latest() + 1),
    previousStep: () => go(latest() - 1),
    firstStep: () => go(1),
    lastStep: () => go(total),
    nextFailure: () => go(neighbour(failureSteps, latest(), 1)),
    previousFailure: () => go(neighbour(failureSteps, latest(), -1)),
    nextFinding: () => go(neighbour(findingSteps, latest(), 1)),
    previousFinding: () => go(neighbour(findingSteps, latest(), -1)),
    nextSameTool: () => goSameTool(1),
    previousSameTool: () => goSameTool(-1),
    nextBlock: () => walkBlock(1),
    previousBlock: () => walkBlock(-1),
    find: find.open,
    goToStep: () => setGoingToStep(total > 0),
    toggleThink,
    toggleRaw,
    toggleFold,
    toggleFocus,
    foldByKind: () => setFoldMenuOpen(true),
    playPause: () => dispatch({ kind: 'toggle' }),
    faster: () => dispatch({ kind: 'faster' }),
    slower: () => dispatch({ kind: 'slower' }),
    copyPermalink: onCopyPermalink,
  });
  const focused = place.block === undefined ? undefined : blockId(place.block);
  const { revealed, offset, soughtIn } = find;
  const blockMarks = useMemo(() => ({ focused, revealed, offset }), [focused, revealed, offset]);
  useTitle(trajectory.task, current, total);
  useFocusOnOpen(heading, opened.address);
  return {
    total,
    current,
    step,
    marks,
    failureSteps,
    findingSteps,
    played: playSteps.length,
    findings,
    heading,
    playback,
    find,
    isGoingToStep,
    blockMarks,
    soughtIn,
    go,
    goSameTool,
    dispatch,
    setGoingToStep,
    focusHeading: () => heading.current?.focus({ preventScroll: true }),
  };
}

function useTitle(task: string, current: number, total: number): void {
  useEffect(() => {
    document.title = `${spellHidden(task)} · step ${current} of ${total} · Retrace`;
    return () => {
      document.title = 'Retrace';
    };
  }, [task, current, total]);
}

/** Opening moves focus to the step heading, so that keys and screen readers go on from there. */
function useFocusOnOpen(heading: RefObject<HTMLHeadingElement | null>, address: string): void {
  const focused = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (focused.current === address) return;
    focused.current = address;
    heading.current?.focus({ preventScroll: true });
  }, [heading, address]);
}
