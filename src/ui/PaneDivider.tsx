import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { member } from '../lib/member';
import classes from './PaneDivider.module.css';

interface PaneDividerProps {
  /** The pane it resizes. */
  readonly label: string;
  /** Which edge of the pane it stands on. */
  readonly edge: 'left' | 'right';
  /** Width of the pane in px. */
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** Undefined: back to the width as designed. */
  readonly onWidth: (width: number | undefined) => void;
}

const STEP_PX = 16;

/** The edge of a pane: dragged, or moved with the arrow keys; Home and End to the bounds, Enter or a double click back. */
export function PaneDivider({ label, edge, width, least, most, onWidth }: PaneDividerProps): ReactNode {
  const from = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined);
  const direction = edge === 'right' ? 1 : -1;
  const set = (to: number): void => onWidth(Math.round(Math.max(least, Math.min(most, to))));
  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Readonly<Record<string, () => void>> = {
      ArrowRight: () => set(width + direction * STEP_PX),
      ArrowLeft: () => set(width - direction * STEP_PX),
      Home: () => set(least),
      End: () => set(most),
      Enter: () => onWidth(undefined),
    };
    const act = member(to, event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (from.current !== undefined) set(from.current.width + direction * (event.clientX - from.current.x));
  };
  const onPointerEnd = (): void => {
    from.current = undefined;
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a control (ARIA: window splitter)
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuetext={`${width} pixels`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classes['divider']}
      data-edge={edge}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={() => onWidth(undefined)}
    />
  );
}
