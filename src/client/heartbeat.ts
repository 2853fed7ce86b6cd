/**
 * Asks a worker for a sign of life again and again, and tells when it gives none. Counts beats of this page, not
 * time: a laptop that slept or a tab in the background is no hang.
 */
const BEAT_MS = 1_000;

export interface Heartbeat {
  /** Asks at once; used when the page comes back from the Back/Forward cache. */
  beat(): void;
  stop(): void;
}

/** `onSilent` is called once, after `mostMissed` beats without an answer while the page was visible. */
export function startHeartbeat(
  ping: () => Promise<unknown>,
  onSilent: () => void,
  { mostMissed, isVisible }: { readonly mostMissed: number; readonly isVisible: () => boolean },
): Heartbeat {
  let missed = 0;
  let isWaiting = false;
  const stop = (): void => clearInterval(timer);
  const beat = (): void => {
    if (!isVisible()) {
      missed = 0;
      return;
    }
    if (isWaiting) {
      missed += 1;
      if (missed < mostMissed) return;
      stop();
      onSilent();
      return;
    }
    isWaiting = true;
    missed = 0;
    const heard = (): void => {
      isWaiting = false;
    };
    ping().then(heard, heard);
  };
  const timer = setInterval(beat, BEAT_MS);
  return { beat, stop };
}
