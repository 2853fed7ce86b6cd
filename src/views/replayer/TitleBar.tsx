import { ChevronLeft, Link2, Search } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { keyOf } from '../../state/keyTable';
import type { Step } from '../../trace';
import type { OpenedTrajectory } from '../../client/types';
import { IconButton } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import { lazyPart } from '../../ui/lazyPart';
import type { Beside } from './CopyMenu';
import classes from './TitleBar.module.css';
import { spellHidden } from '../../ui/content/hidden';

/** With the forms it copies in; they come behind the steps. */
const CopyMenu = lazyPart(async () => (await import('./CopyMenu')).CopyMenu);

interface TitleBarProps {
  readonly opened: OpenedTrajectory;
  readonly step: Step | undefined;
  readonly isPhone: boolean;
  /** Where the list is, when nothing else on the screen leads to it. */
  readonly backHref: string | undefined;
  readonly beside: Beside | undefined;
  readonly isFinding: boolean;
  readonly onFind: () => void;
  readonly onCopyPermalink: () => void;
  /** At the end of the bar. */
  readonly aside: ReactNode;
}

/** Which run this is, and what can be done with it as a whole. */
export function TitleBar(props: TitleBarProps): ReactNode {
  const { opened, step, isPhone, backHref, isFinding, onFind, onCopyPermalink, aside } = props;
  const { trajectory } = opened;
  const size = isPhone ? 'touch' : 'bar';
  return (
    <div className={classes['title']}>
      {backHref !== undefined && (
        <a className={classes['back']} href={backHref} aria-label="Back to the list">
          <ChevronLeft size={20} aria-hidden />
        </a>
      )}
      <h1 className={classes['task']} title={spellHidden(trajectory.task)}>
        <SafeText text={trajectory.task === '' ? 'No task' : trajectory.task} />
      </h1>
      <span className={classes['facts']}>
        <SafeText text={[trajectory.category, opened.config].filter((fact) => fact !== '').join(' · ')} />
      </span>
      <code className={classes['id']} title={spellHidden(opened.address)}>
        <SafeText text={opened.address.slice(0, 8)} />
      </code>
      <span className={classes['actions']}>
        <IconButton
          size={size}
          variant="quiet"
          label="Find in trajectory"
          hint={keyOf('find')}
          isPressed={isFinding}
          onClick={onFind}
        >
          <Search size={16} aria-hidden />
        </IconButton>
        <IconButton
          size={size}
          variant="quiet"
          label="Copy permalink"
          hint={keyOf('copyPermalink')}
          onClick={onCopyPermalink}
        >
          <Link2 size={16} aria-hidden />
        </IconButton>
        <Suspense fallback={undefined}>
          <CopyMenu
            size={size}
            trajectory={trajectory}
            step={step}
            beside={props.beside}
            onCopyPermalink={onCopyPermalink}
          />
        </Suspense>
        {aside}
      </span>
    </div>
  );
}
