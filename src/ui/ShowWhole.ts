import { createContext } from 'react';

/** Texts inside are shown whole unless the reader cut them again. */
export const ShowWhole = createContext(false);

/** Where in a text stands what is sought: a text too long to be drawn whole opens at it. Undefined: nowhere in this one. */
export const SoughtIn = createContext<((text: string) => number | undefined) | undefined>(undefined);

/** Texts inside are a part of what was recorded: what is counted in them is not the whole. */
export const IsPart = createContext(false);
