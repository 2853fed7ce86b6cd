/** How steps are drawn: what the reader hides, turns over and folds. Holds for every trajectory, until the page is left. */
import { create } from 'zustand';

export type Fold = 'default' | 'open' | 'folded';

/** What can be collapsed by kind; a prompt, a summary or a notice is `notice`. */
export const FOLD_KINDS = ['think', 'answer', 'call', 'response', 'notice'] as const;
export type FoldKind = (typeof FOLD_KINDS)[number];

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
  /** Blocks stand as their kind says again. */
  resetFold(): void;
  /** "Collapse by kind" is open. */
  readonly isFoldMenuOpen: boolean;
  setFoldMenuOpen(isOpen: boolean): void;
}

export const useReplayView = create<ReplayView>()((set) => ({
  isThinkShown: true,
  isRaw: false,
  fold: 'default',
  foldRound: 0,
  showThink: (isThinkShown) => set({ isThinkShown }),
  toggleThink: () => set(({ isThinkShown }) => ({ isThinkShown: !isThinkShown })),
  toggleRaw: () => set(({ isRaw }) => ({ isRaw: !isRaw })),
  isFoldMenuOpen: false,
  setFoldMenuOpen: (isFoldMenuOpen) => set({ isFoldMenuOpen }),
  resetFold: () => set(({ foldRound }) => ({ fold: 'default', foldRound: foldRound + 1 })),
  toggleFold: () =>
    set(({ fold, foldRound }) => ({
      fold: fold === 'folded' ? 'open' : 'folded',
      foldRound: foldRound + 1,
    })),
}));
