/**
 * A histogram to drag over: one bin by a click, several by a drag, none by a click on what is chosen. Hidden from
 * readers: the fields it belongs to say and do the same.
 */
import { useState, type PointerEvent, type ReactNode } from 'react';
import classes from './RangeHistogram.module.css';

interface Bin {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly count: number;
}

interface Interval {
  readonly min?: number;
  readonly max?: number;
}

interface RangeHistogramProps {
  readonly bins: readonly Bin[];
  readonly chosen: Interval | undefined;
  /** Undefined = all. From the first bin on or to the last, that end is open. */
  readonly onPick: (picked: Interval | undefined) => void;
}

const HEIGHT = 28;
const PITCH = 8;

export function RangeHistogram({ bins, chosen, onPick }: RangeHistogramProps): ReactNode {
  const [drag, setDrag] = useState<readonly [number, number]>();
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const [first, last] = drag === undefined ? [0, 0] : [Math.min(...drag), Math.max(...drag)];
  const isIn = ({ from, to }: Bin, index: number): boolean =>
    drag === undefined
      ? to >= (chosen?.min ?? 0) && from <= (chosen?.max ?? Number.POSITIVE_INFINITY)
      : index >= first && index <= last;
  const binAt = (event: PointerEvent<SVGSVGElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * bins.length);
    return Math.max(0, Math.min(bins.length - 1, index));
  };
  const drop = (): void => {
    setDrag(undefined);
    const picked = toInterval(bins, first, last);
    onPick(picked?.min === chosen?.min && picked?.max === chosen?.max ? undefined : picked);
  };
  return (
    <svg
      className={classes['plot']}
      viewBox={`0 0 ${bins.length * PITCH} ${HEIGHT}`}
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const bin = binAt(event);
        setDrag([bin, bin]);
      }}
      onPointerMove={(event) => drag !== undefined && setDrag([drag[0], binAt(event)])}
      onPointerUp={() => drag !== undefined && drop()}
      onPointerCancel={() => setDrag(undefined)}
    >
      {bins.map((bin, index) => {
        const height = bin.count === 0 ? 0 : Math.max(1.5, (bin.count / most) * (HEIGHT - 2));
        return (
          <g key={bin.from} data-chosen={isIn(bin, index)} data-drag={drag !== undefined}>
            <title>{`${bin.from === bin.to ? bin.from : `${bin.from}–${bin.to}`}: ${bin.count}`}</title>
            <rect className={classes['ground']} x={index * PITCH} width={PITCH} height={HEIGHT} />
            <rect
              className={classes['bar']}
              x={index * PITCH + 0.5}
              width={PITCH - 1}
              y={HEIGHT - height}
              height={height}
            />
          </g>
        );
      })}
    </svg>
  );
}

/** Bins `first` to `last` as an interval; undefined when they are all. */
function toInterval(bins: readonly Bin[], first: number, last: number): Interval | undefined {
  const min = first === 0 ? undefined : bins[first]?.from;
  const max = last === bins.length - 1 ? undefined : bins[last]?.to;
  if (min === undefined && max === undefined) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
