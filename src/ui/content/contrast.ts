/** WCAG contrast of sRGB colours, and a colour moved as little as needed to be read on its ground. */
export type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const STEPS = 20;

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]; // two in, two out
  return (light + 0.05) / (dark + 0.05);
}

export function mix([r1, g1, b1]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  const part = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [part(r1, r2), part(g1, g2), part(b1, b2)];
}

/** The nearest mixture with black or white, whichever contrasts more with the ground, that reaches the ratio. */
export function readableOn(ink: Rgb, ground: Rgb, ratio = 4.5): Rgb {
  const goal = contrast(BLACK, ground) > contrast(WHITE, ground) ? BLACK : WHITE;
  for (let step = 0; step <= STEPS; step += 1) {
    const mixed = mix(ink, goal, step / STEPS);
    if (contrast(mixed, ground) >= ratio) return mixed;
  }
  return goal;
}
