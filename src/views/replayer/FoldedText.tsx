import { use, useState, type ReactNode } from 'react';
import { useReplayView, type FoldKind } from '../../state/replayView';
import { useWorkspace } from '../../state/workspace';
import { ShowWhole } from '../../ui/ShowWhole';
import classes from './FoldedText.module.css';
import { FoldLine } from './FoldLine';

interface FoldedTextProps {
  /** One line of what is inside. */
  readonly preview: string;
  /** Its size, e.g. `142 words`. */
  readonly size: string;
  readonly kind: FoldKind;
  readonly startsOpen: boolean;
  readonly children: ReactNode;
}

/** A block that can be folded to one line with its size; its parts are made only when open. */
export function FoldedText({ kind, preview, size, startsOpen, children }: FoldedTextProps): ReactNode {
  const { fold, foldRound } = useReplayView();
  const isKindFolded = useWorkspace(({ foldedKinds }) => foldedKinds.includes(kind));
  const isNeeded = use(ShowWhole);
  const [own, setOwn] = useState<{ readonly round: number; readonly isOpen: boolean }>();
  const isOpenByAll = fold === 'default' ? startsOpen && !isKindFolded : fold === 'open';
  const isOpen = isNeeded || (own?.round === foldRound ? own.isOpen : isOpenByAll);
  if (isOpen && startsOpen && own?.round !== foldRound) return children;
  return (
    <div>
      <FoldLine
        preview={preview}
        size={size}
        isOpen={isOpen}
        onToggle={() => setOwn({ round: foldRound, isOpen: !isOpen })}
      />
      {isOpen && <div className={classes['open']}>{children}</div>}
    </div>
  );
}
