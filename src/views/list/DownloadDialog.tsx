import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, plural } from '../../lib/text';
import type { ExportFacts } from '../../trace';
import { Button } from '../../ui/Button';
import { ErrorPanel } from '../shell/ErrorPanel';
import classes from './DownloadMenu.module.css';
import { FORM_WORDS, progressWords } from './downloadPlan';
import type { Download } from './useDownload';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

/** Skipped rows shown; the manifest has them all. */
const MOST_SHOWN = 100;

/** How far a download is, and what became of it. Escape and Cancel stop it. */
export function DownloadDialog({
  download,
  onClose,
}: {
  download: Download;
  onClose: () => void;
}): ReactNode {
  return (
    // in parts, because Modal puts its title in a header element, which would be a second banner
    <Modal.Root
      opened={download.kind !== 'none'}
      onClose={onClose}
      size={520}
      radius={6}
      zIndex="var(--rt-z-dialog)"
      transitionProps={{ duration: 0 }}
      centered
      closeOnClickOutside={download.kind !== 'running'}
      returnFocus={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={classes['dialog'] ?? ''}>
          <Modal.Title className={classes['title'] ?? ''}>{titleOf(download)}</Modal.Title>
          <DialogBody download={download} />
          <div className={classes['actions']}>
            <Button
              data-autofocus
              variant={download.kind === 'done' ? 'primary' : 'default'}
              onClick={onClose}
            >
              {download.kind === 'running' ? 'Cancel' : 'Close'}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function titleOf(download: Download): string {
  switch (download.kind) {
    case 'none':
      return '';
    case 'running':
      return `Downloading: ${FORM_WORDS[download.form].name}`;
    case 'done':
      return `Downloaded: ${FORM_WORDS[download.form].name}`;
    case 'failed':
      return `Not downloaded: ${FORM_WORDS[download.form].name}`;
  }
}

function DialogBody({ download }: { download: Download }): ReactNode {
  switch (download.kind) {
    case 'none':
      return undefined;
    case 'running':
      return <Running {...download.progress} />;
    case 'done':
      return <Done facts={download.facts} files={download.files} />;
    case 'failed':
      return <ErrorPanel title="Nothing was saved" error={download.error} />;
  }
}

interface RunningProps {
  readonly rowsDone: number;
  readonly rowCount: number;
  readonly byteLength: number;
}

function Running({ rowsDone, rowCount, byteLength }: RunningProps): ReactNode {
  const percent = rowCount === 0 ? 100 : (100 * rowsDone) / rowCount;
  return (
    <div>
      <div
        role="progressbar"
        aria-label="Downloading"
        aria-valuemin={0}
        aria-valuemax={rowCount}
        aria-valuenow={rowsDone}
        aria-valuetext={progressWords(rowsDone, rowCount)}
        className={classes['track']}
      >
        <div className={classes['fill']} style={{ width: `${percent}%` }} />
      </div>
      <p className={classes['facts']}>
        {progressWords(rowsDone, rowCount)} · {formatBytes(byteLength)}
      </p>
      {/* told at every tenth, not at every chunk */}
      <p role="status" className="visuallyHidden">
        Downloading, {Math.floor(percent / 10) * 10} %
      </p>
    </div>
  );
}

function Done({ facts, files }: Pick<Extract<Download, { kind: 'done' }>, 'facts' | 'files'>): ReactNode {
  const { counts, byteLength, sha256, index } = facts;
  return (
    <>
      <p role="status">
        <strong>{plural(counts.written, 'row')}</strong> · {formatBytes(byteLength)}
        {counts.skipped > 0 &&
          ` · ${formatCount(counts.skipped)} of ${formatCount(counts.selected)} left out`}
      </p>
      <ul className={classes['files']}>
        {files.map(({ name, url }) => (
          <li key={name}>
            <SafeText text={name} />
            {url !== undefined && (
              <a href={url} download={name} aria-label={`Save ${spellHidden(name)} again`}>
                Save again
              </a>
            )}
          </li>
        ))}
      </ul>
      <p className={classes['hash']}>
        SHA-256 <code>{sha256}</code>
      </p>
      {!index.isComplete && (
        <p className={classes['notice']}>
          Taken while indexing, at {formatCount(index.rowsIndexed)} of {formatCount(index.rowsListed)} rows so
          far: rows that came later are not in it. The manifest says so.
        </p>
      )}
      {counts.skipped > 0 && <Skipped facts={facts} />}
    </>
  );
}

function Skipped({ facts: { counts, skipped } }: { facts: ExportFacts }): ReactNode {
  return (
    <div className={classes['notice']}>
      <strong>{plural(counts.skipped, 'row')} left out</strong>
      <ul className={classes['skipped']}>
        {skipped.slice(0, MOST_SHOWN).map(({ file, row, address, reason }) => (
          <li key={`${file}.${row}.${address}`}>
            <SafeText text={`${file === undefined ? address : `${file} row ${row}`}: ${reason}`} />
          </li>
        ))}
      </ul>
      {counts.skipped > MOST_SHOWN && (
        <p>
          {formatCount(MOST_SHOWN)} of {formatCount(counts.skipped)} shown; more in the manifest.
        </p>
      )}
    </div>
  );
}
