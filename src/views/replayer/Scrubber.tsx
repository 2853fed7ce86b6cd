import { useElementSize } from '@mantine/hooks';
import { memo, useMemo, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { StripMark } from '../../trace';
import { layoutScrubber, markWords, SCRUBBER_HEIGHT, stepAtX, type ScrubberLayout } from './scrubberLayout';
import classes from './Scrubber.module.css';
import { spellHidden } from '../../ui/content/hidden';

interface ScrubberProps {
  readonly marks: readonly StripMark[];
  readonly current: number;
  /** What a screen reader hears as the value. */
  readonly valueText: string;
  readonly onStep: (step: number) => void;
}

const PAGE_STEPS = 10;

function stepForKey(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return current + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return current - 1;
    case 'PageUp':
      return current + PAGE_STEPS;
    case 'PageDown':
      return current - PAGE_STEPS;
    case 'Home':
      return 1;
    case 'End':
      return count;
    default:
      return undefined;
  }
}

/** All steps as marks on one baseline; the gate stands around the current one. Drag, click, or keys. */
export function Scrubber({ marks, current, valueText, onStep }: ScrubberProps): ReactNode {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const layout = useMemo(() => layoutScrubber(marks, Math.max(width, 1)), [marks, width]);
  const go = (step: number): void => {
    const next = Math.max(1, Math.min(marks.length, step));
    if (next !== current) onStep(next);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    const track = event.currentTarget;
    const step = stepAtX(layout, event.clientX - track.getBoundingClientRect().left);
    const mark = marks[step - 1];
    // written past React: it changes with every move of the mouse
    track.title = mark === undefined ? '' : markWords(mark, step);
    if (event.type === 'pointerdown') track.setPointerCapture(event.pointerId);
    else if (!track.hasPointerCapture(event.pointerId)) return;
    go(step);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepForKey(event.key, current, marks.length);
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  const gate = layout.slots[Math.min(current, marks.length) - 1];
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label="Step"
      aria-valuemin={marks.length === 0 ? 0 : 1}
      aria-valuemax={marks.length}
      aria-valuenow={current}
      aria-valuetext={spellHidden(valueText)}
      className={classes['scrubber']}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      <svg width="100%" height={SCRUBBER_HEIGHT} aria-hidden="true">
        <line x1="0" x2={layout.width} y1="33.5" y2="33.5" className={classes['baseline']} />
        {gate !== undefined && (
          <rect x={gate.x - 1} y="5" width={gate.width + 2} height="38" rx="2" className={classes['gate']} />
        )}
        <Marks layout={layout} />
        {layout.labels(current).map(({ x, step }) => (
          <text
            key={step}
            x={x}
            y="56"
            textAnchor="middle"
            className={classes['label']}
            data-current={step === current}
          >
            {step}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** All that does not move with the current step. */
const Marks = memo(function Marks({ layout }: { layout: ScrubberLayout }): ReactNode {
  return (
    <>
      {layout.hairlines.map((x) => (
        <line key={`h${x}`} x1={x} x2={x} y1="10" y2="44" className={classes['hairline']} />
      ))}
      {layout.loops.map(({ x, width: span }) => (
        <rect key={`l${x}`} x={x} y="7" width={span} height="2" className={classes['finding']} />
      ))}
      {layout.dots.map((x) => (
        <path key={`d${x}`} d={`M${x} 6l3 3l-3 3l-3-3z`} className={classes['finding']} />
      ))}
      {layout.bars.map(({ x, y, width: span, height, kind }) => (
        <rect key={`${x}.${y}`} x={x} y={y} width={span} height={height} className={classes[kind]} />
      ))}
    </>
  );
});
