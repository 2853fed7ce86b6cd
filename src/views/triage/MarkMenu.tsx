import { Menu } from '@mantine/core';
import { Bookmark, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenedTrajectory } from '../../client/types';
import { keyOf } from '../../state/keyTable';
import { markKey, useTriage } from '../../state/triage';
import { VERDICTS } from '../../trace';
import { Button } from '../../ui/Button';
import { VerdictSign } from './MarkSign';
import { markableOfOpened } from './markRow';
import classes from './Triage.module.css';
import { VERDICT_NAMES } from './words';
import { SafeText } from '../../ui/content/SafeText';

/** The mark of the open trajectory: shown and changed. */
export function MarkMenu({ opened, isPhone }: { opened: OpenedTrajectory; isPhone: boolean }): ReactNode {
  const row = markableOfOpened(opened);
  const mark = useTriage((triage) => triage.marks.get(markKey(row)));
  const isReady = useTriage((triage) => triage.dataset !== undefined);
  const { setVerdict, note } = useTriage();
  const { verdict } = mark ?? {};
  const name = verdict === undefined ? 'Mark' : VERDICT_NAMES[verdict];
  return (
    <Menu position="bottom-end" width={220} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="quiet"
          size={isPhone ? 'touch' : 'bar'}
          aria-label={verdict === undefined ? 'Mark' : `Mark: ${name}`}
          title="Keep, drop or unsure, and a note"
          disabled={!isReady}
        >
          {verdict === undefined ? <Bookmark size={14} aria-hidden /> : <VerdictSign verdict={verdict} />}
          {!isPhone && name}
          {mark !== undefined && mark.note !== '' && <StickyNote size={13} aria-hidden />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {VERDICTS.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<VerdictSign verdict={each} />}
            rightSection={<span className={classes['key']}>{keyOf(each)}</span>}
            onClick={() => setVerdict([row], each)}
          >
            {VERDICT_NAMES[each]}
            {verdict === each && ': take off'}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<StickyNote size={13} aria-hidden />}
          rightSection={<span className={classes['key']}>{keyOf('note')}</span>}
          onClick={() => note(row)}
        >
          Note…
        </Menu.Item>
        {mark !== undefined && mark.note !== '' && (
          <Menu.Label className={classes['text'] ?? ''}>
            <SafeText text={mark.note} />
          </Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
