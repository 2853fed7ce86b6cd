import { CodeXml } from 'lucide-react';
import { memo, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { BlockRef, Finding, OutcomeRule, Step, Trajectory, Turn } from '../../trace';
import { useReplayView } from '../../state/replayView';
import { IconButton } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import { stepId } from './blockWalk';
import { FoldableCall } from './FoldableCall';
import { MarginRow } from './MarginRow';
import { ResponseView } from './ResponseView';
import { findingsOf, isFailed, responseBlock } from './runFacts';
import { StepTags } from './StepTags';
import { HumanRow, OtherRow, SystemRow, TextRow, ThinkRow, UnparsedRow } from './TurnBlocks';
import classes from './StepView.module.css';
import { spellHidden } from '../../ui/content/hidden';

const RecordedTurn = lazyPart(async () => (await import('./RecordedTurn')).RecordedTurn);

interface StepViewProps {
  readonly trajectory: Trajectory;
  readonly step: Step;
  readonly isCurrent: boolean;
  readonly rule: OutcomeRule;
}

/**
 * One step of the transcript: what the agent thought, said and called, and what came back. Memoised: a key changes the
 * current step, not what the steps around it say.
 */
export const StepView = memo(function StepView({
  trajectory,
  step,
  isCurrent,
  rule,
}: StepViewProps): ReactNode {
  const [isRecorded, setRecorded] = useState(false);
  const gpt = trajectory.turns[step.turn];
  const findings = useMemo(() => findingsOf(trajectory, step.number), [trajectory, step]);
  return (
    <article
      id={stepId(step.number)}
      className={classes['step']}
      data-current={isCurrent}
      aria-label={articleName(step)}
    >
      <div className={classes['title']}>
        <span className={classes['number']}>Step {step.number}</span>
        <StepTags trajectory={trajectory} step={step} rule={rule} findings={findings} />
        <IconButton
          className={classes['recorded'] ?? ''}
          size="small"
          variant="quiet"
          label="Turns as recorded"
          isPressed={isRecorded}
          onClick={() => setRecorded(!isRecorded)}
        >
          <CodeXml size={14} aria-hidden />
        </IconButton>
      </div>
      {isRecorded && (
        <Suspense fallback={undefined}>
          {step.turns.map((index) => {
            const turn = trajectory.turns[index];
            return turn !== undefined && <RecordedTurn key={index} turn={turn} />;
          })}
        </Suspense>
      )}
      {!isRecorded && gpt !== undefined && (
        <GptTurn trajectory={trajectory} turn={gpt} step={step} rule={rule} findings={findings} />
      )}
      {(isRecorded ? [] : step.turns)
        .filter((index) => index !== step.turn)
        .map((index) => trajectory.turns[index])
        .map(
          (turn) =>
            turn !== undefined && (
              <LaterTurn key={turn.index} trajectory={trajectory} turn={turn} step={step} rule={rule} />
            ),
        )}
    </article>
  );
});

/** Never `Step n of m`: that is the one heading's name. */
function articleName(step: Step): string {
  const tools = step.calls.map((call) => call.name).join(', ');
  return spellHidden(`Step ${step.number}${tools === '' ? '' : `: ${tools}`}`);
}

interface GptTurnProps extends Omit<StepViewProps, 'isCurrent'> {
  readonly turn: Turn;
  readonly findings: readonly Finding[];
}

function GptTurn({ trajectory, turn, step, rule, findings }: GptTurnProps): ReactNode {
  const { isThinkShown } = useReplayView();
  const firstCall = turn.blocks.findIndex((block) => block.kind === 'tool_call');
  return turn.blocks.map((block, index) => {
    switch (block.kind) {
      case 'think':
        return isThinkShown ? (
          <ThinkRow key={block.start} turn={turn} block={block} index={index} />
        ) : undefined;
      case 'text':
        return (
          <TextRow
            key={block.start}
            turn={turn}
            block={block}
            index={index}
            kind={step.calls.length === 0 ? 'Answer' : 'Text'}
          />
        );
      case 'unparsed':
        return <UnparsedRow key={block.start} turn={turn} block={block} index={index} />;
      case 'tool_call':
        // parallel calls stand side by side, where the first of them stands
        return index === firstCall ? (
          <CallsRow key="calls" trajectory={trajectory} step={step} rule={rule} findings={findings} />
        ) : undefined;
      case 'tool_response':
        return undefined;
    }
    return undefined;
  });
}

function CallsRow({ trajectory, step, rule, findings }: Omit<GptTurnProps, 'turn'>): ReactNode {
  const { calls } = step;
  const isParallel = calls.length > 1;
  return (
    <MarginRow
      kind="Call"
      name={isParallel ? `${calls.length} calls, parallel` : 'Call'}
      word={isParallel ? `${calls.length} calls` : 'Call'}
      note={isParallel ? 'parallel' : undefined}
    >
      <div className={classes['calls']} data-parallel={isParallel}>
        {calls.map((call, index) => (
          <FoldableCall
            key={call.ref.block}
            trajectory={trajectory}
            call={call}
            place={isParallel ? `${index + 1} of ${calls.length}` : undefined}
            rule={rule}
            findings={findings}
          />
        ))}
      </div>
    </MarginRow>
  );
}

/** What follows the gpt turn and is not shown with its calls: unmatched responses, stray text, user turns. */
function LaterTurn({
  trajectory,
  turn,
  step,
  rule,
}: {
  trajectory: Trajectory;
  turn: Turn;
  step: Step;
  rule: OutcomeRule;
}): ReactNode {
  if (turn.role === 'human') return <HumanRow turn={turn} />;
  if (turn.role === 'system') return <SystemRow turn={turn} toolCount={trajectory.tools.length} />;
  if (turn.role !== 'tool') return <OtherRow turn={turn} text={turn.value} />;
  return (
    <>
      {turn.blocks.map((block, index) =>
        block.kind === 'text' && turn.value.slice(block.start, block.end).trim() !== '' ? (
          <OtherRow
            key={block.start}
            turn={turn}
            index={index}
            text={turn.value.slice(block.bodyStart, block.bodyEnd)}
          />
        ) : undefined,
      )}
      {step.unmatchedResponses
        .filter((ref) => ref.turn === turn.index)
        .map((ref) => (
          <UnmatchedResponse key={ref.block} trajectory={trajectory} at={ref} rule={rule} />
        ))}
    </>
  );
}

export function UnmatchedResponse({
  trajectory,
  at,
  rule,
}: {
  trajectory: Trajectory;
  at: BlockRef;
  rule: OutcomeRule;
}): ReactNode {
  const block = responseBlock(trajectory, at);
  if (block === undefined) return undefined;
  return (
    <MarginRow kind="Response" note="without a call" blockId={`b-${at.turn}-${at.block}`}>
      <div className={classes['unmatched']}>
        <ResponseView
          trajectory={trajectory}
          at={at}
          name={block.name ?? 'unknown'}
          block={block}
          isFailed={isFailed(trajectory, at, rule)}
          rule={rule}
        />
      </div>
    </MarginRow>
  );
}
