import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Playback, PlaybackAction } from '../../state/playback';
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

export function Transport({ playback, dispatch, current, total, onStep }: TransportProps): ReactNode {
  const { isPlaying, speed } = playback;
  return (
    <div className={classes['transport']}>
      <IconButton
        label="First step"
        hint={keyOf('firstStep')}
        size="small"
        disabled={current <= 1}
        onClick={() => onStep(1)}
      >
        <SkipBack size={14} aria-hidden />
      </IconButton>
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        hint={keyOf('playPause')}
        size="small"
        variant="primary"
        disabled={total === 0}
        onClick={() => dispatch({ kind: 'toggle' })}
      >
        {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      </IconButton>
      <IconButton
        label="Last step"
        hint={keyOf('lastStep')}
        size="small"
        disabled={current >= total}
        onClick={() => onStep(total)}
      >
        <SkipForward size={14} aria-hidden />
      </IconButton>
      <Button
        variant="quiet"
        size="small"
        aria-label={`Speed ${speed}×`}
        title={`faster ${keyOf('faster')}, slower ${keyOf('slower')}`}
        onClick={() => dispatch({ kind: 'faster' })}
      >
        {speed}×
      </Button>
    </div>
  );
}
