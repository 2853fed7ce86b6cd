import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../../lib/AppError';
import { toCsv, toJsonList } from '../../lib/tableText';
import { formatCount, plural } from '../../lib/text';
import { useWriteParquet, type SqlRun } from '../../client/useSql';
import { Button } from '../../ui/Button';
import { saveText } from './saveText';
import classes from './ResultBar.module.css';
import { toast } from '../../ui/toast';

interface ResultBarProps {
  readonly run: SqlRun | undefined;
  readonly isRunning: boolean;
  /** What to say where there is no result. */
  readonly nothing: string;
  /** The SQL in the field is no longer that of the result. */
  readonly isEdited: boolean;
}

/** What came out, in words and numbers; and out of the door with it. */
export function ResultBar({ run, isRunning, nothing, isEdited }: ResultBarProps): ReactNode {
  const result = run?.result;
  const writeParquet = useWriteParquet();
  const saveParquet = async (): Promise<void> => {
    if (result === undefined) return;
    try {
      saveText('result.parquet', 'application/vnd.apache.parquet', await writeParquet(result));
    } catch (error) {
      toast({ color: 'red', message: `No parquet file was made: ${toAppError(error).message}` });
    }
  };
  return (
    <div className={classes['bar']}>
      <span role="status" aria-label="Result" className={classes['facts']}>
        {isRunning ? 'Running…' : run === undefined ? nothing : <Facts run={run} isEdited={isEdited} />}
      </span>
      <span className={classes['space']} />
      {result !== undefined && !isRunning && (
        <>
          <Button
            variant="quiet"
            onClick={() => saveText('result.csv', 'text/csv', toCsv(result.columns, result.rowCount))}
          >
            <Download size={14} aria-hidden /> CSV
          </Button>
          <Button
            variant="quiet"
            onClick={() =>
              saveText('result.json', 'application/json', toJsonList(result.columns, result.rowCount))
            }
          >
            <Download size={14} aria-hidden /> JSON
          </Button>
          <Button variant="quiet" onClick={() => void saveParquet()}>
            <Download size={14} aria-hidden /> Parquet
          </Button>
        </>
      )}
    </div>
  );
}

function Facts({ run: { result, soFar }, isEdited }: { run: SqlRun; isEdited: boolean }): ReactNode {
  const { rowCount, truncated, elapsedMs } = result;
  const limit = truncated === 'rows' ? 'row limit' : 'size limit';
  return (
    <>
      <strong>
        {truncated === undefined ? plural(rowCount, 'row') : `First ${plural(rowCount, 'row')}`}
      </strong>
      {truncated !== undefined && ` (${limit}: there are more)`} ·{' '}
      {formatCount(Math.max(1, Math.round(elapsedMs)))} ms
      {soFar !== '' && ` · ${soFar}`}
      {isEdited && ' · of the SQL run before, not of the text above'}
    </>
  );
}
