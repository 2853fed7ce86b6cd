import type { ReactNode } from 'react';
import { formatBytes, plural } from '../../lib/text';
import type {
  DatasetStatus,
  FileStatus,
  RawFile,
  RawLoad,
  RawSelection,
  SqlTables,
} from '../../client/types';
import type { Asking } from '../../client/useSql';
import type { ListQuery } from '../../trace';
import { isFiltered } from '../../trace';
import { Button } from '../../ui/Button';
import classes from './RawPanel.module.css';
import { ErrorLine } from '../../ui/ErrorLine';
import { SafeText } from '../../ui/content/SafeText';

interface RawPanelProps {
  readonly status: DatasetStatus;
  readonly bounds: Pick<SqlTables, 'mostFileBytes' | 'mostChosen'>;
  readonly query: ListQuery;
  readonly ticked: ReadonlySet<string>;
  readonly loading: Asking<RawSelection, RawLoad>;
}

/** What stands in the raw tables, and the ways to fill them. */
export function RawPanel({ status, bounds, query, ticked, loading }: RawPanelProps): ReactNode {
  const { raw, files } = status;
  const whole = new Set(raw.files.filter((file) => file.isWhole).map((file) => file.file));
  const loadable = files
    .map((file, index) => ({ file, index, key: `${index} ${file.name}` }))
    .filter(({ index }) => !whole.has(index));
  return (
    <div className={classes['panel']}>
      {raw.files.length === 0 && !loading.isRunning && <p>Nothing loaded: rows and turns are empty.</p>}
      <ul aria-label="Loaded into the raw tables">
        {raw.files.map((file) => (
          <li key={file.file}>
            <SafeText text={loadedText(file)} />
          </li>
        ))}
      </ul>
      {loading.isRunning && <Loading status={status} onCancel={loading.cancel} />}
      {!loading.isRunning && loading.answer !== undefined && leftOutText(loading.answer) !== '' && (
        <p>{leftOutText(loading.answer)}</p>
      )}
      {loading.error !== undefined && <ErrorLine error={loading.error} />}
      <div className={classes['loads']} role="group" aria-label="Load into the raw tables">
        {loadable.map(({ file, index, key }) => (
          <LoadFile
            key={key}
            file={file}
            most={bounds.mostFileBytes}
            isRunning={loading.isRunning}
            onLoad={() => loading.run({ kind: 'file', file: index })}
          />
        ))}
        {(isFiltered(query) || files.some((file) => (file.byteLength ?? 0) > bounds.mostFileBytes)) && (
          <Button disabled={loading.isRunning} onClick={() => loading.run({ kind: 'list', query })}>
            Load the list (first {bounds.mostChosen})
          </Button>
        )}
        {ticked.size > 0 && (
          <Button
            disabled={loading.isRunning}
            onClick={() => loading.run({ kind: 'addresses', addresses: [...ticked] })}
          >
            Load{' '}
            {plural(Math.min(ticked.size, bounds.mostChosen), 'ticked trajectory', 'ticked trajectories')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** `kimi.parquet: 84 rows, 2,022 turns loaded`. */
function loadedText({ name, rows, turns, isWhole }: RawFile): string {
  return `${name}: ${plural(rows, 'row')}, ${plural(turns, 'turn')} loaded${isWhole ? '' : ' (not all)'}`;
}

function leftOutText({ badRows, alreadyThere }: RawLoad): string {
  const parts = [
    badRows > 0 ? `${plural(badRows, 'row')} left out: no trajectory` : '',
    alreadyThere > 0 ? `${plural(alreadyThere, 'row')} already there` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function LoadFile({
  file: { name, byteLength },
  most,
  isRunning,
  onLoad,
}: {
  file: FileStatus;
  most: number;
  isRunning: boolean;
  onLoad: () => void;
}): ReactNode {
  if (byteLength === undefined) return undefined;
  if (byteLength > most) {
    return (
      <p>
        <SafeText text={name} /> has {formatBytes(byteLength)}; whole files are loaded up to{' '}
        {formatBytes(most)}. Filter or tick trajectories instead.
      </p>
    );
  }
  return (
    <Button disabled={isRunning} onClick={onLoad}>
      Load <SafeText text={name} /> ({formatBytes(byteLength)})
    </Button>
  );
}

function Loading({ status: { raw }, onCancel }: { status: DatasetStatus; onCancel: () => void }): ReactNode {
  const { name = '', done = 0, total } = raw.loading ?? {};
  const percent = total === undefined || total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <div className={classes['loading']}>
      <p>
        Loading <SafeText text={name} />: so far {done} of {total === undefined ? '?' : total} rows
      </p>
      <div
        role="progressbar"
        aria-label="Loading raw tables"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className={classes['track']}
      >
        <div className={classes['fill']} style={{ width: `${percent}%` }} />
      </div>
      <Button size="small" onClick={onCancel}>
        Cancel loading
      </Button>
    </div>
  );
}
