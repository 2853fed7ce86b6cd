/** Calls in other models' syntaxes that were left in a gpt turn as text (FORMAT §4). Kept as `unparsed`, never executed, never dropped. */
import { findText, findWhere, type Finder } from './finder';

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

interface WrappedFinder {
  readonly wrapping: Wrapping;
  /** Opening tags that have a closing tag after them: one alone is a mention. */
  readonly open: Finder;
  readonly close: Finder;
}

function findWrapped(text: string, wrapping: Wrapping): WrappedFinder {
  const close = findText(text, wrapping.close);
  const tag = findText(text, wrapping.open);
  const open = findWhere(tag, (at) => Number.isFinite(close(at + wrapping.open.length)));
  return { wrapping, open, close };
}

function readWrapped(text: string, at: number, finders: readonly WrappedFinder[]): ForeignCall | undefined {
  const hit = finders.find(({ wrapping }) => text.startsWith(wrapping.open, at));
  if (!hit) return undefined;
  const { syntax, open, close } = hit.wrapping;
  const bodyStart = at + open.length;
  const bodyEnd = hit.close(bodyStart);
  if (!Number.isFinite(bodyEnd)) return undefined;
  return { syntax, start: at, bodyStart, bodyEnd, end: bodyEnd + close.length };
}

export interface ForeignFinder {
  readonly next: Finder;
  readonly read: (at: number) => ForeignCall | undefined;
}

const NONE: ForeignFinder = { next: () => Number.POSITIVE_INFINITY, read: () => undefined };

export function createForeignFinder(text: string): ForeignFinder {
  // literal searches are native and fast: turns without foreign syntax pay no more than these
  const wrappings = WRAPPED.filter(({ open }) => text.includes(open));
  if (wrappings.length === 0) return NONE;
  const finders = wrappings.map((wrapping) => findWrapped(text, wrapping));
  return {
    next: (from) => Math.min(...finders.map(({ open }) => open(from))),
    read: (at) => readWrapped(text, at, finders),
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
