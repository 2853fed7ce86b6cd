/**
 * Arguments against the JSON schema of their tool. Schemas are data: they may be broken, refer to nothing or to themselves,
 * or hold expressions that take for ever. So whatever throws says nothing, and `pattern` is left out.
 */
import { Validator } from '@cfworker/json-schema';
import type { JsonValue } from '../model';
import { isJsonObject } from '../json/jsonValue';
import { setKey } from '../json/parseJson';
import type { SchemaValidator } from './deepFindings';

/** As a keyword `pattern` holds a string; a property of that name holds a schema and stays. */
function isPattern(key: string, value: JsonValue): boolean {
  return (key === 'pattern' && typeof value === 'string') || key === 'patternProperties';
}

/** A copy without expressions: one written by an attacker can take exponential time. */
function withoutPatterns(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).map(withoutPatterns); // widened to any[]
  if (!isJsonObject(schema)) return schema;
  const copy: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!isPattern(key, value)) setKey(copy, key, withoutPatterns(value));
  }
  return copy;
}

function createValidator(schema: JsonValue): Validator | undefined {
  const plain = withoutPatterns(schema);
  return isJsonObject(plain) ? new Validator({ ...plain }, '2020-12', true) : undefined;
}

/** The most precise of the sentences: outer ones only say that something inside does not fit. */
function describe(errors: readonly { readonly instanceLocation: string; readonly error: string }[]): string {
  const last = errors.at(-1);
  if (!last) return 'does not fit the schema';
  const place = last.instanceLocation.replace(/^#\/?/, '');
  return place === '' ? last.error : `${place}: ${last.error}`;
}

/** Remembers the prepared schemas, as long as their tools live. Owned by whoever asks for deep findings. */
export function createSchemaValidator(): SchemaValidator {
  const prepared = new WeakMap<object, Validator>();
  return (schema, value) => {
    if (!isJsonObject(schema)) return undefined;
    try {
      const validator = prepared.get(schema) ?? createValidator(schema);
      if (!validator) return undefined;
      prepared.set(schema, validator);
      const { valid, errors } = validator.validate(value);
      return valid ? undefined : describe(errors);
    } catch {
      return undefined;
    }
  };
}
