/**
 * A trajectory without the middles of its longest texts, for a thread that only shows it: 100 MB in one response must not
 * be copied there. Blocks tile the abridged values, spans and findings point into them, and each block says what it omits.
 * Figures that `metric` computes from it are those of the whole. Pure; linear.
 */
import type { Block, JsonPath, JsonValue, OmittedText, ResponseOutcome, Trajectory, Turn } from '../model';
import { countWords } from '../metric/countWords';

export interface AbridgeBounds {
  /** UTF-16 characters of a body, or of a text in it, that are kept whole. */
  readonly most: number;
  /** What is kept of a longer one; together less than `most`. */
  readonly head: number;
  readonly tail: number;
}

const BOUNDS: AbridgeBounds = { most: 1_000_000, head: 48_000, tail: 16_000 };
/** What a number, a key or a bracket counts for where a whole value is measured. */
const ITEM_CHARS = 8;

/** What stands for omitted characters. */
export function noticeOf(chars: number): string {
  return `\n⋯ ${chars.toLocaleString('en-US')} characters are not loaded here ⋯\n`;
}

/** Not between the halves of a pair. */
function wholeAt(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd8_00 && before < 0xdc_00 ? at - 1 : at;
}

interface Middle {
  readonly from: number;
  readonly to: number;
}

function middleOf(text: string, start: number, end: number, { head, tail }: AbridgeBounds): Middle {
  return { from: wholeAt(text, start + head), to: wholeAt(text, end - tail) };
}

function abridgeText(text: string, start: number, end: number, bounds: AbridgeBounds): string {
  const { from, to } = middleOf(text, start, end, bounds);
  return text.slice(start, from) + noticeOf(to - from) + text.slice(to, end);
}

interface Abridged {
  readonly value: JsonValue;
  readonly paths: readonly JsonPath[];
  /** What it holds now. */
  readonly chars: number;
}

/** Every text above the bound shortened, however deep. */
function abridgeTexts(value: JsonValue, path: JsonPath, bounds: AbridgeBounds): Abridged {
  if (typeof value === 'string') {
    if (value.length <= bounds.most) return { value, paths: [], chars: value.length };
    const text = abridgeText(value, 0, value.length, bounds);
    return { value: text, paths: [path], chars: text.length };
  }
  if (typeof value !== 'object' || value === null) return { value, paths: [], chars: ITEM_CHARS };
  const entries: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? value.map((item: JsonValue, at) => [at, item] as const)
    : Object.entries(value as Readonly<Record<string, JsonValue>>);
  const inner = entries.map(([key, item]) => ({ key, ...abridgeTexts(item, [...path, key], bounds) }));
  const chars = inner.reduce((sum, { key, chars: own }) => sum + own + String(key).length, ITEM_CHARS);
  return {
    value: Array.isArray(value)
      ? inner.map((each) => each.value)
      : Object.fromEntries(inner.map((each) => [each.key, each.value])),
    paths: inner.flatMap(({ paths }) => paths),
    chars,
  };
}

/** What a block parsed to; a value of very many small parts is shown as its text. */
function abridgeValue(value: JsonValue, text: string, bounds: AbridgeBounds): Abridged {
  const abridged = abridgeTexts(value, [], bounds);
  return abridged.chars <= bounds.most ? abridged : { value: text, paths: [], chars: text.length };
}

function moveOutcome(
  outcome: ResponseOutcome,
  move: (offset: number) => number | undefined,
): ResponseOutcome {
  const each = ({ span, ...rest }: ResponseOutcome['structured']): ResponseOutcome['structured'] => {
    if (span === undefined) return rest;
    const [start, end] = [move(span.start), move(span.end)];
    return start === undefined || end === undefined ? rest : { ...rest, span: { start, end } };
  };
  return { structured: each(outcome.structured), batch_runner: each(outcome.batch_runner) };
}

function abridgeTurn(turn: Turn, bounds: AbridgeBounds): Turn {
  const { value } = turn;
  if (!turn.blocks.some(({ bodyStart, bodyEnd }) => bodyEnd - bodyStart > bounds.most)) return turn;
  const pieces: string[] = [];
  const blocks: Block[] = [];
  let shift = 0;
  for (const block of turn.blocks) {
    const { start, bodyStart, bodyEnd, end } = block;
    const before = shift;
    const isLong = bodyEnd - bodyStart > bounds.most;
    const { from, to } = isLong ? middleOf(value, bodyStart, bodyEnd, bounds) : { from: end, to: end };
    const notice = isLong ? noticeOf(to - from) : '';
    pieces.push(value.slice(start, from), notice, value.slice(to, end));
    shift += notice.length - (to - from);
    const offsets = {
      start: start + before,
      bodyStart: bodyStart + before,
      bodyEnd: bodyEnd + shift,
      end: end + shift,
    };
    const moved: Block = {
      ...block,
      ...offsets,
      ...(block.kind === 'tool_response' && {
        outcome: moveOutcome(block.outcome, (offset) =>
          offset <= from ? offset + before : offset >= to ? offset + shift : undefined,
        ),
      }),
    };
    if (!isLong) {
      blocks.push(moved);
      continue;
    }
    const omitted: OmittedText = {
      from,
      to,
      notice: { start: from + before, end: from + before + notice.length },
      words: block.kind === 'think' ? countWords(value, bodyStart, bodyEnd) : 0,
      paths: [],
    };
    const text = abridgeText(value, bodyStart, bodyEnd, bounds);
    if (moved.kind === 'tool_response') {
      const { value: content, paths } = abridgeValue(moved.content, text, bounds);
      blocks.push({ ...moved, content, omitted: { ...omitted, paths } });
    } else if (moved.kind === 'tool_call') {
      const { value: args, paths } = abridgeValue(moved.arguments, text, bounds);
      blocks.push({ ...moved, arguments: args, omitted: { ...omitted, paths } });
    } else blocks.push({ ...moved, omitted });
  }
  return { ...turn, value: pieces.join(''), blocks };
}

/** Where a recorded offset stands in the abridged value; what is omitted, at its notice. */
export function abridgedOffset({ blocks }: Turn, offset: number): number {
  let shift = 0;
  for (const { omitted } of blocks) {
    if (omitted === undefined || offset < omitted.from) continue;
    if (offset < omitted.to) return omitted.notice.start;
    shift += omitted.notice.end - omitted.notice.start - (omitted.to - omitted.from);
  }
  return offset + shift;
}

export function isAbridged({ turns }: Trajectory): boolean {
  return turns.some(({ blocks }) => blocks.some(({ omitted }) => omitted !== undefined));
}

/** The trajectory itself when nothing in it is that long. */
export function abridge(trajectory: Trajectory, bounds: AbridgeBounds = BOUNDS): Trajectory {
  const turns = trajectory.turns.map((turn) => abridgeTurn(turn, bounds));
  if (turns.every((turn, index) => turn === trajectory.turns[index])) return trajectory;
  return {
    ...trajectory,
    turns,
    findings: trajectory.findings.map((finding) => {
      const turn = turns[finding.turn];
      if (turn === undefined || finding.start === undefined) return finding;
      const { start, end = start } = finding;
      return { ...finding, start: abridgedOffset(turn, start), end: abridgedOffset(turn, end) };
    }),
  };
}
