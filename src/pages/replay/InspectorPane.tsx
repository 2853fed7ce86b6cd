import { PanelRight, X } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, type ReactNode } from 'react';
import { IconButton } from '../../ui/Button';
import { LazyInspector } from '../../views/inspector/LazyInspector';
import type { InspectorProps } from '../../views/inspector/Inspector';
import { lazyPart } from '../../ui/lazyPart';
import { LEAST_PANE_PX, MOST_PANE_PX, usePaneWidth } from './paneWidth';
import classes from './ReplayPage.module.css';

const PaneDivider = lazyPart(async () => (await import('../../ui/PaneDivider')).PaneDivider);

/** A pane where there is room for three, a drawer over the steps below that. */
export function InspectorPane({
  isDrawer,
  onClose,
  ...inspector
}: InspectorProps & { readonly isDrawer: boolean; readonly onClose: () => void }): ReactNode {
  const { width, setWidth } = usePaneWidth('inspector', 280);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    if (!isDrawer) return undefined;
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isDrawer]);
  return (
    <aside
      className={classes['right']}
      aria-label="Inspector"
      data-drawer={isDrawer}
      style={isDrawer ? undefined : { width }}
    >
      {!isDrawer && (
        <Suspense fallback={undefined}>
          <PaneDivider
            label="Width of the inspector"
            edge="left"
            width={width}
            least={LEAST_PANE_PX}
            most={MOST_PANE_PX}
            onWidth={setWidth}
          />
        </Suspense>
      )}
      <LazyInspector
        {...inspector}
        aside={
          isDrawer && (
            <span className={classes['place']}>
              <IconButton size="small" variant="quiet" label="Close inspector" onClick={onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            </span>
          )
        }
      />
    </aside>
  );
}

export function InspectorToggle({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }): ReactNode {
  return (
    <IconButton variant="quiet" label="Inspector" isPressed={isOpen} onClick={onToggle}>
      <PanelRight size={16} aria-hidden />
    </IconButton>
  );
}
