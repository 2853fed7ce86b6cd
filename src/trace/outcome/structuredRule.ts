/** Rule `structured`: ours. Looks at fields, not at words anywhere in the text; the table is `kinds.ts`. */
import { member } from '../../lib/member';
import type { JsonValue } from '../model';
import { isBlank } from '../json/chars';
import { isJsonObject, type JsonObject } from '../json/jsonValue';
import type { OutcomeKind } from './kinds';
import type { FailureSign } from './outcomeTypes';

const TRACEBACK = 'Traceback (most recent call last)';

/** Only the head of an error text is classed: messages begin with what they are. */
const HEAD_LENGTH = 400;

const TEXT_KINDS: readonly (readonly [OutcomeKind, RegExp])[] = [
  [
    'unknown_tool',
    /\bunknown (?:tool|function)\b|\b(?:tool|function) '?[\w.<>-]{0,80}'? (?:does not exist|not found|is not available)|\bno such tool\b/i,
  ],
  [
    'invalid_arguments',
    /\binvalid (?:json )?(?:arguments?|parameters?)\b|\bmissing (?:\d+ )?required\b|\bunexpected keyword argument\b|\bvalidation error\b/i,
  ],
  ['timeout', /\btimed out\b|\btimeout\b|\btime limit exceeded\b/i],
  [
    'denied',
    /\bpermission denied\b|\baccess (?:is )?denied\b|\bdenied\b|\bnot (?:allowed|permitted|authori[sz]ed)\b|\bblocked\b|\bforbidden\b|\bapproval required\b/i,
  ],
];

/** The kind that an error text shows, or the one given. */
function classErrorText(text: string, otherwise: OutcomeKind): OutcomeKind {
  const head = text.slice(0, HEAD_LENGTH);
  for (const [kind, pattern] of TEXT_KINDS) if (pattern.test(head)) return kind;
  return text.includes(TRACEBACK) ? 'traceback' : otherwise;
}

function excerpt(text: string): string {
  const line = text.trim().slice(0, 120).replaceAll(/\s+/g, ' ');
  return text.length > 120 ? `${line}…` : line;
}

function saysSomething(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  if (typeof value === 'string') return !isBlank(value);
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function signOfError(value: JsonObject, path: readonly string[]): FailureSign | undefined {
  const error = member(value, 'error');
  if (!saysSomething(error)) return undefined;
  const text = typeof error === 'string' ? error : JSON.stringify(error);
  return {
    kind: classErrorText(text, 'error_value'),
    path: [...path, 'error'],
    detail: `\`error\` says: ${excerpt(text)}`,
  };
}

const TYPE_KEYS = ['error_type', 'exception', 'exception_type'] as const;
const STATUS_KINDS: ReadonlyMap<string, OutcomeKind> = new Map([
  ['error', 'status_error'],
  ['failed', 'status_error'],
  ['failure', 'status_error'],
  ['crashed', 'status_error'],
  ['killed', 'status_error'],
  ['timeout', 'timeout'],
  ['timed_out', 'timeout'],
  ['blocked', 'denied'],
  ['denied', 'denied'],
  ['approval_required', 'denied'],
]);

function signOfFlags(value: JsonObject, path: readonly string[]): FailureSign | undefined {
  for (const key of TYPE_KEYS) {
    const type = member(value, key);
    if (typeof type === 'string' && !isBlank(type))
      return { kind: 'error_type', path: [...path, key], detail: `\`${key}\` is ${excerpt(type)}.` };
  }
  if (member(value, 'timed_out') === true)
    return { kind: 'timeout', path: [...path, 'timed_out'], detail: '`timed_out` is true.' };
  for (const key of ['is_error', 'isError']) {
    if (member(value, key) === true)
      return { kind: 'error_flag', path: [...path, key], detail: `\`${key}\` is true.` };
  }
  const status = member(value, 'status');
  const kind = typeof status === 'string' ? STATUS_KINDS.get(status.trim().toLowerCase()) : undefined;
  return kind && { kind, path: [...path, 'status'], detail: `\`status\` is ${excerpt(String(status))}.` };
}

const EXIT_KEYS = ['exit_code', 'returncode', 'return_code', 'exitCode'] as const;
const OUTPUT_KEYS = ['output', 'stderr', 'stdout'] as const;
const HARMLESS_MEANING = /not an error|no match|differ|condition|normal/i;

/** A traceback near either end of the output explains the exit code. */
function hasTraceback(value: JsonObject): boolean {
  return OUTPUT_KEYS.some((key) => {
    const output = member(value, key);
    return typeof output === 'string' && output.includes(TRACEBACK);
  });
}

function signOfExit(value: JsonObject, path: readonly string[]): FailureSign | undefined {
  for (const key of EXIT_KEYS) {
    const code = member(value, key);
    if (typeof code !== 'number' || code === 0) continue;
    const at = [...path, key];
    if (code === 124)
      return { kind: 'timeout', path: at, detail: `\`${key}\` is 124, which timeout(1) gives.` };
    const meaning = member(value, 'exit_code_meaning');
    if (typeof meaning === 'string' && HARMLESS_MEANING.test(meaning)) continue;
    if (hasTraceback(value))
      return {
        kind: 'traceback',
        path: at,
        detail: `\`${key}\` is ${code} and the output holds a traceback.`,
      };
    return { kind: 'exit_code', path: at, detail: `\`${key}\` is ${code}.` };
  }
  return undefined;
}

function signOfSuccess(value: JsonObject, path: readonly string[]): FailureSign | undefined {
  for (const key of ['success', 'ok']) {
    if (member(value, key) === false)
      return { kind: 'success_false', path: [...path, key], detail: `\`${key}\` is false.` };
  }
  return undefined;
}

function signOfObject(value: JsonObject, path: readonly string[]): FailureSign | undefined {
  return (
    signOfError(value, path) ??
    signOfFlags(value, path) ??
    signOfExit(value, path) ??
    signOfSuccess(value, path)
  );
}

const ERROR_HEAD =
  /^(?:error(?::|\s+(?:executing|calling|running|while|in|reading|occurred)\b)|fatal:|fatal error:|exception:|\w{1,40}(?:Error|Exception):|traceback \(most recent call last\))/i;
const TOOL_MISSING = /^tool '?[\w.<>-]{0,80}'? does not exist/i;

function signOfText(text: string): FailureSign | undefined {
  const head = text.trimStart().slice(0, HEAD_LENGTH);
  if (!ERROR_HEAD.test(head) && !TOOL_MISSING.test(head)) return undefined;
  return { kind: classErrorText(head, 'error_text'), path: [], detail: `The text begins: ${excerpt(head)}` };
}

/** `parsed` as for the batch runner's rule. Also looks one level in: some harnesses nest `content` twice. */
export function findStructuredFailure(
  content: JsonValue,
  parsed: JsonValue | undefined,
): FailureSign | undefined {
  if (parsed === undefined) return typeof content === 'string' ? signOfText(content) : undefined;
  if (!isJsonObject(parsed)) return undefined;
  const inner = member(parsed, 'content');
  return signOfObject(parsed, []) ?? (isJsonObject(inner) ? signOfObject(inner, ['content']) : undefined);
}

/** Commands for which exit code 1 is an answer. */
const ANSWERING =
  /^(?:grep|egrep|fgrep|rg|ag|ack|diff|cmp|comm|test|\[|\[\[|which|command|type|pgrep|pidof|false|expr|git (?:diff|grep)|zgrep|systemctl is-active)(?:\s|$)/;

/** Whether exit code 1 of this command line says "no" rather than "failed": its last command answers that way. */
export function answersWithExitOne(command: string): boolean {
  const last =
    command
      .trim()
      .split(/\|\||&&|[|;\n]/)
      .at(-1)
      ?.trim() ?? '';
  return ANSWERING.test(last.replace(/^(?:sudo|time|command)\s+/, ''));
}
