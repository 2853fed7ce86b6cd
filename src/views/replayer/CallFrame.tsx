import { Diamond } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding, OutcomeRule, StepCall, Trajectory } from '../../trace';
import { CutText } from '../../ui/CutText';
import { Tag } from '../../ui/Tag';
import { CallBody } from '../tools/CallBody';
import { ToolIcon } from '../tools/toolIcons';
import classes from './CallFrame.module.css';
import { callBlock, isFailed, responseBlock } from './runFacts';
import { ResponseView } from './ResponseView';

interface CallFrameProps {
  readonly trajectory: Trajectory;
  readonly call: StepCall;
  /** `1 of 2` for parallel calls. */
  readonly place: string | undefined;
  readonly rule: OutcomeRule;
  readonly findings: readonly Finding[];
}

/** Machine text in a frame: a call, what it asked, what came back. */
export function CallFrame({ trajectory, call, place, rule, findings }: CallFrameProps): ReactNode {
  const block = callBlock(trajectory, call.ref);
  const response = responseBlock(trajectory, call.response);
  const failed = call.response !== undefined && isFailed(trajectory, call.response, rule);
  const value = trajectory.turns[call.ref.turn]?.value ?? '';
  if (block === undefined) return undefined;
  const flags = findings.filter(
    ({ turn, start }) =>
      turn === call.ref.turn && start !== undefined && start >= block.start && start < block.end,
  );
  return (
    <div className={classes['frame']} data-failed={failed} id={`b-${call.ref.turn}-${call.ref.block}`}>
      <div role="group" aria-label={`Tool call: ${call.name}`}>
        <div className={classes['head']}>
          <span className={classes['icon']}>
            <ToolIcon name={call.name} />
          </span>
          <span className={classes['name']}>{call.name}</span>
          {block.suggestedName !== undefined && (
            <span className={classes['aside']}>perhaps {block.suggestedName}</span>
          )}
          {place !== undefined && <span className={classes['aside']}>{place}</span>}
          {flags.map((finding) => (
            <Tag
              key={`${finding.kind}${finding.start}`}
              tone="finding"
              icon={<Diamond size={12} aria-hidden />}
            >
              {finding.kind.replaceAll('_', ' ')}
            </Tag>
          ))}
        </div>
        <div className={classes['body']}>
          {block.status === 'malformed' ? (
            <CutText
              isMono
              text={value.slice(block.bodyStart, block.bodyEnd)}
              cut={{ maxLines: 12, maxChars: 4000, keep: 'first' }}
            />
          ) : (
            <CallBody name={call.name} args={block.arguments} />
          )}
        </div>
      </div>
      {response === undefined ? (
        <p className={classes['missing']}>No response was recorded for this call.</p>
      ) : (
        <ResponseView
          name={call.name}
          block={response}
          isFailed={failed}
          rule={rule}
          value={trajectory.turns[call.response?.turn ?? -1]?.value ?? ''}
        />
      )}
    </div>
  );
}
