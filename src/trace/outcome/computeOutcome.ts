/** A tool response under the rules `structured` and `batch_runner`, with the place of the deciding text. */
import type { JsonValue, Outcome, ResponseOutcome, Span } from '../model';
import { locateJson } from '../json/locateJson';
import { parseJson } from '../json/parseJson';
import { findBatchRunnerFailure } from './batchRunnerRule';
import { OK, type FailureSign } from './outcomeTypes';
import { findStructuredFailure } from './structuredRule';

/** Where the response stands: `[start, end)` of `text` is its JSON, or its raw text. */
export interface ResponseBody extends Span {
  readonly text: string;
  /** The content is a member `content` of the JSON. */
  readonly isEnvelope: boolean;
  readonly isRaw: boolean;
}

/** First characters that a JSON text can have. */
const JSON_HEAD = /^\s{0,20}["[{\-0-9tfnNI]/;

/** A content that is a string is read as JSON first; undefined = a string that is not JSON. */
function openContent(content: JsonValue): JsonValue | undefined {
  if (typeof content !== 'string') return content;
  if (!JSON_HEAD.test(content.slice(0, 24))) return undefined;
  const json = parseJson(content);
  return json.ok ? json.value : undefined;
}

function locateSign(sign: FailureSign, content: JsonValue, body: ResponseBody): Span | undefined {
  const whole = { start: body.start, end: body.end };
  if (body.isRaw)
    return typeof content === 'string' && sign.path.length > 0
      ? locateJson(body.text, body.start, sign.path)
      : whole;
  // Inside a string the path cannot be followed; then the string is what decided.
  const inside = typeof content === 'string' ? [] : sign.path;
  const path = body.isEnvelope ? ['content', ...inside] : inside;
  return path.length === 0 ? whole : locateJson(body.text, body.start, path);
}

function toOutcome(sign: FailureSign | undefined, content: JsonValue, body: ResponseBody): Outcome {
  if (!sign) return OK;
  const span = locateSign(sign, content, body);
  return {
    failed: true,
    kind: sign.kind,
    detail: sign.detail,
    ...(sign.path.length > 0 && { field: sign.path.join('.') }),
    ...(span && { span }),
  };
}

const BOTH_OK: ResponseOutcome = { structured: OK, batch_runner: OK };

export function computeOutcome(content: JsonValue, body: ResponseBody): ResponseOutcome {
  const parsed = openContent(content);
  const structured = findStructuredFailure(content, parsed);
  const batchRunner = findBatchRunnerFailure(content, parsed);
  if (!structured && !batchRunner) return BOTH_OK;
  return {
    structured: toOutcome(structured, content, body),
    batch_runner: toOutcome(batchRunner, content, body),
  };
}
