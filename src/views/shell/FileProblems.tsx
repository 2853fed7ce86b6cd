import { useState, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import { useDataClient } from '../../client/context';
import { Button } from '../../ui/Button';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import type { DatasetKey, FileStatus } from '../../client/types';
import { ErrorPanel } from './ErrorPanel';
import { HubToken } from './HubToken';
import { nameOfSources } from './sourceNames';
import { WantedFile } from './WantedFile';
import { WaitNote } from './WaitNote';
import classes from './FileProblems.module.css';
import { SafeText } from '../../ui/content/SafeText';

/** What could not be read, file by file: never hidden while the rest works. */
export function FileProblems({ dataset }: { dataset: DatasetKey }): ReactNode {
  const client = useDataClient();
  const status = useDatasetStatus(dataset);
  if (status === undefined) return undefined;
  const failed = status.files.filter((file) => file.error !== undefined);
  const locked = failed.find((file) => file.error?.details['needsToken'] === true);
  const noted = status.files.filter((file) => file.note !== undefined);
  const { wait } = status;
  const waiting = status.files.filter((file) => file.wait !== undefined);
  const unverified = status.files.filter((file) => !file.isVersionVerified && file.error === undefined);
  const withBadRows = status.files.filter((file) => file.badRowCount > 0);
  const isWell =
    failed.length + waiting.length + noted.length + unverified.length + withBadRows.length === 0 &&
    wait === undefined;
  if (isWell) return undefined;
  return (
    <div className={classes['problems']}>
      {failed.map((file) => (
        <ErrorPanel
          key={file.name}
          title={`${file.name} cannot be read`}
          error={file.error ?? { code: 'UNKNOWN', message: '', details: {} }}
        >
          {file.error?.code === 'FILE_NOT_AT_HAND' ? (
            <WantedFile name={file.name} />
          ) : file.error?.code === 'FILE_CHANGED' ? (
            <Button onClick={() => void client.reopen(dataset)}>Reload the file</Button>
          ) : (
            <Button onClick={() => void client.retry(dataset)}>Retry</Button>
          )}
          {file === locked && <HubToken />}
        </ErrorPanel>
      ))}
      {wait !== undefined && <WaitNote dataset={dataset} name={nameOfSources(dataset)} wait={wait} />}
      {waiting.map(
        ({ name, wait }) => wait && <WaitNote key={name} dataset={dataset} name={name} wait={wait} />,
      )}
      {noted.map(({ name, note }) => (
        <div key={name} className={classes['note']}>
          <span>
            <code>
              <SafeText text={name} />
            </code>
            : <SafeText text={note ?? ''} />
          </span>
        </div>
      ))}
      {unverified.length > 0 && (
        <div className={classes['note']}>
          <span>
            <SafeText text={unverified.map(({ name }) => name).join(', ')} />: the server gives neither ETag
            nor date, so a change while it is read may go unseen.
          </span>
        </div>
      )}
      {withBadRows.map((file) => (
        <BadRows key={file.name} file={file} />
      ))}
    </div>
  );
}

function BadRows({ file }: { file: FileStatus }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes['bad']}>
      <span>
        <code>
          <SafeText text={file.name} />
        </code>
        : {plural(file.badRowCount, 'row')} could not be parsed
      </span>
      <Button size="small" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide rows' : 'Show rows'}
      </Button>
      {isOpen && (
        <ul className={classes['rows']}>
          {file.badRows.map(({ row, reason }) => (
            <li key={row}>
              <span>row {formatCount(row)}</span>
              <span>
                <SafeText text={reason} />
              </span>
            </li>
          ))}
          {file.badRowCount > file.badRows.length && (
            <li>and {formatCount(file.badRowCount - file.badRows.length)} more</li>
          )}
        </ul>
      )}
    </div>
  );
}
