import { createContext } from 'react';

/** Texts inside are shown whole unless the reader cut them again. */
export const ShowWhole = createContext(false);
