import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { ChevronDown, CircleHelp, Database, Moon, Search, Sun } from 'lucide-react';
import { type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { keyOf } from '../../state/keyTable';
import { hashOf, type PageName, type Place } from '../../state/usePlace';
import { NO_PARAMS } from '../../state/url';
import { Button, IconButton } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import { Logo } from './Logo';
import { nameOfSources } from './sourceNames';
import classes from './TopBar.module.css';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

/** Menus are 10 KiB: their buttons stand there before them, and a press meanwhile opens the menu when it is there. */
const SourceChoice = lazyPart(async () => (await import('./TopMenus')).SourceChoice);
const RuleChoice = lazyPart(async () => (await import('./TopMenus')).RuleChoice);

export interface TopBarProps {
  readonly place: Place;
  readonly sources: readonly string[];
  readonly onOpenSource: () => void;
  readonly onOpenShortcuts: () => void;
  readonly onOpenPalette: () => void;
  readonly recent: readonly string[];
}

const TABS: readonly { page: PageName; label: string }[] = [
  { page: 'browse', label: 'Browse' },
  { page: 'insights', label: 'Insights' },
  { page: 'sql', label: 'SQL' },
];

export function TopBar(props: TopBarProps): ReactNode {
  const { place, onOpenPalette, onOpenShortcuts } = props;
  return (
    <header className={classes['bar']}>
      <a
        className={classes['brand']}
        aria-label="Retrace"
        href={hashOf({ page: 'browse', address: undefined, params: NO_PARAMS })}
      >
        <Logo />
        <span>Retrace</span>
      </a>
      <SourceMenu {...props} />
      <nav className={classes['tabs']} aria-label="Pages">
        {TABS.map(({ page, label }) => (
          <a
            key={page}
            href={hashOf({ page, address: undefined, params: tabParams(place) })}
            aria-current={isOn(place.page, page) ? 'page' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <span className={classes['space']} />
      <RuleMenu place={place} />
      <Button variant="quiet" onClick={onOpenPalette} className={classes['palette'] ?? ''}>
        <Search size={14} aria-hidden />
        <span className={classes['wide']}>Go to or run</span>
        <kbd className={classes['key']}>Ctrl K</kbd>
      </Button>
      <ThemeButton />
      <IconButton
        variant="quiet"
        label="Keyboard shortcuts"
        hint={keyOf('shortcuts')}
        onClick={onOpenShortcuts}
      >
        <CircleHelp size={16} aria-hidden />
      </IconButton>
    </header>
  );
}

/** A tab keeps source, filters, sort and rule; the trajectory's own pairs stay behind. */
function tabParams(place: Place): Place['params'] {
  const { src, filter, rule, sort } = place.params;
  return { ...NO_PARAMS, src, filter, rule, ...(sort === undefined ? {} : { sort }) };
}

function isOn(current: PageName, tab: PageName): boolean {
  return current === tab || (tab === 'browse' && current === 't');
}

function SourceMenu({ place, sources, recent, onOpenSource }: TopBarProps): ReactNode {
  const name = nameOfSources(sources);
  const [isWanted, setWanted] = useState(false);
  const button = (onClick?: () => void): ReactElement => (
    <Button
      variant="quiet"
      className={classes['source'] ?? ''}
      aria-label={`Dataset: ${spellHidden(name)}`}
      {...(onClick === undefined ? {} : { onClick })}
    >
      <Database size={14} aria-hidden />
      <span className={classes['sourceName']}>
        <SafeText text={name} />
      </span>
      <ChevronDown size={14} aria-hidden />
    </Button>
  );
  return (
    <Suspense fallback={button(() => setWanted(true))}>
      <SourceChoice
        place={place}
        recent={recent}
        onOpenSource={onOpenSource}
        target={button()}
        isOpenAtOnce={isWanted}
      />
    </Suspense>
  );
}

function RuleMenu({ place }: { place: Place }): ReactNode {
  const { rule } = place.params;
  const [isWanted, setWanted] = useState(false);
  const button = (onClick?: () => void): ReactElement => (
    <Button
      variant="quiet"
      className={classes['rule'] ?? ''}
      aria-label={`Outcome rule: ${rule}`}
      {...(onClick === undefined ? {} : { onClick })}
    >
      <span className={classes['label']}>Outcome rule</span>
      {rule}
      <ChevronDown size={14} aria-hidden />
    </Button>
  );
  return (
    <Suspense fallback={button(() => setWanted(true))}>
      <RuleChoice place={place} target={button()} isOpenAtOnce={isWanted} />
    </Suspense>
  );
}

function ThemeButton(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton variant="quiet" label={`Switch to ${other} colours`} onClick={() => setColorScheme(other)}>
      {scheme === 'dark' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
    </IconButton>
  );
}
