/**
 * A scroll box of rows of one height, a million and more: draws what is near the view and one pinned row. Its
 * positions are those of the content; ui/scaledScroll fits them onto the track.
 */
import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
} from 'react';
import { rowsAround, scaleOf, topToShow } from './scaledScroll';
import classes from './VirtualList.module.css';

export interface FixedListHandle {
  /** Brings a row wholly into view, moving as little as can be. */
  show(index: number): void;
  /** Whole rows in the view. */
  readonly pageRows: number;
}

interface FixedListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly count: number;
  readonly rowPx: number;
  readonly renderItem: (index: number) => ReactNode;
  /** Drawn wherever the view is. */
  readonly pinned: number;
  /** Row at the top at first, with a fraction. */
  readonly startRow?: number | undefined;
  readonly onWindow: (first: number, last: number) => void;
  /** Told the row at the top, with a fraction, when the list goes. */
  readonly onLeave?: ((topRow: number) => void) | undefined;
  readonly handle: Ref<FixedListHandle>;
}

const OVERSCAN = 6;

/** Where the view is: in the content, and on the track. */
interface Top {
  readonly content: number;
  readonly track: number;
}

export function FixedList(props: FixedListProps): ReactNode {
  const { count, rowPx, renderItem, pinned, startRow, onWindow, onLeave, handle, className, ...rest } = props;
  const box = useRef<HTMLDivElement>(null);
  const [viewPx, setViewPx] = useState(0);
  const [top, setTop] = useState<Top>({ content: 0, track: 0 });
  const { contentPx, trackPx, ratio } = scaleOf(count, rowPx, viewPx);
  const most = Math.max(0, contentPx - viewPx);
  const content = Math.min(top.content, most);
  const [first, last] = rowsAround({ count, rowPx, viewPx }, content, OVERSCAN);

  /** The track takes whole pixels only: what was meant is kept beside it. */
  const moveTo = (to: number): void => {
    const { current } = box;
    if (current === null) return;
    const meant = Math.max(0, Math.min(most, to));
    current.scrollTop = meant / ratio;
    setTop({ content: meant, track: current.scrollTop });
  };
  const onScroll = (): void => {
    const track = box.current?.scrollTop ?? 0;
    setTop((held) => (Math.abs(held.track - track) < 1 ? held : { content: track * ratio, track }));
  };
  useImperativeHandle(handle, () => ({
    show: (index) => {
      const to = topToShow(index, rowPx, viewPx, content);
      if (to !== content) moveTo(to);
    },
    get pageRows() {
      return Math.max(1, Math.floor(viewPx / rowPx) - 1);
    },
  }));

  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => setViewPx(current.clientHeight));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  // where the reader was: as soon as there are rows and a height to scroll in
  const isReady = count > 0 && viewPx > 0;
  const hasStarted = useRef(false);
  const start = useRef(moveTo);
  useLayoutEffect(() => {
    start.current = moveTo;
  });
  useLayoutEffect(() => {
    if (!isReady || hasStarted.current) return;
    hasStarted.current = true;
    if (startRow === undefined) return;
    start.current(startRow * rowPx);
    // who comes back goes on by keys
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [isReady, startRow, rowPx]);

  // a wheel turns content, not track: on a scaled track it would skip
  const isScaled = ratio > 1;
  const turn = useRef((_by: number): void => undefined);
  useLayoutEffect(() => {
    turn.current = (by) => moveTo(content + by);
  });
  useEffect(() => {
    const { current } = box;
    if (current === null || !isScaled) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : rowPx;
      turn.current(event.deltaY * unit);
    };
    current.addEventListener('wheel', onWheel, { passive: false });
    return () => current.removeEventListener('wheel', onWheel);
  }, [isScaled, rowPx]);

  useEffect(() => {
    if (last >= first) onWindow(first, last);
  }, [first, last, onWindow]);
  const leave = useRef((): void => undefined);
  useEffect(() => {
    leave.current = () => onLeave?.(content / rowPx);
  });
  useEffect(() => () => leave.current(), []);

  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  if (pinned < count && (pinned < first || pinned > last)) indexes.push(pinned);
  // a scaled track shows the content from where the view is; far rows stay at its edge
  const yOf = (index: number): number =>
    ratio === 1 ? index * rowPx : Math.max(-rowPx, Math.min(trackPx, top.track + index * rowPx - content));
  return (
    <div {...rest} ref={box} onScroll={onScroll} className={`${classes['box']} ${className ?? ''}`}>
      <div role="presentation" className={classes['run']} style={{ height: trackPx }}>
        {indexes
          .toSorted((a, b) => a - b)
          .map((index) => (
            <div
              role="presentation"
              key={index}
              className={classes['item']}
              style={{ transform: `translateY(${yOf(index)}px)`, height: rowPx }}
            >
              {renderItem(index)}
            </div>
          ))}
      </div>
    </div>
  );
}
