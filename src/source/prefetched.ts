/**
 * Each item with what `fetch` gave for it, in order; the next one is under way while this one is used.
 * Leaving the loop early aborts what is under way.
 */
export async function* prefetched<T, R>(
  items: readonly T[],
  fetch: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): AsyncGenerator<readonly [T, R]> {
  const left = new AbortController();
  const both = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const start = (item: T) => {
    const fetched = fetch(item, both);
    // Reported when its turn comes; without this a failure ahead of its turn counts as unhandled.
    fetched.catch(() => undefined);
    return fetched;
  };
  try {
    let next = items[0] === undefined ? undefined : start(items[0]);
    for (const [index, item] of items.entries()) {
      const result = await (next ?? start(item));
      const following = items[index + 1];
      next = following === undefined ? undefined : start(following);
      yield [item, result];
    }
  } finally {
    left.abort();
  }
}
