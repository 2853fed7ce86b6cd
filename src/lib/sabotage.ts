/**
 * Test-only switches that take one defence away, or hang, end or starve a worker at one stage, so that tests can show that
 * they would notice. `__SABOTAGE__` is a constant of the build: false in the one readers get, where every use
 * (`globalThis.__SABOTAGE__ && …`) is dropped by the minifier with the names in it; `checkSwitches` of the gate looks.
 *
 * Asked for by `?sabotage=<name>[,<name>…]` in the page's address; workers get it in their name. A stage may end
 * in `@<life>`: only the worker's so-manieth life hangs or dies (`hang-indexing@1`).
 */
declare global {
  // a property of globalThis is declared with var
  var __SABOTAGE__: boolean | undefined;
}

export const DEFENCES = [
  'watchdog',
  'etagCheck',
  'depthCap',
  'sanitiser',
  'linkPolicy',
  'bidiMarks',
  'engineProbe',
] as const;
export type Defence = (typeof DEFENCES)[number];

export const STAGES = ['listing', 'indexing', 'parsing', 'querying', 'trajectory', 'engine'] as const;
export type Stage = (typeof STAGES)[number];

/** What the page's address asks for, as the words behind `sabotage=`. */
function asked(): readonly string[] {
  const { location, name } = globalThis as {
    readonly location?: { readonly search?: string };
    readonly name?: string;
  };
  const text = /[?&]sabotage=([^&#]*)/.exec(`${location?.search ?? ''}${name ?? ''}`)?.[1] ?? '';
  return decodeURIComponent(text).split(',');
}

/** Only behind `globalThis.__SABOTAGE__ &&`. */
export function isOff(defence: Defence): boolean {
  return asked().includes(defence);
}

/** The so-manieth life of a thing is to hang, die or run out of memory at a stage. Only behind `globalThis.__SABOTAGE__ &&`. */
export function isStruck(how: 'hang' | 'die' | 'starve', stage: Stage, life: number): boolean {
  return asked().some((each) => each === `${how}-${stage}` || each === `${how}-${stage}@${life}`);
}

/** Hangs or ends this thread when the test asked for it. Only behind `globalThis.__SABOTAGE__ &&`. */
export function strike(stage: Stage): void {
  const name = (globalThis as { readonly name?: string }).name ?? '';
  const life = Number(/[?&]life=(\d+)/.exec(name)?.[1] ?? 1);
  if (isStruck('hang', stage, life)) for (;;);
  if (isStruck('starve', stage, life)) starve(stage);
  if (isStruck('die', stage, life)) {
    (globalThis as unknown as { setTimeout(act: () => void): void }).setTimeout(() => {
      throw new Error(`ended by a test at ${stage}`);
    });
  }
}

const starved = new Set<Stage>();

/** Once in this thread, memory is taken until there is none: throws what the browser throws then. */
function starve(stage: Stage): void {
  if (starved.has(stage)) return;
  starved.add(stage);
  const held: ArrayBuffer[] = [];
  for (;;) held.push(new ArrayBuffer(2 ** 33));
}
