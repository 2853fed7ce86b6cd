import { useWalk } from './useWalk';

export interface StepWalk {
  /** The step to show: ahead of the address. */
  readonly shown: number;
  /** The step asked for last. */
  latest(): number;
  go(to: number | undefined): void;
  /** The address was asked to change to this step by other means. */
  note(step: number): void;
}

/** Moves through steps whose truth is the address. */
export function useStepWalk(current: number, total: number, onStep: (step: number) => void): StepWalk {
  const { shown, latest, ask } = useWalk(current);
  return {
    shown,
    latest,
    note: (step) => {
      if (step !== latest()) ask(step);
    },
    go: (to) => {
      if (to === undefined || to < 1 || to > total || to === latest()) return;
      ask(to);
      onStep(to);
    },
  };
}
