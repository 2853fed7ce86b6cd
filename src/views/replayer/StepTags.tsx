import { Check, CircleX, Diamond, ListTree, SquareCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding, OutcomeRule, Step, Trajectory } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { Tag } from '../../ui/Tag';
import { ToolIcon } from '../tools/toolIcons';
import { findingTitle, toolCounts } from './runFacts';
import { WhyTag } from './WhyTag';

/** A step in tags: tools, outcome, findings. Icon + word + colour, always. */
export function StepTags({
  trajectory,
  step,
  rule,
  findings,
  onSameTool,
}: {
  trajectory: Trajectory;
  step: Step;
  rule: OutcomeRule;
  findings: readonly Finding[];
  /** With it a tool's tag leads to the calls before and after. */
  onSameTool?: ((direction: 1 | -1, tool: string) => void) | undefined;
}): ReactNode {
  const failed = step.failures[rule];
  const tools = toolCounts(step);
  const outcome = { kind: 'outcome', trajectory, rule, of: step } as const;
  const kinds = [...new Set(findings.map((finding) => finding.kind))];
  return (
    <>
      {tools.map(([name, count]) => {
        const icon = count > 1 ? <ListTree size={12} aria-hidden /> : <ToolIcon name={name} size={12} />;
        const word = <SafeText text={count > 1 ? `${name} ×${count}` : name} />;
        return onSameTool === undefined ? (
          <Tag key={name} tone="call" icon={icon}>
            {word}
          </Tag>
        ) : (
          <WhyTag
            key={name}
            tone="call"
            icon={icon}
            of={{ kind: 'tool', trajectory, name, step: step.number, onSameTool }}
          >
            {word}
          </WhyTag>
        );
      })}
      {tools.length === 0 && (
        <Tag tone="answer" icon={<SquareCheck size={12} aria-hidden />}>
          answer
        </Tag>
      )}
      {failed > 0 ? (
        <WhyTag
          key={`failed${step.number}`}
          tone="failed"
          icon={<CircleX size={12} aria-hidden />}
          of={outcome}
        >
          {failureWords(step, rule)}
        </WhyTag>
      ) : (
        step.calls.some((call) => call.response !== undefined) && (
          <WhyTag key={`ok${step.number}`} tone="ok" icon={<Check size={12} aria-hidden />} of={outcome}>
            ok
          </WhyTag>
        )
      )}
      {kinds.map((kind) => (
        <WhyTag
          key={`${kind}${step.number}`}
          tone="finding"
          icon={<Diamond size={12} aria-hidden />}
          of={{ kind: 'findings', findings: findings.filter((finding) => finding.kind === kind) }}
        >
          {findingTitle(kind)}
        </WhyTag>
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
