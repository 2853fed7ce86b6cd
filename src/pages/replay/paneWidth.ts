import { useWorkspace, type Pane } from '../../state/workspace';

export const LEAST_PANE_PX = 200;
export const MOST_PANE_PX = 420;

interface PaneWidth {
  /** px */
  readonly width: number;
  readonly setWidth: (width: number | undefined) => void;
}

/** The width a side pane has: as the reader dragged it, else as designed. */
export function usePaneWidth(pane: Pane, designed: number): PaneWidth {
  const { paneWidths, setPaneWidth } = useWorkspace();
  return { width: paneWidths[pane] ?? designed, setWidth: (width) => setPaneWidth(pane, width) };
}
