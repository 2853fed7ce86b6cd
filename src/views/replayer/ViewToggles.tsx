import {
  ChevronsDownUp,
  ChevronsUpDown,
  CodeXml,
  MessageSquareOff,
  MessageSquareText,
  RectangleHorizontal,
} from 'lucide-react';
import { memo, Suspense, type ReactNode } from 'react';
import { keyOf } from '../../state/keyTable';
import { useReplayView } from '../../state/replayView';
import { useWorkspace } from '../../state/workspace';
import { IconButton } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import classes from './ViewToggles.module.css';

const FoldMenu = lazyPart(async () => (await import('./FoldMenu')).FoldMenu);

/** How all steps are drawn: with think or without, as recorded or rendered, folded or open. */
export const ViewToggles = memo(function ViewToggles({
  size = 'bar',
}: {
  size?: 'bar' | 'touch';
}): ReactNode {
  const { isThinkShown, isRaw, fold, toggleThink, toggleRaw, toggleFold } = useReplayView();
  const { isFocused, toggleFocused } = useWorkspace();
  const isFolded = fold === 'folded';
  return (
    <span className={classes['toggles']} role="group" aria-label="View">
      <IconButton
        size={size}
        variant="quiet"
        label="Think"
        hint={keyOf('toggleThink')}
        isPressed={isThinkShown}
        onClick={toggleThink}
      >
        {isThinkShown ? (
          <MessageSquareText size={16} aria-hidden />
        ) : (
          <MessageSquareOff size={16} aria-hidden />
        )}
      </IconButton>
      <IconButton
        size={size}
        variant="quiet"
        label="Raw"
        hint={keyOf('toggleRaw')}
        isPressed={isRaw}
        onClick={toggleRaw}
      >
        <CodeXml size={16} aria-hidden />
      </IconButton>
      <IconButton
        size={size}
        variant="quiet"
        label="Fold all"
        hint={keyOf('toggleFold')}
        isPressed={isFolded}
        onClick={toggleFold}
      >
        {isFolded ? <ChevronsUpDown size={16} aria-hidden /> : <ChevronsDownUp size={16} aria-hidden />}
      </IconButton>
      <Suspense fallback={undefined}>
        <FoldMenu size={size} />
      </Suspense>
      <IconButton
        size={size}
        variant="quiet"
        label="One step at a time"
        hint={keyOf('toggleFocus')}
        isPressed={isFocused}
        onClick={toggleFocused}
      >
        <RectangleHorizontal size={16} aria-hidden />
      </IconButton>
    </span>
  );
});
