import { Menu } from '@mantine/core';
import { Check, Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  DEFAULT_LIST_VIEW,
  DENSITIES,
  LIST_COLUMNS,
  type Density,
  type ListColumn,
} from '../../state/listView';
import { useWorkspace } from '../../state/workspace';
import { IconButton } from '../../ui/Button';
import { COLUMN_NAMES } from './columnWords';
import classes from './DownloadMenu.module.css';

const DENSITY_NAMES: Readonly<Record<Density, string>> = {
  compact: 'Compact rows',
  regular: 'Regular rows',
  tall: 'Tall rows, task on two lines',
};

const CHECK = <Check size={14} className={classes['check']} aria-hidden />;

/** Columns and density of the list. Columns that are chosen but do not fit say so. */
export function ViewMenu({ shown }: { shown: readonly ListColumn[] }): ReactNode {
  const { listView, setListView } = useWorkspace();
  const { columns, density } = listView;
  return (
    <Menu
      position="bottom-end"
      width={260}
      closeOnItemClick={false}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <IconButton variant="quiet" label="Columns and density">
          <Columns3 size={14} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes['note'] ?? ''}>Columns</Menu.Label>
        <Menu.CheckboxGroup
          value={[...columns]}
          onChange={(chosen) =>
            setListView({ ...listView, columns: LIST_COLUMNS.filter((column) => chosen.includes(column)) })
          }
        >
          {LIST_COLUMNS.map((column) => (
            <Menu.CheckboxItem
              key={column}
              value={column}
              checkIcon={CHECK}
              data-autofocus={column === LIST_COLUMNS[0] || undefined}
            >
              {COLUMN_NAMES[column]}
              {columns.includes(column) && !shown.includes(column) && (
                <span className={classes['what']}>no room: widen the list or hide another</span>
              )}
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
        <Menu.Divider />
        <Menu.Label className={classes['note'] ?? ''}>Density</Menu.Label>
        <Menu.RadioGroup
          value={density}
          onChange={(value) =>
            setListView({ ...listView, density: DENSITIES.find((each) => each === value) ?? 'regular' })
          }
        >
          {DENSITIES.map((each) => (
            <Menu.RadioItem key={each} value={each} checkIcon={CHECK}>
              {DENSITY_NAMES[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => setListView(DEFAULT_LIST_VIEW)}>As it was designed</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
