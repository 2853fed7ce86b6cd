/** Turns as text → the whole trajectory: turns, steps, pairing, findings of the core pass. */
import type { Finding, JsonValue, ToolSchema, Trajectory, Turn } from '../model';
import type { PlacedFinding, TurnFinding } from '../finding/kinds';
import { noteConversation } from '../finding/conversationNotes';
import { findLoops } from '../finding/loops';
import { notePrompts } from '../finding/prompts';
import { placeFindings } from '../finding/placeFindings';
import { parseTurn } from '../scan/parseTurn';
import { settleExitCodes } from '../steps/settleExitCodes';
import { buildSteps, countFailures } from '../steps/buildSteps';
import type { RawTurn } from './rawTurns';
import { parseTools, toolsTextOf } from './tools';

export interface TrajectorySource {
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
  readonly toolsText: string | undefined;
  readonly recorded: Readonly<Record<string, JsonValue>>;
  readonly rawTurns: readonly RawTurn[];
  /** Known of all values. */
  readonly isWellFormed: boolean;
}

function noteRaw(raw: RawTurn, turn: Turn, isKnownWellFormed: boolean): TurnFinding[] {
  const notes: TurnFinding[] = [];
  if (raw.isNotText)
    notes.push({
      kind: 'value_not_text',
      detail: `The stored value is not a string${turn.value === '' ? ' but null' : ''}.`,
    });
  if (raw.isConverted)
    notes.push({ kind: 'converted_call', detail: 'Written from the fields beside the text.' });
  if (turn.role === 'other')
    notes.push({ kind: 'unknown_role', detail: `The role is "${turn.from.slice(0, 60)}".` });
  if (!isKnownWellFormed && !isWellFormed(turn.value))
    notes.push({ kind: 'lone_surrogate', detail: 'Half of a surrogate pair stands in the text.' });
  return notes;
}

/** `String.prototype.isWellFormed` where there is one: it need not look at text whose characters are all of one byte. */
const isNativelyWellFormed = (String.prototype as { isWellFormed?: (this: string) => boolean }).isWellFormed;

/** Else one native pass; the pattern matches an unpaired half because the `u` flag reads pairs as one character. */
function isWellFormed(text: string): boolean {
  return isNativelyWellFormed === undefined ? !/\p{Surrogate}/u.test(text) : isNativelyWellFormed.call(text);
}

const readTools = new WeakMap<object, readonly ToolSchema[]>();

/**
 * Parses the schemas when first read, so the index never pays for them. An own getter: copies and clones hold the value.
 * One function for all trajectories: V8 makes a hidden class for each getter, which keeps all that the getter closes over
 * until the next full collection (measured: every trajectory of a unit outlived its row, a fifth of the index's time).
 */
const TOOLS = {
  enumerable: true,
  configurable: true,
  get(this: Omit<Trajectory, 'tools'>): readonly ToolSchema[] {
    const known = readTools.get(this);
    if (known !== undefined) return known;
    const text = toolsTextOf(this.toolsColumn, this.turns);
    const tools = text === undefined ? [] : parseTools(text).tools;
    readTools.set(this, tools);
    return tools;
  },
};

function withTools(trajectory: Omit<Trajectory, 'tools'>): Trajectory {
  return Object.defineProperty(trajectory, 'tools', TOOLS) as Trajectory; // the getter gives what is left out
}

/** Appends one by one: a hostile turn has hundreds of thousands of findings, too many to be arguments of one call. */
function addTurnFindings(all: PlacedFinding[], findings: readonly TurnFinding[], turn: number): void {
  for (const finding of findings) all.push({ ...finding, turn });
}

export function buildTrajectory(source: TrajectorySource): Trajectory {
  const found: PlacedFinding[] = [];
  const scanned = source.rawTurns.map((raw, index) => {
    const parsed = parseTurn(raw.from, raw.value, index);
    addTurnFindings(found, parsed.findings, index);
    addTurnFindings(found, noteRaw(raw, parsed.turn, source.isWellFormed), index);
    return parsed.turn;
  });
  const noted = notePrompts(scanned);
  const built = buildSteps(noted.turns);
  const turns = settleExitCodes(noted.turns, built.steps);
  const findings = found.concat(noted.findings, built.findings, noteConversation(turns, built.steps));
  const steps = countFailures(turns, built.steps);
  const { id, category, subcategory, task, recorded } = source;
  const loops: readonly Finding[] = findLoops(turns, steps);
  const placed = placeFindings(findings, loops, steps);
  return withTools({
    id,
    category,
    subcategory,
    task,
    turns,
    preamble: built.preamble,
    steps,
    findings: placed,
    recorded,
    ...(source.toolsText !== undefined && { toolsColumn: source.toolsText }),
  });
}
