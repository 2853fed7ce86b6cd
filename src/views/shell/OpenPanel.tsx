import { Folder, Link2, Play } from 'lucide-react';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { folderPicker, fromFolder, type Collected } from './collectFiles';
import { CacheLine } from './CacheLine';
import { HubToken } from './HubToken';
import { sourceOfText } from './sourceNames';
import { useOpen } from './useOpen';
import classes from './OpenPanel.module.css';

interface OpenPanelProps {
  /** Something was chosen: a dialog around it can close. */
  readonly onDone?: () => void;
  /** Not beside an error that has the field already. */
  readonly hasTokenField?: boolean;
}

/** Known to every browser, not to React's types. */
const FOLDER: object = { webkitdirectory: '' };

/** The three ways in: the demo, own files, a URL. */
export function OpenPanel({ onDone, hasTokenField = true }: OpenPanelProps): ReactNode {
  const { openDemo, openFiles, openCollected, openFailed, openSources } = useOpen();
  const picker = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const pickFolder = folderPicker();
  const [text, setText] = useState('');
  const source = sourceOfText(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (source === undefined) return;
    openSources([source]);
    onDone?.();
  };
  const take = (collected: Collected | undefined): void => {
    if (collected === undefined) return;
    openCollected(collected);
    onDone?.();
  };
  const chooseFolder = (): void => {
    if (pickFolder === undefined) folderInput.current?.click();
    else pickFolder().then(take, openFailed);
  };
  return (
    <div className={classes['panel']}>
      <div className={classes['way']}>
        <Play size={14} aria-hidden />
        <strong>Demo</strong>
        <span>two configs, made for this viewer</span>
        <Button
          variant="primary"
          onClick={() => {
            openDemo();
            onDone?.();
          }}
        >
          Open demo
        </Button>
      </div>
      <div className={classes['way']}>
        <Folder size={14} aria-hidden />
        <strong>Your files</strong>
        <span>parquet, .jsonl, .jsonl.gz; or drop</span>
        <div className={classes['ways']}>
          <Button onClick={chooseFolder}>Choose a folder</Button>
          <Button onClick={() => picker.current?.click()}>Choose files</Button>
        </div>
        <input
          ref={folderInput}
          type="file"
          {...FOLDER}
          hidden
          data-testid="folder-picker"
          onChange={(event) => take(fromFolder([...(event.target.files ?? [])]))}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-picker"
          accept=".parquet,.jsonl,.json,.gz"
          onChange={(event) => {
            openFiles([...(event.target.files ?? [])]);
            onDone?.();
          }}
        />
      </div>
      <form className={classes['url']} onSubmit={submit}>
        <label className={classes['field']}>
          <Link2 size={14} aria-hidden />
          <span className="visuallyHidden">URL of a parquet or JSONL file</span>
          <input
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="https://…/train.parquet or owner/name of the Hub"
            spellCheck={false}
            autoComplete="off"
          />
        </label>
        <Button type="submit" disabled={source === undefined}>
          Open URL
        </Button>
      </form>
      {hasTokenField && <HubToken />}
      <p className={classes['note']}>
        Everything is read and computed in this browser. Files are not uploaded.
      </p>
      <CacheLine />
    </div>
  );
}
