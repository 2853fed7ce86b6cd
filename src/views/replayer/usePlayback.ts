import { useEffect, useEffectEvent, useReducer } from 'react';
import { isDue, PAUSED, reducePlayback, type Playback, type PlaybackAction } from '../../state/playback';

const TICK_MS = 50;

interface PlaybackPlace {
  readonly current: number;
  readonly total: number;
  /** Characters of the current step: how long it is held. */
  readonly chars: number;
  readonly onStep: (step: number) => void;
}

/** The one clock: while playing, moves on to the next step when the current one has been shown long enough. */
export function usePlayback({
  current,
  total,
  chars,
  onStep,
}: PlaybackPlace): readonly [Playback, (action: PlaybackAction) => void] {
  const [playback, dispatch] = useReducer(reducePlayback, PAUSED);
  const onTick = useEffectEvent(() => {
    if (!isDue(playback, chars)) {
      dispatch({ kind: 'tick', elapsedMs: TICK_MS });
    } else if (current < total) {
      dispatch({ kind: 'stepShown' });
      onStep(current + 1);
    } else dispatch({ kind: 'pause' });
  });
  useEffect(() => {
    if (!playback.isPlaying) return undefined;
    const timer = setInterval(onTick, TICK_MS);
    return () => clearInterval(timer);
  }, [playback.isPlaying]);
  return [playback, dispatch];
}
