import { ChevronLeft, ChevronRight, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { SPEEDS, type Playback, type PlaybackAction } from '../../state/playback';
import { keyOf } from '../../state/keyTable';
import { Button, IconButton } from '../../ui/Button';
import classes from './Transport.module.css';

interface TransportProps {
  readonly playback: Playback;
  readonly dispatch: (action: PlaybackAction) => void;
  readonly current: number;
  readonly total: number;
  readonly onStep: (step: number) => void;
}

export function Transport(props: TransportProps): ReactNode {
  const { playback, dispatch, current, total, onStep } = props;
  const { isPlaying, speed } = playback;
  return (
    <div className={classes['transport']}>
      <IconButton
        label="First step"
        hint={keyOf('firstStep')}
        disabled={current <= 1}
        onClick={() => onStep(1)}
      >
        <SkipBack size={14} aria-hidden />
      </IconButton>
      <IconButton
        label="Previous step"
        hint={keyOf('previousStep')}
        disabled={current <= 1}
        onClick={() => onStep(current - 1)}
      >
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        hint={keyOf('playPause')}
        variant="primary"
        disabled={total === 0}
        onClick={() => dispatch({ kind: 'toggle' })}
      >
        {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      </IconButton>
      <IconButton
        label="Next step"
        hint={keyOf('nextStep')}
        disabled={current >= total}
        onClick={() => onStep(current + 1)}
      >
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Last step"
        hint={keyOf('lastStep')}
        disabled={current >= total}
        onClick={() => onStep(total)}
      >
        <SkipForward size={14} aria-hidden />
      </IconButton>
      <Button
        variant="quiet"
        className={classes['speed'] ?? ''}
        aria-label={`Speed ${speed}×`}
        title={`faster ${keyOf('faster')}, slower ${keyOf('slower')}`}
        // after the fastest the slowest: by mouse alone every speed is reached
        onClick={() =>
          dispatch(speed === SPEEDS.at(-1) ? { kind: 'speed', speed: SPEEDS[0] } : { kind: 'faster' })
        }
      >
        {speed}×
      </Button>
    </div>
  );
}
