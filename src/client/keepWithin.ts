/**
 * What is shown while a newer answer is on its way: the previous one, as long as it is of the same dataset (the
 * second part of every key here). Counts of another dataset would be silently wrong.
 */
export function keepWithin<T>(
  dataset: readonly string[],
): (previous: T | undefined, query?: { readonly queryKey: readonly unknown[] }) => T | undefined {
  const key = dataset.join('\n');
  return (previous, query) => {
    const before = query?.queryKey[1];
    return Array.isArray(before) && before.join('\n') === key ? previous : undefined;
  };
}
