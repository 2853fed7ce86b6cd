/** The end of an exhaustive switch: the compiler fails when a kind is missing; reaching it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
