import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { ChevronDown, CircleHelp, Database, Moon, Search, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { keyOf } from '../../state/keyTable';
import { hashOf, useGo, type PageName, type Place } from '../../state/usePlace';
import { NO_PARAMS } from '../../state/url';
import { OUTCOME_RULES } from '../../trace';
import { Button, IconButton } from '../../ui/Button';
import { Logo } from './Logo';
import { nameOfSources } from './sourceNames';
import classes from './TopBar.module.css';

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
  const go = useGo();
  const open = (src: readonly string[]): void =>
    go({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule: place.params.rule } });
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button
          variant="quiet"
          className={classes['source'] ?? ''}
          aria-label={`Dataset: ${nameOfSources(sources)}`}
        >
          <Database size={14} aria-hidden />
          <span className={classes['sourceName']}>{nameOfSources(sources)}</span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => open([])}>Demo</Menu.Item>
        {recent.map((key) => (
          <Menu.Item key={key} onClick={() => open(key.split('\n'))}>
            {nameOfSources(key.split('\n'))}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onOpenSource}>Open files or a URL…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function RuleMenu({ place }: { place: Place }): ReactNode {
  const go = useGo();
  const { rule } = place.params;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="quiet" className={classes['rule'] ?? ''} aria-label={`Outcome rule: ${rule}`}>
          <span className={classes['label']}>Outcome rule</span>
          {rule}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {OUTCOME_RULES.map((each) => (
          <Menu.Item
            key={each}
            aria-current={each === rule ? 'true' : undefined}
            onClick={() => go({ ...place, params: { ...place.params, rule: each } })}
          >
            {each}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
