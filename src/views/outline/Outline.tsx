/** The outline of a run: a listbox that follows the current step. One tab stop; a click or Enter goes. */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { computeStrip, type BlockRef, type OutcomeRule, type Trajectory } from '../../trace';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList';
import { moveCursor } from '../list/moveCursor';
import { buildOutline, rowOfStep, type OutlineRow } from './buildOutline';
import classes from './Outline.module.css';
import { outlineRowName, OutlineRowView } from './OutlineRowView';

export interface OutlineProps {
  readonly trajectory: Trajectory;
  readonly current: number;
  readonly rule: OutcomeRule;
  /** 24, or what a thumb needs. */
  readonly rowPx?: number;
  readonly onStep: (step: number) => void;
  readonly onBlock: (step: number, block: BlockRef) => void;
}

const ROW_PX = 24;

export function Outline(props: OutlineProps): ReactNode {
  const { trajectory, current, rule, rowPx = ROW_PX, onStep, onBlock } = props;
  const base = useId();
  const rows = useMemo(() => buildOutline(trajectory, computeStrip(trajectory, rule)), [trajectory, rule]);
  const handle = useRef<VirtualListHandle>(null);
  // a cursor moved while another step was current no longer counts
  const [moved, setMoved] = useState<{ readonly at: number; readonly current: number }>();
  const [hasFocus, setHasFocus] = useState(false);
  const here = rowOfStep(rows, current);
  const cursor = moved?.current === current ? moved.at : here;

  useEffect(() => handle.current?.scrollTo(here, 'auto'), [here]);

  const open = (row: OutlineRow | undefined): void => {
    if (row?.kind === 'step') onStep(row.step.number);
    else if (row !== undefined) onBlock(Math.max(1, row.step), { turn: row.turn.index, block: 0 });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length === 1) return;
    const pageRows = Math.floor((handle.current?.element?.clientHeight ?? 0) / rowPx) - 1;
    const next = moveCursor(event.key, cursor, rows.length, Math.max(1, pageRows));
    if (next !== undefined) {
      setMoved({ at: next, current });
      handle.current?.scrollTo(next, 'auto');
    } else if (event.key === 'Enter') open(rows[cursor]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <VirtualList
      role="listbox"
      aria-label="Outline"
      aria-activedescendant={rows.length > 0 ? `${base}${cursor}` : undefined}
      tabIndex={0}
      className={classes['outline'] ?? ''}
      count={rows.length}
      estimatePx={() => rowPx}
      pinned={cursor}
      overscan={12}
      handle={handle}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      renderItem={(index) => {
        const row = rows[index];
        const isCurrent = row?.kind === 'step' && row.step.number === current;
        return (
          row !== undefined && (
            <div
              id={`${base}${index}`}
              role="option"
              aria-label={outlineRowName(trajectory, row)}
              aria-selected={isCurrent}
              aria-current={isCurrent ? 'step' : undefined}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              data-cursor={index === cursor && hasFocus}
              data-kind={row.kind}
              className={classes['option']}
              onClick={() => {
                setMoved({ at: index, current });
                open(row);
              }}
            >
              <OutlineRowView trajectory={trajectory} row={row} />
            </div>
          )
        );
      }}
    />
  );
}
