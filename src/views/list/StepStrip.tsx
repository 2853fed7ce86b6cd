import type { ReactNode } from 'react';
import { decodeStrip } from '../../trace';
import { layoutStrip, STRIP_HEIGHT, type StripLayout } from './stripLayout';
import classes from './StepStrip.module.css';

/** One mark per step on one baseline, in order. Hidden from readers: the row's name carries the counts. */
export function StepStrip({ strip }: { strip: string }): ReactNode {
  const layout = layoutStrip(decodeStrip(strip));
  return (
    <svg width={layout.width} height={STRIP_HEIGHT} className={classes['strip']} aria-hidden="true">
      <StripShapes layout={layout} />
    </svg>
  );
}

/** The marks alone, for a drawing that holds more than one strip. */
export function StripShapes({ layout }: { layout: StripLayout }): ReactNode {
  const { width, bars, dots, loops, hairlines } = layout;
  return (
    <>
      <line x1="0" x2={width} y1="15.5" y2="15.5" className={classes['baseline']} />
      {hairlines.map((x) => (
        <line key={`h${x}`} x1={x} x2={x} y1="4" y2="20" className={classes['hairline']} />
      ))}
      {loops.map(({ x, width: span }) => (
        <rect key={`l${x}`} x={x} y="1" width={span} height="2" className={classes['finding']} />
      ))}
      {dots.map((x) => (
        <path key={`d${x}`} d={`M${x} 0l2 2l-2 2l-2-2z`} className={classes['finding']} />
      ))}
      {bars.map(({ x, y, width: span, height, kind }) => (
        <rect key={`${x}.${y}`} x={x} y={y} width={span} height={height} className={classes[kind]} />
      ))}
    </>
  );
}
