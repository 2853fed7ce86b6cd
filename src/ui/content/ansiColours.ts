/** The colours of terminal text in both themes, each readable (≥ 4.5) on the ground it stands on. */
import type { AnsiColour, AnsiLook } from './ansi';
import { mix, readableOn, type Rgb } from './contrast';

export interface ThemeGround {
  readonly ink: Rgb;
  readonly ground: Rgb;
}

/** --rt-ink on --rt-sunken (tokens.css): the ground machine output stands on. */
export const THEMES: Readonly<Record<'light' | 'dark', ThemeGround>> = {
  light: { ink: [27, 25, 32], ground: [241, 240, 243] },
  dark: { ink: [236, 234, 240], ground: [16, 15, 19] },
};

const SIXTEEN: readonly Rgb[] = [
  [27, 25, 32],
  [190, 44, 20],
  [10, 122, 92],
  [150, 110, 0],
  [40, 92, 190],
  [150, 50, 140],
  [0, 124, 140],
  [190, 186, 198],
  [118, 113, 126],
  [236, 92, 64],
  [64, 190, 150],
  [226, 181, 72],
  [120, 164, 246],
  [226, 130, 200],
  [90, 200, 214],
  [245, 244, 247],
];
const CUBE = [0, 95, 135, 175, 215, 255] as const;

function toRgb(colour: AnsiColour): Rgb {
  if (colour.kind === 'rgb') return colour.rgb;
  const { index } = colour;
  const named = SIXTEEN[index];
  if (named !== undefined) return named;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const place = index - 16;
  const level = (part: number): number => CUBE[part % 6] ?? 0;
  return [level(Math.floor(place / 36)), level(Math.floor(place / 6)), level(place)];
}

export interface RunColours {
  readonly ink?: Rgb;
  readonly ground?: Rgb;
}

/** What to draw a run with; nothing where the theme's own colours serve. */
export function runColours(look: AnsiLook, theme: ThemeGround): RunColours {
  const isPlain = look.ink === undefined && look.ground === undefined;
  if (isPlain && look.isDim !== true && look.isInverse !== true) return {};
  const inkAsked = look.ink === undefined ? theme.ink : toRgb(look.ink);
  const groundAsked = look.ground === undefined ? theme.ground : toRgb(look.ground);
  const [ink, ground] = look.isInverse === true ? [groundAsked, inkAsked] : [inkAsked, groundAsked];
  const dimmed = look.isDim === true ? mix(ink, ground, 0.35) : ink;
  const hasGround = look.ground !== undefined || look.isInverse === true;
  return { ink: readableOn(dimmed, ground), ...(hasGround ? { ground } : {}) };
}
