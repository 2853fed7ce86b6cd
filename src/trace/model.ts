/**
 * The model of an agent trajectory, and the words for it.
 *
 * dataset, config, shard   what is opened; its named part; one file of it
 * trajectory               one row: one agent run on one task
 * turn                     one element of `conversations` as stored
 * step                     one gpt turn and every tool turn before the next gpt turn; numbered from 1
 * preamble                 the turns before the first gpt turn
 * block                    a parsed piece of a turn, with its offsets in the turn's value
 * parallel width           number of tool calls in one gpt turn
 * finding                  something worth a look, computed from structure
 * outcome                  class of a tool response under a named rule
 *
 * Offsets are UTF-16 positions in `Turn.value`, ranges are half-open. Blocks tile the value:
 * `blocks.map(b => value.slice(b.start, b.end)).join('') === value`.
 */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type Role = 'system' | 'human' | 'gpt' | 'tool' | 'other';

/** The three named rules that class a tool response (docs/OUTCOMES.md). */
export type OutcomeRule = 'structured' | 'batch_runner' | 'tutorial';

export interface Span {
  readonly start: number;
  readonly end: number;
}

interface BlockBase extends Span {
  /** What is inside the delimiters: the think text, the JSON of a call or response, the text. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** In an abridged trajectory only (abridge/): the middle of the body is not here. */
  readonly omitted?: OmittedText;
}

/** The part of a recorded turn for which a notice stands in an abridged one. */
export interface OmittedText {
  /** Offsets in the turn's value as recorded, half-open. */
  readonly from: number;
  readonly to: number;
  /** Where the notice stands in the abridged value, half-open. */
  readonly notice: Span;
  /** Words of the whole body as recorded; 0 but for think. */
  readonly words: number;
  /** Texts inside the block's arguments or content that were shortened: keys and indexes on the way to each. */
  readonly paths: readonly JsonPath[];
}

export type JsonPath = readonly (string | number)[];

export interface ThinkBlock extends BlockBase {
  readonly kind: 'think';
  /** True when the opening tag was lost and the text was recognised by an orphan `</think>` (FORMAT §9.2). */
  readonly recovered: boolean;
}

export interface TextBlock extends BlockBase {
  readonly kind: 'text';
}

export interface ToolCallBlock extends BlockBase {
  readonly kind: 'tool_call';
  readonly status: 'ok' | 'malformed';
  /** `<malformed>` when the source is not a JSON object with a string `name`. */
  readonly name: string;
  /** Parsed arguments; `{}` when missing or malformed. A string that holds a JSON object is opened. */
  readonly arguments: JsonValue;
  /** The call's own id, where the source has one (the writer's has none). */
  readonly callId?: string;
  /** Display only: a name read from a malformed call by repair. */
  readonly suggestedName?: string;
}

export interface ToolResponseBlock extends BlockBase {
  readonly kind: 'tool_response';
  /** `raw`: no envelope or not JSON; then `content` is the body text. */
  readonly status: 'ok' | 'raw';
  readonly toolCallId?: string;
  readonly name?: string;
  readonly content: JsonValue;
  readonly outcome: ResponseOutcome;
}

export interface UnparsedBlock extends BlockBase {
  readonly kind: 'unparsed';
  /** Which foreign call syntax was recognised, e.g. `qwen3_coder`, `glm`, `kimi`, `invoke`. */
  readonly syntax: string;
}

export type Block = ThinkBlock | TextBlock | ToolCallBlock | ToolResponseBlock | UnparsedBlock;
export type BlockKind = Block['kind'];

export interface Outcome {
  readonly failed: boolean;
  /** `ok`, or the kind of failure. */
  readonly kind: string;
  /** The field that decided, as a path in the content (`exit_code`, `content.error`), when one did. */
  readonly field?: string;
  /** Where in the turn's value the deciding text stands. */
  readonly span?: Span;
  /** One sentence: why this outcome. */
  readonly detail: string;
}

export interface ResponseOutcome {
  readonly structured: Outcome;
  readonly batch_runner: Outcome;
}

export interface Turn {
  readonly index: number;
  readonly role: Role;
  /** The role as stored. */
  readonly from: string;
  /** A string as stored; any other value as its JSON text, null as "". */
  readonly value: string;
  readonly blocks: readonly Block[];
  /** For human turns that are not prompts. */
  readonly note?: 'summary' | 'repeated_prompt';
  /** For tool turns: the tutorial's rule flags the whole turn. */
  readonly tutorialFlagged?: boolean;
}

/** Address of a block: turn index and index in its `blocks`. */
export interface BlockRef {
  readonly turn: number;
  readonly block: number;
}

export interface StepCall {
  /** The call's own block. */
  readonly ref: BlockRef;
  readonly name: string;
  readonly status: 'ok' | 'malformed';
  readonly response?: BlockRef;
}

export interface Step {
  /** From 1. */
  readonly number: number;
  /** The gpt turn. */
  readonly turn: number;
  /** Every turn of the step in order, also human turns that stand inside it. */
  readonly turns: readonly number[];
  readonly calls: readonly StepCall[];
  readonly unmatchedResponses: readonly BlockRef[];
  /** Number of responses that failed, per rule; `tutorial` counts flagged tool turns. */
  readonly failures: Readonly<Record<OutcomeRule, number>>;
}

export interface Finding {
  readonly kind: string;
  readonly turn: number;
  /** Step the turn belongs to; 0 = preamble. */
  readonly step: number;
  readonly start?: number;
  readonly end?: number;
  /** Last step of a finding that spans several (loops). */
  readonly lastStep?: number;
  /** One sentence. */
  readonly detail: string;
}

export interface ToolSchema {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonValue;
}

/** Where a trajectory stands in what is open: file index and row, both from 0. */
export interface RowRef {
  readonly file: number;
  readonly row: number;
}

export interface Trajectory {
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
  readonly turns: readonly Turn[];
  readonly preamble: readonly number[];
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** Tools offered to the agent, from the `tools` column or the system turn. */
  readonly tools: readonly ToolSchema[];
  /** The `tools` column as text, when the record has one. */
  readonly toolsColumn?: string;
  /** Everything else the writer recorded (model, completed, tool_stats, …). */
  readonly recorded: Readonly<Record<string, JsonValue>>;
}
