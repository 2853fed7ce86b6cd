import { createContext } from 'react';
import type { Highlighter } from './Highlighter';

/** Without one, code stays plain. */
export const HighlighterContext = createContext<Highlighter | undefined>(undefined);
