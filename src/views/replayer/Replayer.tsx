/** The region "Replayer": title, sticky step header, scrubber, transcript, and the keys that move through it. */
import { Link2, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { keyOf } from '../../state/keyTable';
import { useReplayView } from '../../state/replayView';
import { computeStrip, type BlockRef, type OutcomeRule } from '../../trace';
import { IconButton } from '../../ui/Button';
import type { OpenedTrajectory } from '../../client/types';
import { FindBar } from '../find/FindBar';
import { useKeyBindings } from '../useKeyBindings';
import { BlockMark } from './blockMark';
import { blockId } from './blockWalk';
import { GoToStep } from './GoToStep';
import { RawMode } from './rawMode';
import { useBlockWalk } from './useBlockWalk';
import {
  charsOf,
  findingsOf,
  neighbour,
  stepsWithFailure,
  stepsWithFinding,
  stepsWithTool,
} from './runFacts';
import classes from './Replayer.module.css';
import { Scrubber } from './Scrubber';
import { StepHeader } from './StepHeader';
import { Transcript } from './Transcript';
import { Transport } from './Transport';
import { useFind } from './useFind';
import { usePlayback } from './usePlayback';
import { useStepWalk } from './useStepWalk';

export interface ReplayerProps {
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
  readonly onNextTrajectory: () => void;
  readonly onPreviousTrajectory: () => void;
}

export function Replayer(props: ReplayerProps): ReactNode {
  const { opened, rule, onStep, onCopyPermalink } = props;
  const { trajectory } = opened;
  const total = trajectory.steps.length;
  const current = total === 0 ? 0 : Math.max(1, Math.min(total, props.step ?? 1));
  const step = trajectory.steps[current - 1];
  const heading = useRef<HTMLHeadingElement>(null);
  const marks = useMemo(() => computeStrip(trajectory, rule), [trajectory, rule]);
  const failureSteps = useMemo(() => stepsWithFailure(trajectory, rule), [trajectory, rule]);
  const findingSteps = useMemo(() => stepsWithFinding(trajectory), [trajectory]);
  const findings = useMemo(() => findingsOf(trajectory, current), [trajectory, current]);
  const chars = step === undefined ? 0 : charsOf(trajectory, step);
  const walk = useStepWalk(current, total, onStep);
  const { latest, go } = walk;
  const [playback, dispatch] = usePlayback({ current, total, chars, onStep: go });
  const walkBlock = useBlockWalk(trajectory, props.block, walk, props.onBlock);
  const find = useFind(trajectory, { step: current, block: props.block, quote: props.quote }, props.onBlock);
  const focusHeading = (): void => heading.current?.focus({ preventScroll: true });
  const [isGoing, setGoing] = useState(false);
  const { isRaw, toggleThink, toggleRaw, toggleFold } = useReplayView();
  const sameTool = step?.calls[0] === undefined ? [] : stepsWithTool(trajectory, step.calls[0].name);

  useKeyBindings({
    nextStep: () => go(latest() + 1),
    previousStep: () => go(latest() - 1),
    firstStep: () => go(1),
    lastStep: () => go(total),
    nextFailure: () => go(neighbour(failureSteps, latest(), 1)),
    previousFailure: () => go(neighbour(failureSteps, latest(), -1)),
    nextFinding: () => go(neighbour(findingSteps, latest(), 1)),
    previousFinding: () => go(neighbour(findingSteps, latest(), -1)),
    nextSameTool: () => go(neighbour(sameTool, latest(), 1)),
    previousSameTool: () => go(neighbour(sameTool, latest(), -1)),
    nextTrajectory: props.onNextTrajectory,
    previousTrajectory: props.onPreviousTrajectory,
    nextBlock: () => walkBlock(1),
    previousBlock: () => walkBlock(-1),
    find: find.open,
    goToStep: () => setGoing(total > 0),
    toggleThink,
    toggleRaw,
    toggleFold,
    playPause: () => dispatch({ kind: 'toggle' }),
    faster: () => dispatch({ kind: 'faster' }),
    slower: () => dispatch({ kind: 'slower' }),
    copyPermalink: onCopyPermalink,
  });
  const focused = props.block === undefined ? undefined : blockId(props.block);
  const { revealed } = find;
  const marksOf = useMemo(() => ({ focused, revealed }), [focused, revealed]);
  useTitle(trajectory.task, current, total);
  useFocusOnOpen(heading, opened.address);

  return (
    <section aria-label="Replayer" className={classes['replayer']}>
      <div className={classes['title']}>
        <h1 className={classes['task']} title={trajectory.task}>
          {trajectory.task === '' ? 'No task' : trajectory.task}
        </h1>
        <span className={classes['facts']}>
          {[trajectory.category, opened.config].filter((fact) => fact !== '').join(' · ')}
        </span>
        <code className={classes['id']}>{opened.address.slice(0, 8)}</code>
        <IconButton
          label="Find in trajectory"
          hint={keyOf('find')}
          isPressed={find.isOpen}
          onClick={find.isOpen ? find.close : find.open}
        >
          <Search size={16} aria-hidden />
        </IconButton>
        <IconButton label="Copy permalink" hint={keyOf('copyPermalink')} onClick={onCopyPermalink}>
          <Link2 size={16} aria-hidden />
        </IconButton>
      </div>
      <div className={classes['head']}>
        <StepHeader
          step={step}
          current={current}
          total={total}
          rule={rule}
          findings={findings}
          failureSteps={failureSteps}
          findingSteps={findingSteps}
          onStep={go}
          heading={heading}
          goToStep={
            isGoing && (
              <GoToStep
                total={total}
                onGo={go}
                onClose={(isDone) => {
                  setGoing(false);
                  if (isDone) focusHeading();
                }}
              />
            )
          }
        />
        <div className={classes['scrub']}>
          <Transport
            playback={playback}
            dispatch={dispatch}
            current={current}
            total={total}
            onStep={go}
            onGoToStep={() => setGoing(true)}
          />
          <Scrubber
            marks={marks}
            current={current}
            valueText={`Step ${current} of ${total}${step === undefined ? '' : `, ${step.calls.map((call) => call.name).join(', ')}`}`}
            onStep={go}
          />
        </div>
      </div>
      {find.isOpen && (
        <FindBar
          key={opened.address}
          trajectory={trajectory}
          fromTurn={current <= 1 ? 0 : (step?.turn ?? 0)}
          field={find.field}
          onFound={find.onFound}
          onClose={() => {
            find.close();
            focusHeading();
          }}
        />
      )}
      <RawMode value={isRaw}>
        <BlockMark value={marksOf}>
          <Transcript
            key={`${opened.ref.file}.${opened.ref.row}`}
            trajectory={trajectory}
            current={current}
            rule={rule}
            block={props.block}
            onScrolledTo={go}
          />
        </BlockMark>
      </RawMode>
    </section>
  );
}

function useTitle(task: string, current: number, total: number): void {
  useEffect(() => {
    document.title = `${task} · step ${current} of ${total} · Retrace`;
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
