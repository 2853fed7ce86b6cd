/**
 * A list on its way to another thread in parts, each a task of its own there: a list of 50 MB and one text of 100 MB hold that
 * thread no longer than one part does. Pure; `PartJoin` undoes `toParts` exactly.
 */

/** Keys and indexes from an item down to a text in it. */
export type TextPath = readonly (string | number)[];

export type Part<Item> =
  /** The next items; texts that follow in pieces are empty in them. */
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  /** More of a text of the last item handed over. */
  | { readonly kind: 'text'; readonly path: TextPath; readonly text: string; readonly isLast: boolean };

interface LongText {
  readonly path: TextPath;
  readonly text: string;
}

/** A copy with every text above the bound emptied, and those texts. */
function emptyLongTexts(value: unknown, path: TextPath, most: number, long: LongText[]): unknown {
  if (typeof value === 'string') {
    if (value.length <= most) return value;
    long.push({ path, text: value });
    return '';
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, at) => emptyLongTexts(item, [...path, at], most, long));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, emptyLongTexts(item, [...path, key], most, long)]),
  );
}

/** In order. A part holds items of about `most` in sum of `sizeOf`; an item above it comes alone, without texts longer than `most`. */
export function* toParts<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  most: number,
): Generator<Part<Item>, void> {
  let first = 0;
  let size = 0;
  for (const [index, item] of items.entries()) {
    const own = sizeOf(item);
    size += own;
    if (own > most) {
      if (index > first) yield { kind: 'items', items: items.slice(first, index) };
      const long: LongText[] = [];
      // the copy has the shape of the item
      yield { kind: 'items', items: [emptyLongTexts(item, [], most, long) as Item] };
      for (const { path, text } of long) {
        for (let at = 0; at < text.length; at += most) {
          yield { kind: 'text', path, text: text.slice(at, at + most), isLast: at + most >= text.length };
        }
      }
    } else if (size > most) yield { kind: 'items', items: items.slice(first, index + 1) };
    else continue;
    first = index + 1;
    size = 0;
  }
  if (first < items.length) yield { kind: 'items', items: items.slice(first) };
}

/** Takes parts in their order. */
export class PartJoin<Item extends object> {
  readonly #items: Item[] = [];

  get items(): readonly Item[] {
    return this.#items;
  }

  take(part: Part<Item>): void {
    if (part.kind === 'items') {
      this.#items.push(...part.items);
      return;
    }
    // made by toParts: every key on the way leads to an object, the last to a text
    let holder = this.#items.at(-1) as Record<string | number, unknown>;
    for (const key of part.path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
    const last = part.path.at(-1) ?? '';
    const text = (holder[last] as string) + part.text;
    // engines keep a sum of texts as a tree and copy it together at the first look into it: here, one text a task
    if (part.isLast) text.charCodeAt(0);
    holder[last] = text;
  }
}
