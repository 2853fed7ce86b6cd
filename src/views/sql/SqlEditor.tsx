import { Menu } from '@mantine/core';
import { ChevronDown, Link, Play, Square } from 'lucide-react';
import { useId, type ReactNode, type RefObject } from 'react';
import { useSqlHistory } from '../../state/sqlHistory';
import { Button } from '../../ui/Button';
import type { SqlTable } from '../../client/types';
import { Suggestions } from '../list/Suggestions';
import { EXAMPLE_QUERIES } from './exampleQueries';
import classes from './SqlEditor.module.css';
import { useSqlCompletion } from './useSqlCompletion';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

interface SqlEditorProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onCopyLink: () => void;
  readonly isRunning: boolean;
  /** A text that came with a link and was not run by the reader. */
  readonly isFromLink: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** What can be named; empty until it is known. */
  readonly tables: readonly SqlTable[];
}

/** A plain field: Ctrl or Cmd with Enter runs, Ctrl with Space suggests names, Tab leaves it as it leaves any other. */
export function SqlEditor(props: SqlEditorProps): ReactNode {
  const { text, onText, onRun, onCancel, onCopyLink, isRunning, isFromLink, field, tables } = props;
  const names = useSqlCompletion(tables, field, onText);
  const isOpen = names.suggestions.length > 0;
  const id = useId();
  return (
    <div className={classes['editor']}>
      <div className={classes['head']}>
        <label htmlFor={id} className={classes['label']}>
          SQL
        </label>
        <span className={classes['space']} />
        <ExampleMenu onChoose={onText} />
        <HistoryMenu onChoose={onText} />
      </div>
      <div className={classes['field']}>
        <textarea
          id={id}
          ref={field}
          className={classes['text']}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          aria-autocomplete="list"
          aria-controls={isOpen ? `${names.base}list` : undefined}
          aria-activedescendant={isOpen && names.active >= 0 ? `${names.base}${names.active}` : undefined}
          onChange={({ currentTarget }) => {
            onText(currentTarget.value);
            names.typed(currentTarget.value, currentTarget.selectionStart);
          }}
          onBlur={names.close}
          onKeyDown={(event) => {
            if (names.keyDown(event) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            names.close();
            onRun();
          }}
        />
        {isOpen && (
          <div className={classes['suggestions']}>
            <Suggestions
              base={names.base}
              suggestions={names.suggestions}
              active={names.active}
              onTake={names.take}
            />
          </div>
        )}
      </div>
      <div className={classes['bar']}>
        <Button variant="primary" disabled={isRunning || text.trim() === ''} onClick={onRun}>
          <Play size={14} aria-hidden /> Run <kbd className={classes['key']}>Ctrl ↵</kbd>
        </Button>
        <Button disabled={!isRunning} onClick={onCancel}>
          <Square size={12} aria-hidden /> Cancel
        </Button>
        {isFromLink && <strong className={classes['note']}>Not run: check it, then run</strong>}
        <span className={classes['space']} />
        <Button variant="quiet" disabled={text.trim() === ''} onClick={onCopyLink}>
          <Link size={14} aria-hidden /> Copy link
        </Button>
      </div>
    </div>
  );
}

function ExampleMenu({ onChoose }: { onChoose: (sql: string) => void }): ReactNode {
  return (
    <Menu position="bottom-end" width={360}>
      <Menu.Target>
        <Button variant="quiet">
          Examples <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {EXAMPLE_QUERIES.map(({ title, sql }) => (
          <Menu.Item key={title} onClick={() => onChoose(sql)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function HistoryMenu({ onChoose }: { onChoose: (sql: string) => void }): ReactNode {
  const { kept, clear } = useSqlHistory();
  return (
    <Menu position="bottom-end" width={480}>
      <Menu.Target>
        <Button variant="quiet" disabled={kept.length === 0}>
          History <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
        {kept.map((sql) => (
          <Menu.Item key={sql} title={spellHidden(sql)} onClick={() => onChoose(sql)}>
            <div className={classes['old']}>
              <SafeText text={sql.replaceAll(/\s+/g, ' ').slice(0, 200)} />
            </div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={clear}>Clear history</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
