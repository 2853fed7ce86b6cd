/**
 * The texts that are too long for the page: the trajectory opened last stays here whole, and is asked for rows of a text, for
 * places of a needle and for a copy of itself. One is kept; after a change of worker it is read again.
 */
import { AppError } from '../lib/AppError';
import { toRows, type Rows } from '../lib/lines';
import { excerptOf, searchTurns, toCopyText, type CopyForm, type JsonValue, type Trajectory } from '../trace';
import type { FoundHit, RowsWindow, TextAt, WholeText } from './api';

/** Longer lines are broken: one endless line stays drawable. */
const ROW_CHARS = 1000;
/** Of 64 Ki characters: some 50 ms of searching. */
const SLICES_AT_ONCE = 32;

interface OpenText {
  readonly of: string;
  readonly text: string;
  readonly rows: Rows;
  /** Of the text in the turn's value. */
  readonly start: number;
}

function missing(what: WholeText): AppError {
  const { turn, block, path } = what;
  return new AppError(
    'TRAJECTORY_NOT_FOUND',
    `There is no text ${path?.join('.') ?? ''} in block ${turn}.${block}.`,
  );
}

function textAt({ turns }: Trajectory, what: WholeText): { readonly text: string; readonly start: number } {
  const turn = turns[what.turn];
  const block = turn?.blocks[what.block];
  if (turn === undefined || block === undefined) throw missing(what);
  if (what.path === undefined) return { text: turn.value.slice(block.start, block.end), start: block.start };
  let value: JsonValue | undefined =
    block.kind === 'tool_response' ? block.content : block.kind === 'tool_call' ? block.arguments : undefined;
  for (const key of what.path) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string | number, JsonValue>>)[key]
        : undefined;
  }
  if (typeof value !== 'string') throw missing(what);
  return { text: value, start: 0 };
}

export class WholeTexts {
  #key: string | undefined;
  #trajectory: Trajectory | undefined;
  #text: OpenText | undefined;

  keep(key: string, trajectory: Trajectory): void {
    this.forget();
    this.#key = key;
    this.#trajectory = trajectory;
  }

  forget(): void {
    this.#key = undefined;
    this.#trajectory = undefined;
    this.#text = undefined;
  }

  /** The kept one, else what `open` reads. */
  async whole(key: string, open: () => Promise<Trajectory>): Promise<Trajectory> {
    if (this.#trajectory !== undefined && this.#key === key) return this.#trajectory;
    const trajectory = await open();
    this.keep(key, trajectory);
    return trajectory;
  }

  /** `count` rows from a row on, or around an offset of the turn's value. */
  rows(trajectory: Trajectory, what: WholeText, at: TextAt, count: number): RowsWindow {
    const { text, rows, start } = this.#open(trajectory, what);
    const row = at.kind === 'row' ? at.row : rows.rowOf(at.offset - start);
    const first = Math.max(0, at.kind === 'row' ? row : row - (row % count));
    const last = Math.min(rows.count, first + count);
    return {
      row,
      first,
      rows: Array.from({ length: Math.max(0, last - first) }, (_, index) => rows.rowAt(first + index)),
      count: rows.count,
      chars: text.length,
    };
  }

  #open(trajectory: Trajectory, what: WholeText): OpenText {
    const of = JSON.stringify([this.#key, what]);
    if (this.#text?.of === of) return this.#text;
    const { text, start } = textAt(trajectory, what);
    this.#text = { of, text, start, rows: toRows(text, ROW_CHARS) };
    return this.#text;
  }
}

/** Hits from the turn on, then those before it, as they are found; a hit says what stands around it. */
export async function findInTrajectory(
  { turns }: Trajectory,
  needle: string,
  fromTurn: number,
  take: (hits: readonly FoundHit[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const ordered = [...turns.slice(fromTurn), ...turns.slice(0, fromTurn)];
  const taken: Promise<void>[] = [];
  let slices = 0;
  for (const hits of searchTurns(ordered, needle)) {
    if (hits.length > 0) {
      taken.push(
        take(hits.map((hit) => ({ ...hit, excerpt: excerptOf(turns[hit.turn]?.value ?? '', hit) }))),
      );
    }
    slices += 1;
    if (slices % SLICES_AT_ONCE > 0) continue;
    // other calls get their turn, among them the one that ends this
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    signal.throwIfAborted();
  }
  await Promise.all(taken);
}

/** Text as a Blob: the page hands it to the clipboard without having it. */
export function copyOf(trajectory: Trajectory, form: CopyForm): Blob {
  return new Blob([toCopyText(trajectory, form)], { type: 'text/plain' });
}
