import { ArrowLeft, Check, CircleX } from 'lucide-react';
import { use, type ReactNode } from 'react';
import { formatBytes } from '../../lib/text';
import {
  bodyChars,
  type BlockRef,
  type JsonValue,
  type OutcomeRule,
  type ToolResponseBlock,
  type Trajectory,
} from '../../trace';
import { CutText } from '../../ui/CutText';
import { SafeText } from '../../ui/content/SafeText';
import { IsPart } from '../../ui/ShowWhole';
import { ResponseBody } from '../tools/ResponseBody';
import { SAID_CHARS } from '../tools/values';
import { useBlockProps } from './blockMark';
import { FoldedText } from './FoldedText';
import { OmittedText } from './OmittedText';
import { RawMode } from './rawMode';
import classes from './ResponseView.module.css';
import { WhyTag } from './WhyTag';
import { spellHidden } from '../../ui/content/hidden';

interface ResponseViewProps {
  readonly trajectory: Trajectory;
  /** Of its element, where nothing around it carries it. */
  readonly id?: string | undefined;
  readonly at: BlockRef;
  readonly name: string;
  readonly block: ToolResponseBlock;
  readonly isFailed: boolean;
  readonly rule: OutcomeRule;
  /** The arguments of the call it answers. */
  readonly args?: JsonValue | undefined;
  /** What the same tool answered before. */
  readonly previous?: JsonValue | undefined;
  /** Turned over by its frame; without a frame all blocks are turned over together. */
  readonly isRaw?: boolean | undefined;
}

/** A long deciding text stands below in full: here its beginning is enough. */
function firedText(text: string): string {
  return text.length <= SAID_CHARS + 2 ? text : `${text.slice(0, 48)}…`;
}

const RAW_CUT = { maxLines: 20, maxChars: 4000, keep: 'first' } as const;

/** What came back, with its own line: outcome, the place that decided, size. */
export function ResponseView(props: ResponseViewProps): ReactNode {
  const { trajectory, at, name, block, isFailed, rule, args, previous } = props;
  const value = trajectory.turns[at.turn]?.value ?? '';
  const isAllRaw = use(RawMode);
  const own = useBlockProps(props.id);
  const isRaw = props.isRaw ?? isAllRaw;
  const outcome = rule === 'tutorial' ? undefined : block.outcome[rule];
  const span = outcome?.span;
  const why = { kind: 'outcome', trajectory, rule, of: { at, tool: name } } as const;
  return (
    <div
      role="group"
      aria-label={spellHidden(`Tool response: ${name}`)}
      className={classes['response']}
      {...own}
    >
      <div className={classes['line']}>
        <ArrowLeft size={14} aria-hidden />
        <span className={classes['word']} data-pick>
          Response
        </span>
        {isFailed ? (
          <WhyTag tone="failed" icon={<CircleX size={12} aria-hidden />} of={why}>
            failed
          </WhyTag>
        ) : (
          <WhyTag tone="ok" icon={<Check size={12} aria-hidden />} of={why}>
            ok
          </WhyTag>
        )}
        {span !== undefined && (
          <code
            className={classes['fired']}
            data-failed={isFailed}
            title={spellHidden(outcome?.detail ?? '')}
          >
            {outcome?.field}{' '}
            <mark>
              <SafeText text={firedText(value.slice(span.start, span.end))} />
            </mark>
          </code>
        )}
        {rule === 'tutorial' && isFailed && (
          <span className={classes['aside']}>the whole turn is flagged</span>
        )}
        <span className={classes['size']}>{formatBytes(bodyChars(block))}</span>
      </div>
      <FoldedText
        kind="response"
        preview={value
          .slice(block.bodyStart, block.bodyStart + 300)
          .replace(/\s+/g, ' ')
          .trim()}
        size={formatBytes(bodyChars(block))}
        startsOpen
      >
        <IsPart value={block.omitted !== undefined}>
          {isRaw ? (
            <CutText isMono text={value.slice(block.start, block.end)} cut={RAW_CUT} />
          ) : (
            <ResponseBody
              name={name}
              args={args}
              content={block.content}
              isFailed={isFailed}
              previous={previous}
              shownField={span === undefined ? undefined : outcome?.field}
            />
          )}
        </IsPart>
        <OmittedText at={at} block={block} />
      </FoldedText>
    </div>
  );
}
