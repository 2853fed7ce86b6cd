/** How steps are drawn: what the reader hides, turns over and folds. Holds for every trajectory, until the page is left. */
import { create } from 'zustand';

export type Fold = 'default' | 'open' | 'folded';

interface ReplayView {
  readonly isThinkShown: boolean;
  readonly isRaw: boolean;
  readonly fold: Fold;
  /** Grows with every fold of all: what was opened or closed alone before it no longer counts. */
  readonly foldRound: number;
  showThink(isShown: boolean): void;
  toggleThink(): void;
  toggleRaw(): void;
  /** Folds all; once folded, opens all. */
  toggleFold(): void;
}

export const useReplayView = create<ReplayView>()((set) => ({
  isThinkShown: true,
  isRaw: false,
  fold: 'default',
  foldRound: 0,
  showThink: (isThinkShown) => set({ isThinkShown }),
  toggleThink: () => set(({ isThinkShown }) => ({ isThinkShown: !isThinkShown })),
  toggleRaw: () => set(({ isRaw }) => ({ isRaw: !isRaw })),
  toggleFold: () =>
    set(({ fold, foldRound }) => ({
      fold: fold === 'folded' ? 'open' : 'folded',
      foldRound: foldRound + 1,
    })),
}));
