import { createContext } from 'react';

/** Are all blocks shown as recorded? A block may be turned over on its own. */
export const RawMode = createContext(false);
