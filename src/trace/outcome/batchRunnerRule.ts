/** Rule `batch_runner` (FORMAT §9.7): the writer's own test of success. Non-zero exit codes are explicitly not failures. */
import { member } from '../../lib/member';
import type { JsonValue } from '../model';
import { isBlank } from '../json/chars';
import { isJsonObject, type JsonObject } from '../json/jsonValue';
import type { FailureSign } from './outcomeTypes';

function isSetError(value: JsonObject): boolean {
  const error = member(value, 'error');
  return error !== undefined && error !== null;
}

function signOfObject(value: JsonObject): FailureSign | undefined {
  if (isSetError(value)) return { kind: 'error_value', path: ['error'], detail: '`error` is not null.' };
  const inner = member(value, 'content');
  if (isJsonObject(inner) && isSetError(inner))
    return { kind: 'error_value', path: ['content', 'error'], detail: '`content.error` is not null.' };
  if (member(value, 'success') === false)
    return { kind: 'success_false', path: ['success'], detail: '`success` is false.' };
  return undefined;
}

function signOfText(text: string): FailureSign | undefined {
  if (isBlank(text)) return { kind: 'empty', path: [], detail: 'The content is blank.' };
  if (text.trimStart().slice(0, 6).toLowerCase() !== 'error:') return undefined;
  return { kind: 'error_text', path: [], detail: 'The text starts with `error:`.' };
}

/** `parsed` is the content, opened when it is a string that holds JSON; undefined when it is a string that does not. */
export function findBatchRunnerFailure(
  content: JsonValue,
  parsed: JsonValue | undefined,
): FailureSign | undefined {
  if (parsed === undefined) return typeof content === 'string' ? signOfText(content) : undefined;
  return isJsonObject(parsed) ? signOfObject(parsed) : undefined;
}
