import {
  AlertTriangle,
  ArrowLeft,
  ArrowRight,
  MessageSquareText,
  SlidersHorizontal,
  SquareCheck,
  TextQuote,
  User,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { ShowWhole } from '../../ui/ShowWhole';
import { useBlockProps, useIsRevealed } from './blockMark';
import classes from './MarginRow.module.css';
import { SafeText } from '../../ui/content/SafeText';
import { spellHidden } from '../../ui/content/hidden';

export type MarginRole =
  | 'System'
  | 'User'
  | 'Summary'
  | 'Think'
  | 'Text'
  | 'Answer'
  | 'Call'
  | 'Response'
  | 'Unparsed';

const ICONS: Readonly<Record<MarginRole, LucideIcon>> = {
  System: SlidersHorizontal,
  User,
  Summary: TextQuote,
  Think: MessageSquareText,
  Text: TextQuote,
  Answer: SquareCheck,
  Call: ArrowRight,
  Response: ArrowLeft,
  Unparsed: AlertTriangle,
};

interface MarginRowProps {
  readonly kind: MarginRole;
  /** Accessible name of the group; the role word when missing. */
  readonly name?: string | undefined;
  /** Printed instead of the role word, e.g. `2 calls`. */
  readonly word?: string | undefined;
  readonly note?: string | undefined;
  readonly blockId?: string | undefined;
  readonly children: ReactNode;
}

/** Role word and icon in the margin, content beside it: all roles start on one line. */
export function MarginRow({ kind, name, word, note, blockId, children }: MarginRowProps): ReactNode {
  const Icon = ICONS[kind];
  const isRevealed = useIsRevealed(blockId);
  const block = useBlockProps(blockId);
  return (
    <div
      className={classes['row']}
      data-kind={kind}
      role="group"
      aria-label={spellHidden(name ?? kind)}
      {...block}
    >
      <div className={classes['margin']}>
        <span className={classes['word']} data-pick={blockId === undefined ? undefined : true}>
          {word ?? kind}
          <Icon size={14} aria-hidden />
        </span>
        {note !== undefined && (
          <span className={classes['note']}>
            <SafeText text={note} />
          </span>
        )}
      </div>
      <div className={classes['content']}>
        {isRevealed ? <ShowWhole value>{children}</ShowWhole> : children}
      </div>
    </div>
  );
}
