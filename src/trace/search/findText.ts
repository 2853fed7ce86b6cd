/** Full text of a trajectory by role and kind of block: the one definition for the screen, the terminal and the tests. */
import type { Block, Role, Span, Trajectory } from '../model';
import { parseRecord, readStored } from '../record/parseRecord';
import { createFinder, excerptOf, type Excerpt, type Finder, type Sought } from './needle';

/** Where a text may stand; every block of every turn belongs to exactly one. */
export const TEXT_PLACES = ['think', 'answers', 'calls', 'responses', 'user', 'system', 'other'] as const;
export type TextPlace = (typeof TEXT_PLACES)[number];

/** One place, for calls and responses perhaps of one tool only. */
export interface TextScope {
  readonly place: TextPlace;
  readonly tool?: string;
}

/** A blank text is found nowhere. */
export interface TextSearch extends Sought {
  /** Any of these; none = everything recorded, delimiters too. */
  readonly scopes: readonly TextScope[];
}

export interface TextHit extends Span {
  readonly turn: number;
  /** Block of the turn in which it begins. */
  readonly block: number;
  /** Step of the turn; 0 = preamble. */
  readonly step: number;
  readonly place: TextPlace;
  /** Of calls and responses; "" elsewhere, or where none is named. */
  readonly tool: string;
}

export interface FoundText {
  /** All places, also those beyond `hits`. */
  readonly count: number;
  readonly hits: readonly TextHit[];
}

/** `responses:terminal` → its parts; undefined when the place is not known. */
export function parseTextScope(text: string): TextScope | undefined {
  const colon = text.indexOf(':');
  const name = colon === -1 ? text : text.slice(0, colon);
  const place = TEXT_PLACES.find((each) => each === name);
  if (place === undefined) return undefined;
  if (colon === -1) return { place };
  const tool = text.slice(colon + 1);
  return (place === 'calls' || place === 'responses') && tool !== '' ? { place, tool } : undefined;
}

export function formatTextScope({ place, tool }: TextScope): string {
  return tool === undefined ? place : `${place}:${tool}`;
}

/** One name for a search, however its places are ordered: two of one name find the same. */
export function nameTextSearch({ text, scopes, matchCase, isRegex = false }: TextSearch): string {
  return JSON.stringify({
    text,
    ...(scopes.length > 0 && { in: scopes.map(formatTextScope).toSorted() }),
    ...(matchCase && { matchCase }),
    ...(isRegex && { isRegex }),
  });
}

/** What stands beside the responses of a tool turn counts as response, a foreign call syntax as call. */
function placeOf(role: Role, block: Block): TextPlace {
  switch (role) {
    case 'gpt':
      if (block.kind === 'think') return 'think';
      return block.kind === 'text' ? 'answers' : 'calls';
    case 'tool':
      return 'responses';
    case 'human':
      return 'user';
    case 'system':
      return 'system';
    case 'other':
      return 'other';
  }
}

/** `<turn>.<block>` of a response → the tool whose call it answers. */
function toolsOfResponses({ steps }: Trajectory): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap(({ calls }) =>
      calls.flatMap(({ name, response }) =>
        response === undefined ? [] : [[`${response.turn}.${response.block}`, name] as const],
      ),
    ),
  );
}

function toolOf(block: Block, ref: string, answered: ReadonlyMap<string, string>): string {
  if (block.kind === 'tool_call') return block.name;
  if (block.kind === 'tool_response') return answered.get(ref) ?? block.name ?? '';
  return '';
}

/** A search made ready: one for many trajectories. Keeps at most `mostHits` of each, and counts them all. */
export function createTextFinder(
  search: TextSearch,
  mostHits = Number.POSITIVE_INFINITY,
): (trajectory: Trajectory) => FoundText {
  const findSpans = createFinder(search);
  return (trajectory) => findIn(trajectory, search.scopes, findSpans, mostHits);
}

/** A hit with what stands around it. */
export interface ShownHit extends TextHit, Excerpt {
  /** The hit as recorded, its beginning where it is long: what a link quotes. */
  readonly quote: string;
}

export type FoundRecord =
  | { readonly kind: 'bad'; readonly reason: string }
  | {
      readonly kind: 'searched';
      readonly count: number;
      readonly hits: readonly ShownHit[];
      /** UTF-16 characters of all turns. */
      readonly chars: number;
    };

/** UTF-16 characters of all turns of a record as it was read; 0 where none can be read. */
export function countRecordChars(record: unknown): number {
  const stored = readStored(record);
  return stored.kind === 'bad' ? 0 : charsOf(stored.turns);
}

function charsOf(turns: readonly { readonly value: string }[]): number {
  return turns.reduce((sum, { value }) => sum + value.length, 0);
}

/** As `createTextFinder` for records as they are read; one that does not hold the text is not parsed. */
export function createRecordFinder(search: TextSearch, mostHits: number): (record: unknown) => FoundRecord {
  const find = createTextFinder(search, mostHits);
  const findSpans = createFinder(search);
  return (record) => {
    const stored = readStored(record);
    if (stored.kind === 'bad') return stored;
    const { turns } = stored;
    const chars = charsOf(turns);
    if (!turns.some(({ value }) => findSpans(value, undefined, 1).length > 0))
      return { kind: 'searched', count: 0, hits: [], chars };
    const parsed = parseRecord(record);
    if (parsed.kind === 'bad') return parsed;
    const { trajectory } = parsed;
    const { count, hits } = find(trajectory);
    const shown = hits.map((hit): ShownHit => {
      const { value } = trajectory.turns[hit.turn] ?? { value: '' };
      const quote = value.slice(hit.start, Math.min(hit.end, hit.start + MOST_QUOTED));
      return { ...hit, ...excerptOf(value, hit), quote };
    });
    return { kind: 'searched', count, hits: shown, chars };
  };
}

/** Of a hit, in a link. */
const MOST_QUOTED = 200;

const NOTHING: FoundText = { count: 0, hits: [] };

function findIn(
  trajectory: Trajectory,
  scopes: readonly TextScope[],
  findSpans: Finder,
  mostHits: number,
): FoundText {
  const { turns, steps } = trajectory;
  const spans = turns.map((turn) => (scopes.length === 0 ? findSpans(turn.value) : undefined));
  if (scopes.length === 0 && spans.every((found) => found?.length === 0)) return NOTHING;
  const answered = toolsOfResponses(trajectory);
  const stepOf = new Map(steps.flatMap((step) => step.turns.map((turn) => [turn, step.number] as const)));
  const hits: TextHit[] = [];
  let count = 0;
  for (const { index, role, value, blocks } of turns) {
    const whole = spans[index];
    let at = 0;
    for (const [number, block] of blocks.entries()) {
      const place = placeOf(role, block);
      const tool = toolOf(block, `${index}.${number}`, answered);
      let found: readonly Span[];
      if (whole === undefined) {
        const isSought = scopes.some(
          (scope) => scope.place === place && (scope.tool === undefined || scope.tool === tool),
        );
        const { bodyStart: start, bodyEnd: end } = block;
        found = isSought ? findSpans(value, { start, end }) : [];
      } else {
        const first = at;
        while ((whole[at]?.start ?? Number.POSITIVE_INFINITY) < block.end) at += 1;
        found = whole.slice(first, at);
      }
      count += found.length;
      for (const span of found.slice(0, Math.max(0, mostHits - hits.length))) {
        hits.push({ ...span, turn: index, block: number, step: stepOf.get(index) ?? 0, place, tool });
      }
    }
  }
  return { count, hits };
}
