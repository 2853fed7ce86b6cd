/** Which full-text searches the engine holds the hits of: the latest few, and whether a list was narrowed by them. */

/** As many as the page keeps the answers of (client/useTextSearch). */
const MOST_KEPT = 3;

export class TextHits {
  readonly #forget: (search: string) => void;
  #kept: readonly string[] = [];
  readonly #asked = new Set<string>();

  constructor(forget: (search: string) => void) {
    this.#forget = forget;
  }

  /** A search begins anew: what it found before goes, with that of the oldest. Tells whether a list was narrowed by it. */
  begin(search: string): () => boolean {
    const kept = [search, ...this.#kept.filter((each) => each !== search)];
    for (const gone of [search, ...kept.slice(MOST_KEPT)]) this.#forget(gone);
    this.#kept = kept.slice(0, MOST_KEPT);
    return () => this.#asked.has(search);
  }

  /** A list is narrowed by it: from now on its progress is news. */
  ask(search: string): void {
    this.#asked.add(search);
  }
}
