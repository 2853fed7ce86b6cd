import { ChevronLeft, ChevronRight, CircleX, Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Playback } from '../../state/playback';
import { Button, IconButton } from '../../ui/Button';
import classes from './PhoneTransport.module.css';
import { neighbour } from './runFacts';

interface PhoneTransportProps {
  readonly playback: Playback;
  readonly current: number;
  readonly total: number;
  readonly failureSteps: readonly number[];
  readonly onStep: (step: number) => void;
  readonly onTogglePlay: () => void;
  /** The scrubber, and what stands beside it. */
  readonly children: ReactNode;
}

/** Under the thumb: the scrubber, the steps, and the way to the next failure. */
export function PhoneTransport(props: PhoneTransportProps): ReactNode {
  const { playback, current, total, failureSteps, onStep, onTogglePlay, children } = props;
  const before = neighbour(failureSteps, current, -1);
  const after = neighbour(failureSteps, current, 1);
  return (
    <div className={classes['transport']}>
      <div className={classes['scrub']}>{children}</div>
      <div className={classes['buttons']}>
        <IconButton
          size="touch"
          label="Previous step"
          disabled={current <= 1}
          onClick={() => onStep(current - 1)}
        >
          <ChevronLeft size={18} aria-hidden />
        </IconButton>
        <Button
          size="touch"
          className={classes['failure'] ?? ''}
          aria-label="Previous failure"
          disabled={before === undefined}
          onClick={() => before !== undefined && onStep(before)}
        >
          <ChevronLeft size={14} aria-hidden />
          <CircleX size={14} aria-hidden data-tone="failed" />
          Failure
        </Button>
        <IconButton
          size="touch"
          variant="primary"
          label={playback.isPlaying ? 'Pause' : 'Play'}
          disabled={total === 0}
          onClick={onTogglePlay}
        >
          {playback.isPlaying ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
        </IconButton>
        <Button
          size="touch"
          className={classes['failure'] ?? ''}
          aria-label="Next failure"
          disabled={after === undefined}
          onClick={() => after !== undefined && onStep(after)}
        >
          <CircleX size={14} aria-hidden data-tone="failed" />
          Failure
          <ChevronRight size={14} aria-hidden />
        </Button>
        <IconButton
          size="touch"
          label="Next step"
          disabled={current >= total}
          onClick={() => onStep(current + 1)}
        >
          <ChevronRight size={18} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
