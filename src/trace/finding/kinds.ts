/**
 * Every kind of finding, in one table: code, filters, legends and docs/FINDINGS.md are made from it.
 * `core` findings come with every parsed trajectory; `deep` ones are computed on demand (`computeDeepFindings`).
 */

export interface FindingKindInfo {
  readonly kind: string;
  readonly title: string;
  /** What it means, and what it does not. */
  readonly sentence: string;
  readonly pass: 'core' | 'deep';
  readonly group: 'think' | 'call' | 'response' | 'conversation' | 'loop';
  /**
   * How much a reader should care: 3 the run or its record is damaged, 2 worth a look, 1 a property of the writer
   * (normal in many files). Lists and ticks show 2 and 3 by default.
   */
  readonly weight: 1 | 2 | 3;
}

export const FINDING_KINDS = [
  // Reasoning
  {
    kind: 'unclosed_think',
    title: 'Unclosed think',
    pass: 'core',
    group: 'think',
    weight: 3,
    sentence:
      'A `<think>` without `</think>`; the reasoning ends before the first line `<tool_call>`, or with the turn.',
  },
  {
    kind: 'orphan_think_close',
    title: 'Orphan </think>',
    pass: 'core',
    group: 'think',
    weight: 2,
    sentence: 'A `</think>` that closes nothing; it stays in the text.',
  },
  {
    kind: 'recovered_think',
    title: 'Recovered reasoning',
    pass: 'core',
    group: 'think',
    weight: 1,
    sentence:
      'An empty think block, then text up to an orphan `</think>`: the server took the opening tag, so that text is read as reasoning.',
  },
  {
    kind: 'nested_think',
    title: 'Nested think',
    pass: 'core',
    group: 'think',
    weight: 2,
    sentence: 'A `<think>` inside reasoning; the block still ends at the first `</think>`.',
  },
  {
    kind: 'duplicate_think',
    title: 'Duplicate think',
    pass: 'core',
    group: 'think',
    weight: 1,
    sentence:
      'Two think blocks of one turn hold the same text: native and inline reasoning were both stored.',
  },
  {
    kind: 'empty_think',
    title: 'Empty think',
    pass: 'core',
    group: 'think',
    weight: 1,
    sentence:
      'The turn has a think block and no reasoning: the writer adds an empty block where the model gave none.',
  },
  {
    kind: 'repeated_reasoning',
    title: 'Reasoning repeated as text',
    pass: 'core',
    group: 'think',
    weight: 1,
    sentence: 'The visible text starts with the text of the think block.',
  },
  {
    kind: 'scratchpad_literal',
    title: 'Scratchpad tag',
    pass: 'core',
    group: 'think',
    weight: 2,
    sentence: 'A `REASONING_SCRATCHPAD` tag was not converted; it stays in the text.',
  },
  {
    kind: 'call_in_think',
    title: 'Call quoted in think',
    pass: 'core',
    group: 'think',
    weight: 2,
    sentence:
      '`<tool_call>` stands inside reasoning: it was written about or planned, not executed, and does not count as a call.',
  },
  // Calls
  {
    kind: 'malformed_call',
    title: 'Malformed call',
    pass: 'core',
    group: 'call',
    weight: 3,
    sentence: 'The source of a tool call is not JSON, or not an object with a string `name`.',
  },
  {
    kind: 'unclosed_call',
    title: 'Unclosed call',
    pass: 'core',
    group: 'call',
    weight: 3,
    sentence: 'A `<tool_call>` without its closing tag, usually cut by a token limit.',
  },
  {
    kind: 'swallowed_call',
    title: 'Call inside a broken call',
    pass: 'core',
    group: 'call',
    weight: 3,
    sentence:
      'A broken call runs up to the closing tag of another one, whose opening line stands inside it: one malformed call is counted.',
  },
  {
    kind: 'call_mention',
    title: 'Call tag in prose',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence: '`<tool_call>` or `</tool_call>` is mentioned in text and opens no call.',
  },
  {
    kind: 'unparsed_call',
    title: 'Foreign call syntax',
    pass: 'core',
    group: 'call',
    weight: 3,
    sentence:
      'A call in another model’s syntax was left in the turn as text; it was not executed and does not count as a call.',
  },
  {
    kind: 'quoted_tag',
    title: 'Tag inside JSON',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence:
      'The JSON of a call or response holds `<think>` or a closing tag inside a string. It is text there: the block ends where its JSON ends.',
  },
  {
    kind: 'nonstandard_json',
    title: 'NaN or Infinity',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence: 'The JSON holds a bare NaN, Infinity or -Infinity, as Python writes them; read as such.',
  },
  {
    kind: 'string_arguments',
    title: 'Arguments as a string',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence: '`arguments` is a string that holds a JSON object; it is opened.',
  },
  {
    kind: 'missing_arguments',
    title: 'No arguments key',
    pass: 'core',
    group: 'call',
    weight: 2,
    sentence: 'The call has no `arguments`; read as `{}`.',
  },
  {
    kind: 'odd_arguments',
    title: 'Arguments not an object',
    pass: 'core',
    group: 'call',
    weight: 2,
    sentence: '`arguments` is null, a list, a number or plain text.',
  },
  {
    kind: 'unsafe_integer',
    title: 'Integer above 2^53',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence: 'A whole number is too large to be exact in JavaScript; look at the source text.',
  },
  {
    kind: 'deep_json',
    title: 'Very deep JSON',
    pass: 'core',
    group: 'call',
    weight: 2,
    sentence: 'JSON nested more than 512 levels; what lies deeper is kept as source text.',
  },
  {
    kind: 'unmatched_call',
    title: 'Call without response',
    pass: 'core',
    group: 'call',
    weight: 2,
    sentence: 'No tool response of the step belongs to this call.',
  },
  {
    kind: 'converted_call',
    title: 'Calls from tool_calls',
    pass: 'core',
    group: 'call',
    weight: 1,
    sentence:
      'The calls or reasoning stood in fields beside the text (OpenAI form) and were written into the value to be read.',
  },
  // Responses
  {
    kind: 'unclosed_response',
    title: 'Unclosed response',
    pass: 'core',
    group: 'response',
    weight: 3,
    sentence: 'A `<tool_response>` without its closing tag.',
  },
  {
    kind: 'malformed_response',
    title: 'Response not JSON',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence: 'The body of a `<tool_response>` is not JSON; it is kept as plain text.',
  },
  {
    kind: 'no_envelope',
    title: 'Response without envelope',
    pass: 'core',
    group: 'response',
    weight: 1,
    sentence:
      'The tool turn, or the JSON in it, lacks the writer’s envelope (`tool_call_id`, `name`, `content`).',
  },
  {
    kind: 'text_outside_response',
    title: 'Text beside responses',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence: 'A tool turn holds text outside its `<tool_response>` blocks.',
  },
  {
    kind: 'empty_response',
    title: 'Empty response',
    pass: 'core',
    group: 'response',
    weight: 1,
    sentence:
      'The content is blank: the batch runner counts that as a failure, the structured rule does not.',
  },
  {
    kind: 'unmatched_response',
    title: 'Response without call',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence: 'No call of the step belongs to this response.',
  },
  {
    kind: 'count_mismatch',
    title: 'Calls and responses differ',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence: 'The step has responses, but not as many as calls.',
  },
  {
    kind: 'reordered_responses',
    title: 'Responses out of order',
    pass: 'core',
    group: 'response',
    weight: 1,
    sentence: 'The response ids show another order than the calls; pairing follows the ids.',
  },
  {
    kind: 'name_mismatch',
    title: 'Names contradict',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence:
      'The response names another tool than the call it is paired with; the pairing is not changed for that.',
  },
  {
    kind: 'tool_turn_before_gpt',
    title: 'Tool turn before any call',
    pass: 'core',
    group: 'response',
    weight: 2,
    sentence: 'A tool turn stands before the first gpt turn.',
  },
  // Conversation
  {
    kind: 'repeated_prompt',
    title: 'Repeated prompt',
    pass: 'core',
    group: 'conversation',
    weight: 2,
    sentence:
      'The first human turn is a copy of a later one: the writer puts the latest query first and loses the original first prompt.',
  },
  {
    kind: 'context_summary',
    title: 'Context summary',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence: 'A human turn is a summary written by the compressor in place of the turns it removed.',
  },
  {
    kind: 'summary_failed',
    title: 'Summary failed',
    pass: 'core',
    group: 'conversation',
    weight: 2,
    sentence: 'The compressor removed turns and could not summarise them.',
  },
  {
    kind: 'no_final_answer',
    title: 'No final answer',
    pass: 'core',
    group: 'conversation',
    weight: 2,
    sentence: 'The conversation does not end with a gpt turn that has text and no call.',
  },
  {
    kind: 'empty_turn',
    title: 'Empty gpt turn',
    pass: 'core',
    group: 'conversation',
    weight: 2,
    sentence: 'A gpt turn has neither text nor call.',
  },
  {
    kind: 'consecutive_gpt',
    title: 'gpt turns in a row',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence: 'A gpt turn follows a gpt turn: a nudge or dropped results stood between.',
  },
  {
    kind: 'split_tool_turns',
    title: 'Tool turns in a row',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence: 'The responses of one step stand in several tool turns instead of one group.',
  },
  {
    kind: 'missing_system',
    title: 'No system turn',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence: 'The conversation does not begin with a system turn.',
  },
  {
    kind: 'empty_conversation',
    title: 'Empty conversation',
    pass: 'core',
    group: 'conversation',
    weight: 3,
    sentence: 'The record holds no turns.',
  },
  {
    kind: 'unknown_role',
    title: 'Unknown role',
    pass: 'core',
    group: 'conversation',
    weight: 2,
    sentence: 'The role of a turn is none of system, human, gpt, tool or a known alias.',
  },
  {
    kind: 'value_not_text',
    title: 'Value is not text',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence:
      'The value of a turn is null, a list, a number or an object; it is shown as its JSON text, null as nothing.',
  },
  {
    kind: 'lone_surrogate',
    title: 'Broken character',
    pass: 'core',
    group: 'conversation',
    weight: 1,
    sentence: 'The text holds half of a surrogate pair, which UTF-8 cannot store.',
  },
  {
    kind: 'tools_not_json',
    title: 'Tools not readable',
    pass: 'deep',
    group: 'conversation',
    weight: 2,
    sentence: 'The `tools` column, or the list in the system turn, is not a JSON array of tools.',
  },
  // Loops
  {
    kind: 'loop_repeat',
    title: 'Loop: same call',
    pass: 'core',
    group: 'loop',
    weight: 3,
    sentence:
      'The same tool with the same arguments three or more times in a row, with the same result. Polling with changing results is not a loop.',
  },
  {
    kind: 'loop_alternating',
    title: 'Loop: two calls in turn',
    pass: 'core',
    group: 'loop',
    weight: 3,
    sentence: 'Two calls alternate for three or more cycles with the same results.',
  },
  {
    kind: 'same_result',
    title: 'Same call, same result',
    pass: 'core',
    group: 'loop',
    weight: 2,
    sentence: 'The same call gave the same result three or more times, not in a row.',
  },
  {
    kind: 'think_repetition',
    title: 'Repetition in think',
    pass: 'deep',
    group: 'loop',
    weight: 3,
    sentence: 'A run of words inside one think block comes back again and again, and makes up much of it.',
  },
  // Schemas
  {
    kind: 'unknown_tool',
    title: 'Unknown tool',
    pass: 'deep',
    group: 'call',
    weight: 3,
    sentence: 'The called tool is not among the tools offered.',
  },
  {
    kind: 'schema_violation',
    title: 'Arguments break the schema',
    pass: 'deep',
    group: 'call',
    weight: 3,
    sentence: 'The arguments do not satisfy the JSON schema of the tool.',
  },
  {
    kind: 'lost_arguments',
    title: 'Arguments stored as {}',
    pass: 'deep',
    group: 'call',
    weight: 3,
    sentence:
      'The arguments are `{}` though the tool requires some: the writer stores `{}` when it cannot read the model’s arguments.',
  },
  {
    kind: 'duplicate_keys',
    title: 'Duplicate keys',
    pass: 'deep',
    group: 'call',
    weight: 2,
    sentence: 'A key stands twice in one JSON object; the last one counts.',
  },
] as const satisfies readonly FindingKindInfo[];

export type FindingKind = (typeof FINDING_KINDS)[number]['kind'];

const BY_KIND: ReadonlyMap<string, FindingKindInfo> = new Map(FINDING_KINDS.map((info) => [info.kind, info]));

export function findingKindInfo(kind: string): FindingKindInfo | undefined {
  return BY_KIND.get(kind);
}

/** A finding as the scanner sees it: inside one turn, not yet placed in a step. */
export interface TurnFinding {
  readonly kind: FindingKind;
  readonly start?: number;
  readonly end?: number;
  readonly detail: string;
}

/** A finding that knows its turn but not its step. */
export interface PlacedFinding extends TurnFinding {
  readonly turn: number;
}
