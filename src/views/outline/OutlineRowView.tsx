import { CircleX, Diamond, ListChecks, SquareCheck, TextQuote, User } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Step, Trajectory } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { summarizeArguments } from '../tools/summary';
import { ToolIcon } from '../tools/toolIcons';
import { textOf, type OutlineRow, type StepRow } from './buildOutline';
import classes from './Outline.module.css';
import { spellHidden } from '../../ui/content/hidden';

/** `terminal ×2`, or several names. */
function toolsOf(step: Step): string {
  const counts = new Map<string, number>();
  for (const { name } of step.calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}

function summaryOf(trajectory: Trajectory, { step }: StepRow): string {
  const [call] = step.calls;
  if (call === undefined) {
    const gpt = trajectory.turns[step.turn];
    const text = gpt?.blocks.find((block) => block.kind === 'text');
    return gpt === undefined || text === undefined
      ? ''
      : gpt.value
          .slice(text.bodyStart, text.bodyStart + 200)
          .replace(/\s+/g, ' ')
          .trim();
  }
  const block = trajectory.turns[call.ref.turn]?.blocks[call.ref.block];
  return block?.kind === 'tool_call' ? summarizeArguments(block.name, block.arguments) : '';
}

/** What a screen reader hears of a row. */
export function outlineRowName(trajectory: Trajectory, row: OutlineRow): string {
  if (row.kind === 'prompt') {
    const word = row.turn.note === 'summary' ? 'Summary' : 'Prompt';
    return spellHidden(`${word}: ${textOf(row.turn).slice(0, 120)}`);
  }
  const plan = row.plan === undefined ? '' : `plan: ${row.plan}`;
  const marks = [plan, row.hasFailure ? 'failed' : '', row.hasFinding ? 'finding' : ''];
  const what = row.step.calls.length > 0 ? toolsOf(row.step) : row.isAnswer ? 'Answer' : 'Text';
  const name = [`Step ${row.step.number}: ${what} ${summaryOf(trajectory, row).slice(0, 80)}`, ...marks];
  return spellHidden(name.filter((part) => part !== '').join(', '));
}

export function OutlineRowView({ trajectory, row }: { trajectory: Trajectory; row: OutlineRow }): ReactNode {
  if (row.kind === 'prompt') {
    const Icon = row.turn.note === 'summary' ? TextQuote : User;
    return (
      <span className={classes['prompt']} title={spellHidden(textOf(row.turn))}>
        <Icon size={14} aria-hidden />
        <span className={classes['text']}>
          <SafeText text={textOf(row.turn)} />
        </span>
      </span>
    );
  }
  const { step, isAnswer } = row;
  const [call] = step.calls;
  // a step that only changed the plan says what it changed
  const isPlanOnly = row.plan !== undefined && step.calls.length === 1;
  const summary = isPlanOnly ? '' : summaryOf(trajectory, row);
  return (
    <span
      className={classes['row']}
      title={spellHidden([summary, row.plan].filter((part) => part !== undefined && part !== '').join(' · '))}
    >
      <span className={classes['number']}>{step.number}</span>
      <span className={classes['icon']} data-answer={isAnswer}>
        {call !== undefined ? (
          <ToolIcon name={call.name} />
        ) : isAnswer ? (
          <SquareCheck size={14} aria-hidden />
        ) : (
          <TextQuote size={14} aria-hidden />
        )}
      </span>
      <span className={classes['text']}>
        <strong>
          <SafeText text={call !== undefined ? toolsOf(step) : isAnswer ? 'Answer' : 'Text'} />
        </strong>{' '}
        {row.plan !== undefined && (
          <span className={classes['plan']}>
            {!isPlanOnly && <ListChecks size={12} aria-hidden />}
            {row.plan}{' '}
          </span>
        )}
        <SafeText text={summary} />
      </span>
      <span className={classes['marks']}>
        {row.hasFinding && <Diamond size={12} aria-hidden data-tone="finding" />}
        {row.hasFailure && <CircleX size={12} aria-hidden data-tone="failed" />}
      </span>
    </span>
  );
}
