/**
 * The one place that virtualises: a scroll box that renders only what is near the window. Fixed or measured
 * heights; it knows nothing of what it shows.
 */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
} from 'react';
import classes from './VirtualList.module.css';

export interface VirtualListHandle {
  scrollTo(index: number, align: 'start' | 'center' | 'auto'): void;
  /** The scroll box itself, for focus and scroll events. */
  readonly element: HTMLDivElement | null;
  /** First item whose end is below `offsetPx` from the top of the box. */
  itemAt(offsetPx: number): number | undefined;
}

interface VirtualListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly count: number;
  readonly estimatePx: (index: number) => number;
  /** Heights are read from the page instead of being as estimated. */
  readonly isMeasured?: boolean;
  /** The index when missing. The same function between renders: with another one every place is computed anew. */
  readonly itemKey?: (index: number) => string | number;
  readonly renderItem: (index: number) => ReactNode;
  /** Rendered wherever the window is (the item that has the cursor must stay in the page). */
  readonly pinned?: number | undefined;
  readonly overscan?: number;
  /** What scrolls in is drawn after the frame instead of before it: for items that cost, with enough `overscan` around. */
  readonly isDrawnLate?: boolean;
  readonly onWindow?: (first: number, last: number) => void;
  readonly handle?: Ref<VirtualListHandle>;
}

export function VirtualList({
  count,
  estimatePx,
  isMeasured = false,
  itemKey,
  renderItem,
  pinned,
  overscan = 6,
  isDrawnLate = false,
  onWindow,
  handle,
  className,
  ...rest
}: VirtualListProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const rangeExtractor = useCallback(
    (range: Range): number[] => {
      const indexes = defaultRangeExtractor(range);
      if (pinned === undefined || pinned >= count || indexes.includes(pinned)) return indexes;
      return [...indexes, pinned].sort((a, b) => a - b);
    },
    [pinned, count],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: estimatePx,
    ...(itemKey !== undefined && { getItemKey: itemKey }),
    overscan,
    rangeExtractor,
    useFlushSync: !isDrawnLate,
  });
  useImperativeHandle(
    handle,
    () => ({
      scrollTo: (index, align) => virtualizer.scrollToIndex(index, { align }),
      get element() {
        return box.current;
      },
      itemAt: (offsetPx) => {
        const top = (virtualizer.scrollOffset ?? 0) + offsetPx;
        return virtualizer.getVirtualItems().find((item) => item.end > top)?.index;
      },
    }),
    [virtualizer],
  );
  const first = virtualizer.range?.startIndex;
  const last = virtualizer.range?.endIndex;
  useEffect(() => {
    if (first !== undefined && last !== undefined) onWindow?.(first, last);
  }, [first, last, onWindow]);

  return (
    <div {...rest} ref={box} className={`${classes['box']} ${className ?? ''}`}>
      <div role="presentation" className={classes['run']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            role="presentation"
            key={item.key}
            data-index={item.index}
            ref={isMeasured ? virtualizer.measureElement : undefined}
            className={classes['item']}
            style={{ transform: `translateY(${item.start}px)`, ...(isMeasured ? {} : { height: item.size }) }}
          >
            {renderItem(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
