/**
 * Play for traces that carry no times: each step is held as long as its length deserves. A pure reducer; time is
 * passed in, so one clock hook (views/replayer/usePlayback) is all that touches a timer.
 */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** What a step can be played for. */
export const PLAY_KINDS = ['think', 'call', 'failure', 'finding', 'answer'] as const;
export type PlayKind = (typeof PLAY_KINDS)[number];

export interface PlayOptions {
  /** Steps with any of these are played; none chosen: every step. */
  readonly kinds: readonly PlayKind[];
  readonly stopsAtFailures: boolean;
}

export const PLAY_ALL: PlayOptions = { kinds: [], stopsAtFailures: false };

export interface Playback {
  readonly isPlaying: boolean;
  readonly speed: Speed;
  /** Time the current step has been shown while playing. */
  readonly shownMs: number;
}

export type PlaybackAction =
  | { readonly kind: 'toggle' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'faster' }
  | { readonly kind: 'slower' }
  | { readonly kind: 'speed'; readonly speed: Speed }
  | { readonly kind: 'stepShown' }
  | { readonly kind: 'tick'; readonly elapsedMs: number };

export const PAUSED: Playback = { isPlaying: false, speed: 1, shownMs: 0 };

const LEAST_MS = 800;
const MOST_MS = 8_000;
const MS_PER_CHAR = 4;

/** How long a step of so many characters is held at 1×: 250 characters a second, between 0.8 s and 8 s. */
export function dwellMs(chars: number): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, chars * MS_PER_CHAR));
}

function shiftSpeed(speed: Speed, by: 1 | -1): Speed {
  const at = SPEEDS.indexOf(speed) + by;
  return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))] ?? speed;
}

export function reducePlayback(state: Playback, action: PlaybackAction): Playback {
  switch (action.kind) {
    case 'toggle':
      return { ...state, isPlaying: !state.isPlaying, shownMs: 0 };
    case 'pause':
      return { ...state, isPlaying: false, shownMs: 0 };
    case 'faster':
      return { ...state, speed: shiftSpeed(state.speed, 1) };
    case 'slower':
      return { ...state, speed: shiftSpeed(state.speed, -1) };
    case 'speed':
      return { ...state, speed: action.speed };
    case 'stepShown':
      return { ...state, shownMs: 0 };
    case 'tick':
      return state.isPlaying ? { ...state, shownMs: state.shownMs + action.elapsedMs * state.speed } : state;
  }
}

/** The step has been shown long enough. */
export function isDue(state: Playback, chars: number): boolean {
  return state.isPlaying && state.shownMs >= dwellMs(chars);
}
