/** A record as a file reader delivers it → a trajectory, or the reason why it is a bad row. */
import type { JsonValue, Trajectory } from '../model';
import { setKey } from '../json/parseJson';
import { toJsonText, toJsonValue } from '../json/jsonValue';
import { isRecord, type RawRecord } from './rawRecord';
import { readTurns, TURN_KEYS, type RawTurn } from './rawTurns';
import { buildTrajectory } from './buildTrajectory';

export interface RecordOptions {
  /** Serves as the id of records that have none: their address (`~<file>.<row>`). */
  readonly id?: string;
  /** The reader knows that no half of a surrogate pair stands in the turns; else it is looked for. */
  readonly isWellFormed?: boolean;
}

export type ParsedRecord =
  | { readonly kind: 'trajectory'; readonly trajectory: Trajectory }
  | { readonly kind: 'bad'; readonly reason: string };

function textOf(record: RawRecord, key: string): string {
  const raw = record[key];
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : '';
}

const OWN_KEYS: ReadonlySet<string> = new Set([
  'id',
  'category',
  'subcategory',
  'task',
  'tools',
  ...TURN_KEYS,
]);

/** Everything else that the writer stored; keys that Arrow filled with null are left out. */
function readRecorded(record: RawRecord): Record<string, JsonValue> {
  const recorded: Record<string, JsonValue> = {};
  for (const [key, raw] of Object.entries(record)) {
    if (OWN_KEYS.has(key) || raw === null || raw === undefined) continue;
    setKey(recorded, key, toJsonValue(raw));
  }
  return recorded;
}

/** The list of tools as text, however it is stored. */
function readToolsText(record: RawRecord): string | undefined {
  const { tools } = record;
  if (typeof tools === 'string') return tools;
  return tools === null || tools === undefined ? undefined : toJsonText(toJsonValue(tools));
}

const TASK_LENGTH = 100;

/** First line of the first prompt, cut: for records without a task. */
function taskFromTurns(turns: readonly RawTurn[]): string {
  const prompt = turns.find(
    ({ from, value }) => (from === 'human' || from === 'user') && !value.startsWith('[CONTEXT SUMMARY]:'),
  );
  const line = (prompt?.value.slice(0, 2000).trim().split('\n')[0] ?? '').trim();
  return line.length > TASK_LENGTH ? `${line.slice(0, TASK_LENGTH - 1).trimEnd()}…` : line;
}

/** A record with its turns found, none of them scanned: what the raw tables hold. */
export interface StoredRecord {
  readonly kind: 'stored';
  /** `""` when there is none; so are category, subcategory and task. */
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
  readonly toolsText: string | undefined;
  readonly turns: readonly RawTurn[];
}

/** As `parseRecord`, without the scanning of texts. Never throws. */
export function readStored(raw: unknown): StoredRecord | { readonly kind: 'bad'; readonly reason: string } {
  if (!isRecord(raw)) return { kind: 'bad', reason: 'the record is no object' };
  const read = readTurns(raw);
  if (!read.ok) return { kind: 'bad', reason: read.reason };
  return {
    kind: 'stored',
    id: textOf(raw, 'id'),
    category: textOf(raw, 'category'),
    subcategory: textOf(raw, 'subcategory'),
    task: textOf(raw, 'task'),
    toolsText: readToolsText(raw),
    turns: read.turns,
  };
}

/** Never throws: what is not a record with a list of turns is `bad`, with a sentence. */
export function parseRecord(raw: unknown, options: RecordOptions = {}): ParsedRecord {
  if (!isRecord(raw)) {
    const what = raw === null ? 'null' : Array.isArray(raw) ? 'a list' : `a ${typeof raw}`;
    return { kind: 'bad', reason: `the record is ${what}; expected an object` };
  }
  const read = readTurns(raw);
  if (!read.ok) return { kind: 'bad', reason: read.reason };
  const trajectory = buildTrajectory({
    id: textOf(raw, 'id') || (options.id ?? ''),
    category: textOf(raw, 'category'),
    subcategory: textOf(raw, 'subcategory'),
    task: textOf(raw, 'task') || taskFromTurns(read.turns),
    toolsText: readToolsText(raw),
    recorded: readRecorded(raw),
    rawTurns: read.turns,
    isWellFormed: options.isWellFormed === true,
  });
  return { kind: 'trajectory', trajectory };
}
