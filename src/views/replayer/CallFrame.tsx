import { CodeXml, Diamond } from 'lucide-react';
import { Suspense, use, useMemo, useState, type ReactNode } from 'react';
import type { Finding, OutcomeRule, StepCall, Trajectory } from '../../trace';
import { IconButton } from '../../ui/Button';
import { CutText } from '../../ui/CutText';
import { SafeText } from '../../ui/content/SafeText';
import { lazyPart } from '../../ui/lazyPart';
import { CallBody } from '../tools/CallBody';
import { CallHeadline } from '../tools/CallHeadline';
import { ToolIcon } from '../tools/toolIcons';
import { blockId } from './blockWalk';
import { useBlockProps } from './blockMark';
import classes from './CallFrame.module.css';
import { OmittedText } from './OmittedText';
import { previousContent } from './previousContent';
import { RawMode } from './rawMode';
import { callBlock, findingTitle, isFailed, responseBlock } from './runFacts';
import { ResponseView } from './ResponseView';
import { WhyTag } from './WhyTag';
import { spellHidden } from '../../ui/content/hidden';

const MalformedCall = lazyPart(async () => (await import('../tools/MalformedCall')).MalformedCall);

interface CallFrameProps {
  readonly trajectory: Trajectory;
  readonly call: StepCall;
  /** `1 of 2` for parallel calls. */
  readonly place: string | undefined;
  readonly rule: OutcomeRule;
  readonly findings: readonly Finding[];
}

const RAW_CUT = { maxLines: 20, maxChars: 4000, keep: 'first' } as const;

/** Machine text in a frame: a call, what it asked, what came back. */
export function CallFrame({ trajectory, call, place, rule, findings }: CallFrameProps): ReactNode {
  const block = callBlock(trajectory, call.ref);
  const response = responseBlock(trajectory, call.response);
  const failed = call.response !== undefined && isFailed(trajectory, call.response, rule);
  const value = trajectory.turns[call.ref.turn]?.value ?? '';
  const [isTurned, setTurned] = useState(false);
  const isRaw = use(RawMode) !== isTurned;
  const previous = useMemo(
    () => previousContent(trajectory, call.name, call.ref),
    [trajectory, call.name, call.ref],
  );
  const frame = useBlockProps(blockId(call.ref));
  if (block === undefined) return undefined;
  const flags = findings.filter(
    ({ turn, start }) =>
      turn === call.ref.turn && start !== undefined && start >= block.start && start < block.end,
  );
  return (
    <div className={classes['frame']} data-failed={failed} {...frame}>
      <div role="group" aria-label={spellHidden(`Tool call: ${call.name}`)}>
        <div className={classes['head']}>
          <span className={classes['icon']}>
            <ToolIcon name={call.name} />
          </span>
          <span className={classes['name']} data-pick>
            <SafeText text={call.name} />
          </span>
          {place !== undefined && <span className={classes['aside']}>{place}</span>}
          {!isRaw && block.status === 'ok' && (
            <CallHeadline name={call.name} args={block.arguments} content={response?.content} />
          )}
          {block.suggestedName !== undefined && (
            <span className={classes['aside']}>
              perhaps <SafeText text={block.suggestedName} />
            </span>
          )}
          {flags.map((finding) => (
            <WhyTag
              key={`${finding.kind}${finding.start}`}
              tone="finding"
              icon={<Diamond size={12} aria-hidden />}
              of={{ kind: 'findings', findings: [finding] }}
            >
              {findingTitle(finding.kind)}
            </WhyTag>
          ))}
          <IconButton
            className={classes['raw'] ?? ''}
            size="small"
            variant="quiet"
            label="As recorded"
            isPressed={isRaw}
            onClick={() => setTurned(!isTurned)}
          >
            <CodeXml size={14} aria-hidden />
          </IconButton>
        </div>
        <div className={classes['body']}>
          {isRaw ? (
            <CutText isMono text={value.slice(block.start, block.end)} cut={RAW_CUT} />
          ) : block.status === 'malformed' ? (
            <Suspense
              fallback={<CutText isMono text={value.slice(block.bodyStart, block.bodyEnd)} cut={RAW_CUT} />}
            >
              <MalformedCall text={value.slice(block.bodyStart, block.bodyEnd)} />
            </Suspense>
          ) : (
            <CallBody name={call.name} args={block.arguments} content={response?.content} />
          )}
          <OmittedText at={call.ref} block={block} />
        </div>
      </div>
      {response === undefined || call.response === undefined ? (
        <p className={classes['missing']}>No response was recorded for this call.</p>
      ) : (
        <ResponseView
          trajectory={trajectory}
          id={blockId(call.response)}
          at={call.response}
          name={call.name}
          block={response}
          args={block.arguments}
          previous={previous}
          isRaw={isRaw}
          isFailed={failed}
          rule={rule}
        />
      )}
    </div>
  );
}
