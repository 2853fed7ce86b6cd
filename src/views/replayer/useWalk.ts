import { useEffect, useRef } from 'react';

export interface Walk<Place> {
  /** The place asked for last: ahead of the address while keys are pressed faster than it changes. */
  latest(): Place;
  ask(place: Place): void;
}

/**
 * Remembers the places asked for until the address, which follows with a delay, has reached them: a key pressed
 * meanwhile counts from the last of them, so that no press is lost.
 */
export function useWalk<Place extends string | number | undefined>(current: Place): Walk<Place> {
  const asked = useRef<readonly Place[]>([]);
  useEffect(() => {
    const at = asked.current.indexOf(current);
    // a place nobody here asked for (Back, a link) ends the walk
    asked.current = at === -1 ? [] : asked.current.slice(at + 1);
  }, [current]);
  return {
    latest: () => asked.current.at(-1) ?? current,
    ask: (place) => {
      asked.current = [...asked.current, place];
    },
  };
}
