import { useCallback, useEffect, useRef, useState } from 'react';

export interface Walk<Place> {
  /** What is shown: the place asked for last, at once, while the address is on its way. */
  readonly shown: Place;
  /** The same between two renders: a key pressed meanwhile counts from here, so that no press is lost. */
  latest(): Place;
  ask(place: Place): void;
}

/** Goes ahead of the address, which follows with a delay, until it has reached the places asked for. */
export function useWalk<Place extends string | number | undefined>(current: Place): Walk<Place> {
  const [asked, setAsked] = useState<readonly Place[]>([]);
  const ahead = useRef(asked);
  const change = useCallback((next: readonly Place[]): void => {
    if (next.length === 0 && ahead.current.length === 0) return;
    ahead.current = next;
    setAsked(next);
  }, []);
  useEffect(() => {
    const at = ahead.current.lastIndexOf(current);
    // a place nobody here asked for (Back, a link) ends the walk
    change(at === -1 ? [] : ahead.current.slice(at + 1));
  }, [current, change]);
  return {
    shown: asked.length > 0 ? (asked.at(-1) ?? current) : current,
    latest: () => ahead.current.at(-1) ?? current,
    // back to where the address still is: it will not change, so nothing is to be waited for
    ask: (place) => change(place === current ? [] : [...ahead.current, place]),
  };
}
