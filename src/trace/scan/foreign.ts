/** Calls in other models' syntaxes that were left in a gpt turn as text (FORMAT §4). Kept as `unparsed`, never executed, never dropped. */
import { createFinder, type Finder } from './finder';

/** Blocks with tags of their own. */
const WRAPPED = [
  { syntax: 'kimi', open: '<|tool_calls_section_begin|>', close: '<|tool_calls_section_end|>' },
  { syntax: 'kimi', open: '<|tool_call_begin|>', close: '<|tool_call_end|>' },
  { syntax: 'invoke', open: '<function_calls>', close: '</function_calls>' },
  { syntax: 'invoke', open: '<invoke ', close: '</invoke>' },
  { syntax: 'qwen3_coder', open: '<function=', close: '</function>' },
  { syntax: 'deepseek', open: '<｜tool▁calls▁begin｜>', close: '<｜tool▁calls▁end｜>' },
] as const;

export interface ForeignCall {
  readonly syntax: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly end: number;
}

type Wrapping = (typeof WRAPPED)[number];

function readWrapped(text: string, at: number, wrapping: Wrapping): ForeignCall | undefined {
  const bodyStart = at + wrapping.open.length;
  const close = text.indexOf(wrapping.close, bodyStart);
  if (close < 0) return undefined;
  return {
    syntax: wrapping.syntax,
    start: at,
    bodyStart,
    bodyEnd: close,
    end: close + wrapping.close.length,
  };
}

/** Only closed blocks count: an opening tag alone is a mention. After the first unclosed one of a kind there is none. */
function findWrapped(text: string, wrapping: Wrapping): Finder {
  return createFinder((from) => {
    const at = text.indexOf(wrapping.open, from);
    return at < 0 || !readWrapped(text, at, wrapping) ? Number.POSITIVE_INFINITY : at;
  });
}

export interface ForeignFinder {
  readonly next: Finder;
  readonly read: (at: number) => ForeignCall | undefined;
}

const NONE: ForeignFinder = { next: () => Number.POSITIVE_INFINITY, read: () => undefined };

/** A literal alternation: one native pass, so turns without foreign syntax pay no more than that. */
const ANY_WRAPPED = /<\|tool_call|<function_calls>|<invoke |<function=|<｜tool▁calls/;

export function createForeignFinder(text: string): ForeignFinder {
  if (!ANY_WRAPPED.test(text)) return NONE;
  const finders = WRAPPED.map((wrapping) => ({ wrapping, find: findWrapped(text, wrapping) }));
  return {
    next: (from) => Math.min(...finders.map(({ find }) => find(from))),
    read: (at) => {
      const hit = finders.find(({ wrapping }) => text.startsWith(wrapping.open, at));
      return hit && readWrapped(text, at, hit.wrapping);
    },
  };
}

const GLM_HEAD = /^[\w.:-]{1,200}\s{0,20}<arg_key>/;

/** Foreign syntax inside `<tool_call>` tags, told by how the body begins. */
export function foreignSyntaxOfBody(text: string, bodyStart: number): string | undefined {
  if (text.charCodeAt(bodyStart) === 123) return undefined;
  if (text.startsWith('<function=', bodyStart)) return 'qwen3_coder';
  if (text.startsWith('<invoke ', bodyStart)) return 'invoke';
  return GLM_HEAD.test(text.slice(bodyStart, bodyStart + 300)) ? 'glm' : undefined;
}
