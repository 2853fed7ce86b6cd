import { X } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { hashOf } from '../../state/usePlace';
import { NO_PARAMS, type UrlParams } from '../../state/url';
import type { SqlColumn, SqlResult } from '../../client/types';
import { IconButton } from '../../ui/Button';
import { CutText } from '../../ui/CutText';
import { VirtualList } from '../../ui/VirtualList';
import {
  cellLine,
  cellText,
  columnWidths,
  isCellCut,
  trajectoryColumns,
  type TrajectoryColumns,
} from './gridLayout';
import classes from './ResultGrid.module.css';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

const ROW_PX = 28;
const OPEN_PX = 92;
const NUMBER_PX = 56;

/** The whole value of one cell, under the grid. */
interface ShownValue {
  readonly column: SqlColumn;
  readonly row: number;
}

interface ResultGridProps {
  readonly result: SqlResult;
  readonly params: UrlParams;
}

/** A result as a table: names stay in view, only what is near the window is in the page. */
export function ResultGrid({ result, params }: ResultGridProps): ReactNode {
  const { columns, rowCount } = result;
  const [shown, setShown] = useState<ShownValue>();
  const head = useRef<HTMLDivElement>(null);
  const places = useMemo(() => trajectoryColumns(columns), [columns]);
  const template = useMemo(() => {
    const widths = [NUMBER_PX, ...(places === undefined ? [] : [OPEN_PX]), ...columnWidths(columns)];
    const width = widths.reduce((sum, each) => sum + each, 0);
    return { gridTemplateColumns: widths.map((each) => `${each}px`).join(' '), width, minWidth: '100%' };
  }, [columns, places]);
  return (
    <>
      <div
        role="table"
        aria-label="Result"
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        className={classes['grid']}
      >
        <div role="rowgroup" className={classes['head']} ref={head}>
          <div
            role="row"
            aria-rowindex={1}
            className={`${classes['row']} ${classes['names']}`}
            style={template}
          >
            <span role="columnheader" className={classes['cell']} data-number>
              <span>Row</span>
            </span>
            {places !== undefined && (
              <span role="columnheader" className={classes['cell']}>
                <span>Trajectory</span>
              </span>
            )}
            {columns.map(({ name, type, isNumber }) => (
              <span
                role="columnheader"
                key={name}
                className={classes['cell']}
                data-number={isNumber}
                title={spellHidden(`${name} ${type}`)}
              >
                <span>
                  <SafeText text={name} />
                </span>
              </span>
            ))}
          </div>
        </div>
        {rowCount === 0 ? (
          <p className={classes['none']}>No rows: nothing in the tables matches.</p>
        ) : (
          <VirtualList
            role="rowgroup"
            tabIndex={0}
            aria-label="Rows of the result"
            className={classes['body'] ?? ''}
            count={rowCount}
            estimatePx={() => ROW_PX}
            overscan={12}
            onScroll={({ currentTarget }) => {
              if (head.current !== null) head.current.scrollLeft = currentTarget.scrollLeft;
            }}
            renderItem={(row) => (
              <div role="row" aria-rowindex={row + 2} className={classes['row']} style={template}>
                <span role="cell" className={classes['cell']} data-number data-null>
                  <span>{formatCount(row + 1)}</span>
                </span>
                {places !== undefined && (
                  <span role="cell" className={classes['cell']}>
                    <OpenLink places={places} row={row} params={params} />
                  </span>
                )}
                {columns.map((column) => (
                  <Cell key={column.name} column={column} row={row} onShow={setShown} />
                ))}
              </div>
            )}
          />
        )}
      </div>
      {shown !== undefined && columns.includes(shown.column) && (
        <WholeValue shown={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

function Cell({
  column,
  row,
  onShow,
}: {
  column: SqlColumn;
  row: number;
  onShow: (shown: ShownValue) => void;
}): ReactNode {
  const cell = column.cells[row];
  const text = cellText(cell);
  return (
    <span
      role="cell"
      className={classes['cell']}
      data-number={column.isNumber}
      data-null={cell === undefined}
    >
      {isCellCut(text) ? (
        <button
          type="button"
          className={classes['whole']}
          title="Show the whole value"
          onClick={() => onShow({ column, row })}
        >
          <SafeText text={cellLine(text)} />
        </button>
      ) : (
        <span title={text.length > 12 ? spellHidden(text) : undefined}>
          <SafeText text={text} />
        </span>
      )}
    </span>
  );
}

function OpenLink({
  places,
  row,
  params: { src, rule },
}: {
  places: TrajectoryColumns;
  row: number;
  params: UrlParams;
}): ReactNode {
  const file = places.file.cells[row];
  const at = places.row.cells[row];
  const step = places.step?.cells[row];
  if (typeof file !== 'number' || typeof at !== 'number') return undefined;
  const href = hashOf({
    page: 't',
    address: `~${file}.${at}`,
    params: { ...NO_PARAMS, src, rule, ...(typeof step === 'number' && step > 0 ? { step } : {}) },
  });
  return (
    <a className={classes['open']} href={href} aria-label={`Open trajectory ${file}.${at}`}>
      Open
    </a>
  );
}

function WholeValue({
  shown: { column, row },
  onClose,
}: {
  shown: ShownValue;
  onClose: () => void;
}): ReactNode {
  const name = `${column.name}, row ${formatCount(row + 1)}`;
  return (
    <section aria-label={spellHidden(name)} className={classes['value']}>
      <div className={classes['valueHead']}>
        <SafeText text={name} />
        <IconButton variant="quiet" size="small" label="Close the value" onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <div className={classes['valueText']} tabIndex={0} role="group" aria-label="Value">
        <CutText
          key={`${column.name} ${row}`}
          isMono
          text={cellText(column.cells[row])}
          cut={{ maxLines: 60, maxChars: 20_000, keep: 'first' }}
        />
      </div>
    </section>
  );
}
