/** An own member of a table or a JSON object; inherited names such as `constructor` are not members. */
export function member<T>(of: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
