import { useEffect, useRef } from 'react';

export interface StepWalk {
  /** The step asked for last: ahead of the address while keys are pressed faster than it changes. */
  latest(): number;
  go(to: number | undefined): void;
}

/**
 * Moves through steps whose truth is the address. The address follows with a delay; a key pressed meanwhile
 * counts from the step asked for last, so that no press is lost.
 */
export function useStepWalk(current: number, total: number, onStep: (step: number) => void): StepWalk {
  const asked = useRef<readonly number[]>([]);
  useEffect(() => {
    const at = asked.current.indexOf(current);
    // a step nobody here asked for (Back, a link) ends the walk
    asked.current = at === -1 ? [] : asked.current.slice(at + 1);
  }, [current]);
  const latest = (): number => asked.current.at(-1) ?? current;
  return {
    latest,
    go: (to) => {
      if (to === undefined || to < 1 || to > total || to === latest()) return;
      asked.current = [...asked.current, to];
      onStep(to);
    },
  };
}
