import { memo, type ReactNode } from 'react';
import type { OutcomeRule, Trajectory, Turn } from '../../trace';
import { HumanRow, OtherRow, SystemRow } from './TurnBlocks';
import { UnmatchedResponse } from './StepView';
import classes from './Preamble.module.css';

/** The turns before the first gpt turn, shown with step 1. */
export const Preamble = memo(function Preamble({
  trajectory,
  rule,
}: {
  trajectory: Trajectory;
  rule: OutcomeRule;
}): ReactNode {
  const turns = trajectory.preamble
    .map((index) => trajectory.turns[index])
    .filter((turn) => turn !== undefined);
  return (
    <section aria-label="Preamble" className={classes['preamble']}>
      {turns.length === 0 && trajectory.turns.length === 0 && (
        <p className={classes['empty']}>This trajectory has no turns.</p>
      )}
      {turns.map((turn) => (
        <PreambleTurn key={turn.index} turn={turn} trajectory={trajectory} rule={rule} />
      ))}
    </section>
  );
});

function PreambleTurn({
  turn,
  trajectory,
  rule,
}: {
  turn: Turn;
  trajectory: Trajectory;
  rule: OutcomeRule;
}): ReactNode {
  if (turn.role === 'system') return <SystemRow turn={turn} toolCount={trajectory.tools.length} />;
  if (turn.role === 'human') return <HumanRow turn={turn} />;
  if (turn.role !== 'tool') return <OtherRow turn={turn} text={turn.value} />;
  return turn.blocks.map((block, index) =>
    block.kind === 'tool_response' ? (
      <UnmatchedResponse
        key={block.start}
        trajectory={trajectory}
        at={{ turn: turn.index, block: index }}
        rule={rule}
      />
    ) : (
      <OtherRow
        key={block.start}
        turn={turn}
        index={index}
        text={turn.value.slice(block.bodyStart, block.bodyEnd)}
      />
    ),
  );
}
