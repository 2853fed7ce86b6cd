import { Checkbox, Popover } from '@mantine/core';
import { ListCollapse } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { keyOf } from '../../state/keyTable';
import { FOLD_KINDS, useReplayView, type FoldKind } from '../../state/replayView';
import { useWorkspace } from '../../state/workspace';
import { IconButton } from '../../ui/Button';
import classes from './PlayMenu.module.css';

const WORDS: Readonly<Record<FoldKind, string>> = {
  think: 'Think',
  answer: 'Text and answers',
  call: 'Calls with their responses',
  response: 'Responses',
  notice: 'Prompts and notices',
};

/** Which kinds of blocks stand on one line until they are opened; remembered. Loaded late. */
export const FoldMenu = memo(function FoldMenu({ size }: { size: 'bar' | 'touch' }): ReactNode {
  const { foldedKinds, setFoldedKinds } = useWorkspace();
  const { isFoldMenuOpen, setFoldMenuOpen, resetFold } = useReplayView();
  const toggle = (kind: FoldKind): void => {
    setFoldedKinds(FOLD_KINDS.filter((each) => foldedKinds.includes(each) !== (each === kind)));
    resetFold();
  };
  return (
    <Popover
      position="bottom-end"
      trapFocus
      returnFocus
      withinPortal
      opened={isFoldMenuOpen}
      onChange={setFoldMenuOpen}
    >
      <Popover.Target>
        <IconButton
          size={size}
          variant="quiet"
          label="Collapse by kind"
          hint={keyOf('foldByKind')}
          aria-haspopup="dialog"
          data-chosen={foldedKinds.length > 0}
          className={classes['button'] ?? ''}
          onClick={() => setFoldMenuOpen(!isFoldMenuOpen)}
        >
          <ListCollapse size={16} aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Collapse by kind" className={classes['dropdown'] ?? ''}>
        <fieldset className={classes['options']}>
          <legend>Collapse to one line</legend>
          {FOLD_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              size="xs"
              label={WORDS[kind]}
              checked={foldedKinds.includes(kind)}
              onChange={() => toggle(kind)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
});
