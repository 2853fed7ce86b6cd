/** Which block has the reader's focus (h / l, a permalink), and which must be open because something in it was found. */
import { createContext, use } from 'react';

export interface BlockMarks {
  readonly focused: string | undefined;
  readonly revealed: string | undefined;
  /** In the turn's value as recorded: what was found stands in the part of the revealed block that is not here. */
  readonly offset: number | undefined;
}

export const BlockMark = createContext<BlockMarks>({
  focused: undefined,
  revealed: undefined,
  offset: undefined,
});

interface BlockProps {
  readonly id: string | undefined;
  readonly tabIndex: -1 | undefined;
  readonly 'aria-current': 'location' | undefined;
}

/** What makes an element the block of that id: it can take focus, and says when it has the reader's. */
export function useBlockProps(id: string | undefined): BlockProps {
  const { focused } = use(BlockMark);
  return {
    id,
    tabIndex: id === undefined ? undefined : -1,
    'aria-current': id !== undefined && id === focused ? 'location' : undefined,
  };
}

/** Must one of these blocks be shown whole? */
export function useIsRevealed(...ids: readonly (string | undefined)[]): boolean {
  const { revealed } = use(BlockMark);
  return revealed !== undefined && ids.includes(revealed);
}
