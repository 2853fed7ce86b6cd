/** Each item with what `fetch` gave for it, in order; the next one is under way while this one is used. */
export async function* prefetched<T, R>(
  items: readonly T[],
  fetch: (item: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  let next = items[0] === undefined ? undefined : fetch(items[0]);
  for (const [index, item] of items.entries()) {
    const current = next ?? fetch(item);
    const result = await current;
    const following = items[index + 1];
    next = following === undefined ? undefined : fetch(following);
    // Reported when its turn comes; without this a failure ahead of its turn counts as unhandled.
    next?.catch(() => undefined);
    yield [item, result];
  }
}
