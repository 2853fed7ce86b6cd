/**
 * Which texts of a reader are run at all: one statement that asks and changes nothing. This is the first of four
 * walls, and the one with the clear words: behind it DuckDB itself refuses several statements (prepare) and
 * whatever is no query (it is bound inside a SELECT), the transaction is read-only, and the configuration is
 * locked without files, network or extensions. DuckDB-WASM has no call that names a statement's kind, and
 * `json_serialize_sql` lives in an extension that is not there, so the kind is the leading keyword.
 */
import { AppError } from '../lib/AppError';

export type Statement =
  | { readonly kind: 'query'; readonly sql: string }
  /** `EXPLAIN` or `EXPLAIN ANALYZE` of a query; `of` = that query. */
  | { readonly kind: 'explain'; readonly sql: string; readonly of: string };

const QUERIES: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'DESCRIBE', 'SHOW']);
const ALLOWED = 'SELECT, WITH, DESCRIBE, SHOW or EXPLAIN';

function refuse(reason: string): AppError {
  return new AppError('SQL_REFUSED', `${reason} Only one ${ALLOWED} statement is run here.`);
}

/** End of the comment that begins at `at`; comments nest. */
function skipBlockComment(text: string, at: number): number {
  let depth = 0;
  let next = at;
  do {
    if (text.startsWith('/*', next)) {
      depth += 1;
      next += 2;
    } else if (text.startsWith('*/', next)) {
      depth -= 1;
      next += 2;
    } else next += 1;
  } while (depth > 0 && next < text.length);
  if (depth > 0) throw refuse('A comment is not closed.');
  return next;
}

function skipTo(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  if (found === -1) throw refuse(`A text in ${end} is not closed.`);
  return found + end.length;
}

/** `'…'` where a backslash escapes, as in `E'it\'s'`. */
function skipEscaped(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === "'") return at + 1;
  }
  throw refuse("A text in ' is not closed.");
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[\w\u0080-\uffff]+/y;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

interface Token {
  readonly kind: 'space' | 'semicolon' | 'word' | 'other';
  readonly start: number;
  readonly end: number;
}

function tokenAt(text: string, start: number): Token {
  const as = (kind: Token['kind'], end: number): Token => ({ kind, start, end });
  const character = text[start] ?? '';
  if (/\s/.test(character)) return as('space', start + 1);
  if (text.startsWith('--', start)) {
    const end = text.slice(start).search(/[\r\n]/);
    return as('space', end === -1 ? text.length : start + end);
  }
  if (text.startsWith('/*', start)) return as('space', skipBlockComment(text, start));
  if (character === ';') return as('semicolon', start + 1);
  if (character === "'" || character === '"') return as('other', skipTo(text, character, start + 1));
  if (/^e'/i.test(text.slice(start, start + 2))) return as('other', skipEscaped(text, start + 2));
  const tag = matchAt(DOLLAR_TAG, text, start);
  if (tag !== undefined) return as('other', skipTo(text, tag, start + tag.length));
  const word = matchAt(WORD, text, start);
  return word === undefined ? as('other', start + 1) : as('word', start + word.length);
}

function* tokensOf(text: string): Iterable<Token> {
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    yield token;
    at = token.end;
  }
}

/** The text of the only statement: without what stands before it, its semicolon and what follows that. */
function onlyStatement(text: string): { readonly sql: string; readonly tokens: readonly Token[] } {
  // DuckDB reads up to it only: what follows would be judged by nobody
  if (text.includes('\u0000')) throw refuse('There is a NUL character.');
  const tokens: Token[] = [];
  let isOver = false;
  for (const token of tokensOf(text)) {
    if (token.kind === 'space') continue;
    if (token.kind === 'semicolon') isOver = tokens.length > 0;
    else if (isOver) throw refuse('There are several statements.');
    else tokens.push(token);
  }
  const first = tokens[0];
  if (first === undefined) throw refuse('There is no statement.');
  return { sql: text.slice(first.start, tokens.at(-1)?.end), tokens };
}

/** Rejects with `SQL_REFUSED`. */
export function parseStatement(text: string): Statement {
  const { sql, tokens } = onlyStatement(text);
  const words = tokens.map(({ start, end }) => text.slice(start, end));
  const first = words[0]?.toUpperCase() ?? '';
  if (QUERIES.has(first)) return { kind: 'query', sql };
  if (first !== 'EXPLAIN') throw refuse(`${(words[0] ?? '').slice(0, 40)} is not run here.`);
  const at = words[1]?.toUpperCase() === 'ANALYZE' ? 2 : 1;
  const what = words[at]?.toUpperCase() ?? '';
  if (what !== 'SELECT' && what !== 'WITH') throw refuse('EXPLAIN is for SELECT and WITH.');
  return { kind: 'explain', sql, of: text.slice(tokens[at]?.start, tokens.at(-1)?.end) };
}
