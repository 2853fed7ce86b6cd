import { Check, CircleX, Diamond, ListTree, SquareCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding, OutcomeRule, Step } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { Tag } from '../../ui/Tag';
import { ToolIcon } from '../tools/toolIcons';
import { findingTitle, toolCounts } from './runFacts';

/** A step in tags: tools, outcome, findings. Icon + word + colour, always. */
export function StepTags({
  step,
  rule,
  findings,
}: {
  step: Step;
  rule: OutcomeRule;
  findings: readonly Finding[];
}): ReactNode {
  const failed = step.failures[rule];
  const tools = toolCounts(step);
  const kinds = [...new Set(findings.map((finding) => finding.kind))];
  return (
    <>
      {tools.map(([name, count]) => (
        <Tag
          key={name}
          tone="call"
          icon={count > 1 ? <ListTree size={12} aria-hidden /> : <ToolIcon name={name} size={12} />}
        >
          <SafeText text={count > 1 ? `${name} ×${count}` : name} />
        </Tag>
      ))}
      {tools.length === 0 && (
        <Tag tone="answer" icon={<SquareCheck size={12} aria-hidden />}>
          answer
        </Tag>
      )}
      {failed > 0 ? (
        <Tag tone="failed" icon={<CircleX size={12} aria-hidden />}>
          {failureWords(step, rule)}
        </Tag>
      ) : (
        step.calls.some((call) => call.response !== undefined) && (
          <Tag tone="ok" icon={<Check size={12} aria-hidden />}>
            ok
          </Tag>
        )
      )}
      {kinds.map((kind) => (
        <Tag key={kind} tone="finding" icon={<Diamond size={12} aria-hidden />}>
          {findingTitle(kind)}
        </Tag>
      ))}
    </>
  );
}

function failureWords(step: Step, rule: OutcomeRule): string {
  if (rule === 'tutorial') return 'turn flagged';
  const failed = step.failures[rule];
  const responses =
    step.calls.filter((call) => call.response !== undefined).length + step.unmatchedResponses.length;
  return responses > 1 ? `${failed} of ${responses} failed` : 'failed';
}
