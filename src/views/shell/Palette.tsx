/** The command palette: every key of the table, pages, rules, sources. Loaded when first asked for. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import type { ReactNode } from 'react';
import { KEY_TABLE } from '../../state/keyTable';
import { useGo, usePlace } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { NO_FILTER, OUTCOME_RULES, SORT_KEYS } from '../../trace';
import { SORT_NAMES } from '../facets/words';
import { listParams } from '../list/placeOfRow';
import { useCachedIndexes } from '../../client/useCache';
import { formatBytes } from '../../lib/text';
import { useOpen } from './useOpen';

interface PaletteProps {
  readonly onOpenSource: () => void;
  readonly onOpenShortcuts: () => void;
}

/** A key of the table is a command: pressing it is what the palette does too. */
function press(keys: string): void {
  for (const key of keys.split(' ')) {
    window.dispatchEvent(
      new KeyboardEvent('keydown', { key: key === 'Space' ? ' ' : key, bubbles: true, cancelable: true }),
    );
  }
}

function action(label: string, onClick: () => void, hint?: string): SpotlightActionData {
  return { id: label, label, onClick, ...(hint === undefined ? {} : { rightSection: <kbd>{hint}</kbd> }) };
}

export function Palette({ onOpenSource, onOpenShortcuts }: PaletteProps): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { openDemo } = useOpen();
  const { byteLength = 0, clear } = useCachedIndexes();
  const { setProvenanceOpen } = useWorkspace();
  const { setColorScheme } = useMantineColorScheme();
  const otherScheme = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const params = listParams(place.params);
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: [
        action('Browse', () => go({ page: 'browse', address: undefined, params })),
        action('Insights', () => go({ page: 'insights', address: undefined, params })),
        action('Needs attention', () =>
          go({
            page: 'browse',
            address: undefined,
            params: { ...params, sort: { key: 'attention', direction: 'desc' } },
          }),
        ),
        action('Open demo', openDemo),
        action('Open files or a URL…', onOpenSource),
      ],
    },
    {
      group: 'List',
      actions: [
        action('How was this list made?', () => {
          go({ page: 'browse', address: undefined, params });
          setProvenanceOpen(true);
        }),
        action('Clear all filters', () => {
          const { hits: _hits, ...rest } = place.params;
          go({ ...place, params: { ...rest, filter: NO_FILTER } });
        }),
        ...SORT_KEYS.map((key) =>
          action(`Sort by ${SORT_NAMES[key]}`, () =>
            go({
              page: 'browse',
              address: undefined,
              params: { ...params, sort: { key, direction: 'desc' } },
            }),
          ),
        ),
      ],
    },
    {
      group: 'Outcome rule',
      actions: OUTCOME_RULES.map((rule) =>
        action(`Judge by ${rule}`, () => go({ ...place, params: { ...place.params, rule } })),
      ),
    },
    {
      group: 'View',
      actions: [
        action(`Switch to ${otherScheme} colours`, () => setColorScheme(otherScheme)),
        action('Keyboard shortcuts', onOpenShortcuts, '?'),
        ...(byteLength > 0
          ? [action(`Clear cached indexes (${formatBytes(byteLength)})`, () => void clear())]
          : []),
      ],
    },
  ];
  if (place.page === 't') {
    const replay = KEY_TABLE.filter(({ where }) => where === 'replay');
    groups.unshift({
      group: 'Replay',
      actions: replay.map(({ keys, label }) => action(label, () => setTimeout(press, 0, keys[0]), keys[0])),
    });
  }
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound="No command of that name"
      highlightQuery
      scrollable
      maxHeight={420}
      zIndex={300}
      transitionProps={{ duration: 0 }}
      searchProps={{ placeholder: 'Go to or run', 'aria-label': 'Command' }}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
    />
  );
}
