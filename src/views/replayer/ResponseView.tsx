import { ArrowLeft, Check, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../lib/text';
import type { OutcomeRule, ToolResponseBlock } from '../../trace';
import { Tag } from '../../ui/Tag';
import { ResponseBody } from '../tools/ResponseBody';
import classes from './ResponseView.module.css';

interface ResponseViewProps {
  readonly name: string;
  readonly block: ToolResponseBlock;
  readonly isFailed: boolean;
  readonly rule: OutcomeRule;
  /** The tool turn's value. */
  readonly value: string;
}

/** What came back, with its own line: outcome, the place that decided, size. */
export function ResponseView({ name, block, isFailed, rule, value }: ResponseViewProps): ReactNode {
  const outcome = rule === 'tutorial' ? undefined : block.outcome[rule];
  const span = outcome?.span;
  return (
    <div role="group" aria-label={`Tool response: ${name}`} className={classes['response']}>
      <div className={classes['line']}>
        <ArrowLeft size={14} aria-hidden />
        <span className={classes['word']}>Response</span>
        {isFailed ? (
          <Tag tone="failed" icon={<CircleX size={12} aria-hidden />}>
            failed
          </Tag>
        ) : (
          <Tag tone="ok" icon={<Check size={12} aria-hidden />}>
            ok
          </Tag>
        )}
        {span !== undefined && (
          <code className={classes['fired']} data-failed={isFailed} title={outcome?.detail}>
            {outcome?.field} <mark>{value.slice(span.start, Math.min(span.end, span.start + 120))}</mark>
          </code>
        )}
        {rule === 'tutorial' && isFailed && (
          <span className={classes['aside']}>the whole turn is flagged</span>
        )}
        <span className={classes['size']}>{formatBytes(block.bodyEnd - block.bodyStart)}</span>
      </div>
      <ResponseBody content={block.content} isFailed={isFailed} />
    </div>
  );
}
