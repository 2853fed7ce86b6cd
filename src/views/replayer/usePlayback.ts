import { useEffect, useEffectEvent, useReducer } from 'react';
import { isDue, PAUSED, reducePlayback, type Playback, type PlaybackAction } from '../../state/playback';

import { neighbour } from './runFacts';

const TICK_MS = 50;

interface PlaybackPlace {
  readonly current: number;
  /** The steps to be played, rising. */
  readonly steps: readonly number[];
  /** Playing pauses on arriving at one of these. */
  readonly stopAt: readonly number[];
  /** Characters of the current step: how long it is held. */
  readonly chars: number;
  readonly onStep: (step: number) => void;
}

/** The one clock: while playing, moves on to the next step when the current one has been shown long enough. */
export function usePlayback({
  current,
  steps,
  stopAt,
  chars,
  onStep,
}: PlaybackPlace): readonly [Playback, (action: PlaybackAction) => void] {
  const [playback, dispatch] = useReducer(reducePlayback, PAUSED);
  const onTick = useEffectEvent(() => {
    if (!isDue(playback, chars)) {
      dispatch({ kind: 'tick', elapsedMs: TICK_MS });
      return;
    }
    const next = neighbour(steps, current, 1);
    dispatch({ kind: next === undefined || stopAt.includes(next) ? 'pause' : 'stepShown' });
    if (next !== undefined) onStep(next);
  });
  useEffect(() => {
    if (!playback.isPlaying) return undefined;
    const timer = setInterval(onTick, TICK_MS);
    return () => clearInterval(timer);
  }, [playback.isPlaying]);
  return [playback, dispatch];
}
