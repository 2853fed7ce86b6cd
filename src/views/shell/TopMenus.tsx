/** What the buttons of the top bar open. Loaded late. */
import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { NO_PARAMS } from '../../state/url';
import { useGo, type Place } from '../../state/usePlace';
import { OUTCOME_RULES } from '../../trace';
import { nameOfSources } from './sourceNames';
import { SafeText } from '../../ui/content/SafeText';

interface SourceChoiceProps {
  readonly place: Place;
  readonly recent: readonly string[];
  readonly onOpenSource: () => void;
  readonly target: ReactNode;
  /** It was pressed before this code was here. */
  readonly isOpenAtOnce: boolean;
}

export function SourceChoice({
  place,
  recent,
  onOpenSource,
  target,
  isOpenAtOnce,
}: SourceChoiceProps): ReactNode {
  const go = useGo();
  const open = (src: readonly string[]): void =>
    go({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule: place.params.rule } });
  return (
    <Menu defaultOpened={isOpenAtOnce} position="bottom-start" width={340}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => open([])}>Demo</Menu.Item>
        {recent.map((key) => (
          <Menu.Item key={key} onClick={() => open(key.split('\n'))}>
            <SafeText text={nameOfSources(key.split('\n'))} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onOpenSource}>Open files or a URL…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function RuleChoice({
  place,
  target,
  isOpenAtOnce,
}: {
  readonly place: Place;
  readonly target: ReactNode;
  /** It was pressed before this code was here. */
  readonly isOpenAtOnce: boolean;
}): ReactNode {
  const go = useGo();
  const { rule } = place.params;
  return (
    <Menu defaultOpened={isOpenAtOnce} position="bottom-end" width={220}>
      <Menu.Target>{target}</Menu.Target>
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
