import { Menu } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import type { DatasetKey } from '../../client/types';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { formatCount } from '../../lib/text';
import { keyOf } from '../../state/keyTable';
import { useTriage } from '../../state/triage';
import { useWorkspace } from '../../state/workspace';
import { VERDICTS, type ListQuery } from '../../trace';
import { Button } from '../../ui/Button';
import { VerdictSign } from './MarkSign';
import classes from './Triage.module.css';
import { useListActions } from './useListActions';
import { VERDICT_NAMES } from './words';

interface TriageMenuProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly shown: number;
  readonly isPhone: boolean;
}

/** Ticks and verdicts for many rows, undo, and the marks as a file. */
export function TriageMenu({ dataset, query, shown, isPhone }: TriageMenuProps): ReactNode {
  const status = useDatasetStatus(dataset);
  const { ticked, clearTicks } = useWorkspace();
  const { marks, undoable, undo } = useTriage();
  const actions = useListActions(dataset, query);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu position="bottom-end" width={260} withinPortal={false}>
        <Menu.Target>
          <Button
            variant="quiet"
            size={isPhone ? 'touch' : 'bar'}
            aria-label="Tick and mark"
            title={isPhone ? undefined : 'Tick and mark many rows'}
          >
            <Bookmark size={14} aria-hidden />
            {!isPhone && ticked.size > 0 && `${formatCount(ticked.size)} ticked`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={shown === 0} onClick={() => actions.tickAll(shown)}>
            Tick all {formatCount(shown)} matching
          </Menu.Item>
          <Menu.Item disabled={ticked.size === 0} onClick={clearTicks}>
            Untick all
          </Menu.Item>
          <Menu.Divider />
          {VERDICTS.map((verdict) => (
            <Menu.Item
              key={verdict}
              disabled={ticked.size === 0}
              leftSection={<VerdictSign verdict={verdict} />}
              onClick={() => actions.markTicked(verdict)}
            >
              {VERDICT_NAMES[verdict]} the {formatCount(ticked.size)} ticked
            </Menu.Item>
          ))}
          <Menu.Item
            disabled={undoable.length === 0}
            rightSection={<span className={classes['key']}>{keyOf('undo')}</span>}
            onClick={undo}
          >
            Undo the last mark
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={marks.size === 0} onClick={() => actions.exportMarks(status)}>
            Export {formatCount(marks.size)} marks
          </Menu.Item>
          <Menu.Item onClick={() => picker.current?.click()}>Import marks…</Menu.Item>
          <Menu.Label className={classes['text'] ?? ''}>
            Keys on a row: 1 keep, 2 drop, 3 unsure, m note; Shift+Space ticks from the last tick on. Marks
            stay on this machine.
          </Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="Marks file"
        accept=".jsonl,.json,.txt"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) actions.importMarks(file);
        }}
      />
    </>
  );
}
