/**
 * Owns what was answered about a whole index: has it from the last visit, so that figures stand before the engine is
 * there, and keeps it for the next. It must not know what is asked.
 */
import type { Answers } from '../engine';
import type { CacheKey, IndexCache } from './IndexCache';

/** A figure seldom comes alone. */
const SAVE_AFTER_MS = 1_000;

export class KeptAnswers {
  readonly #cache: IndexCache;
  readonly #wholeFiles: () => readonly CacheKey[] | undefined;
  #held: { readonly name: string; readonly answers: Promise<Answers> } | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;

  /** `wholeFiles` = of which files, in which versions, every row is indexed; undefined while one is not. */
  constructor(cache: IndexCache, wholeFiles: () => readonly CacheKey[] | undefined) {
    this.#cache = cache;
    this.#wholeFiles = wholeFiles;
  }

  /** Of the index as it is now: as long as it is the same, so is the object. Undefined while it is not whole. */
  async now(): Promise<Answers | undefined> {
    const files = this.#wholeFiles();
    if (files === undefined) return undefined;
    const name = JSON.stringify(files);
    if (this.#held?.name !== name) this.#held = { name, answers: this.#read(files) };
    return this.#held.answers;
  }

  /** Something was added to what `now` gave. */
  changed(): void {
    this.#saving ??= setTimeout(() => void this.#save(), SAVE_AFTER_MS);
  }

  close(): void {
    clearTimeout(this.#saving);
  }

  async #read(files: readonly CacheKey[]): Promise<Answers> {
    const [{ Answers }, text] = await Promise.all([
      import('../engine'),
      this.#cache.files(files).readAnswers(),
    ]);
    return text === undefined ? new Answers() : Answers.fromJson(text);
  }

  async #save(): Promise<void> {
    this.#saving = undefined;
    const files = this.#wholeFiles();
    const answers = await this.now();
    if (files !== undefined && answers !== undefined)
      await this.#cache.files(files).writeAnswers(answers.toJson());
  }
}
