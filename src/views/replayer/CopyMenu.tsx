import { Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { use, type ReactNode } from 'react';
import { WholeTextContext } from '../../client/wholeTexts';
import { keyOf } from '../../state/keyTable';
import { isAbridged, toCopyText, type CopyForm, type Step, type Trajectory } from '../../trace';
import { IconButton } from '../../ui/Button';
import { useCompareTask } from '../compare/useCompareTask';
import { copyText } from './copyText';

/** Missing at the ends of the list. */
export interface Beside {
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
}

interface CopyMenuProps {
  readonly trajectory: Trajectory;
  readonly step: Step | undefined;
  readonly beside: Beside | undefined;
  readonly onCopyPermalink: () => void;
  readonly size?: 'bar' | 'touch';
}

/** Copy as: the link, the step, or the whole trajectory in the forms other tools read. */
export function CopyMenu({
  trajectory,
  step,
  beside,
  onCopyPermalink,
  size = 'bar',
}: CopyMenuProps): ReactNode {
  const compareTask = useCompareTask();
  const source = use(WholeTextContext);
  // what is not here is written out where it is
  const copy = (form: CopyForm, what: string): void =>
    copyText(
      source !== undefined && isAbridged(trajectory) ? source.copy(form) : toCopyText(trajectory, form),
      what,
    );
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <IconButton size={size} variant="quiet" label="Copy as">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Copy as</Menu.Label>
        <Menu.Item rightSection={<kbd>{keyOf('copyPermalink')}</kbd>} onClick={onCopyPermalink}>
          Link
        </Menu.Item>
        <Menu.Item
          disabled={step === undefined}
          onClick={() => step !== undefined && copy({ kind: 'step', step: step.number }, 'Markdown')}
        >
          Markdown of this step
        </Menu.Item>
        <Menu.Item onClick={() => copy({ kind: 'markdown' }, 'Markdown')}>
          Markdown of the trajectory
        </Menu.Item>
        <Menu.Item onClick={() => copy({ kind: 'json' }, 'JSON')}>JSON of the trajectory</Menu.Item>
        <Menu.Item onClick={() => copy({ kind: 'messages' }, 'Messages')}>OpenAI messages</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => compareTask(trajectory)}>
          Compare with the same task in another config
        </Menu.Item>
        {beside !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Label>In the list</Menu.Label>
            <Menu.Item disabled={beside.previous === undefined} onClick={beside.previous}>
              Previous trajectory
            </Menu.Item>
            <Menu.Item disabled={beside.next === undefined} onClick={beside.next}>
              Next trajectory
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
