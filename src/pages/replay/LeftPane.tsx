import { ChevronDown, ChevronUp } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { keyOf } from '../../state/keyTable';
import { useWorkspace, type LeftTab } from '../../state/workspace';
import { IconButton } from '../../ui/Button';
import { Tabs } from '../../ui/Tabs';
import { lazyPart } from '../../ui/lazyPart';
import { useIsRoomy } from '../../ui/useScreenSize';
import { LEAST_PANE_PX, MOST_PANE_PX, usePaneWidth } from './paneWidth';
import classes from './ReplayPage.module.css';

const PaneDivider = lazyPart(async () => (await import('../../ui/PaneDivider')).PaneDivider);

interface LeftPaneProps {
  readonly list: ReactNode;
  /** Missing until a trajectory is open. */
  readonly outline: ReactNode;
  /** Where the open trajectory stands in the list, from 0. */
  readonly position: number | undefined;
  readonly shown: number;
  /** Missing at the ends. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}

const TABS: readonly { key: LeftTab; title: string }[] = [
  { key: 'list', title: 'List' },
  { key: 'outline', title: 'Outline' },
];

/** Beside the replayer: the list it was opened from, or the outline of the run. */
export function LeftPane(props: LeftPaneProps): ReactNode {
  const { leftTab, setLeftTab } = useWorkspace();
  const { width, setWidth } = usePaneWidth('left', useIsRoomy() ? 264 : 232);
  const { position, shown, onPrevious, onNext } = props;
  return (
    <aside className={classes['left']} aria-label="List and outline" style={{ width }}>
      <Suspense fallback={undefined}>
        <PaneDivider
          label="Width of the left pane"
          edge="right"
          width={width}
          least={LEAST_PANE_PX}
          most={MOST_PANE_PX}
          onWidth={setWidth}
        />
      </Suspense>
      <Tabs
        label="Left pane"
        tabs={TABS}
        selected={leftTab}
        onSelect={setLeftTab}
        aside={
          <span className={classes['place']}>
            {position !== undefined && `${formatCount(position + 1)} of ${formatCount(shown)}`}
            <IconButton
              size="small"
              variant="quiet"
              label="Previous trajectory"
              hint={keyOf('previousTrajectory')}
              disabled={onPrevious === undefined}
              onClick={onPrevious}
            >
              <ChevronUp size={16} aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              variant="quiet"
              label="Next trajectory"
              hint={keyOf('nextTrajectory')}
              disabled={onNext === undefined}
              onClick={onNext}
            >
              <ChevronDown size={16} aria-hidden />
            </IconButton>
          </span>
        }
      >
        {leftTab === 'list' ? props.list : props.outline}
      </Tabs>
    </aside>
  );
}
