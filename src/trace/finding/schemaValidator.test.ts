import { describe, expect, it } from 'vitest';
import { createSchemaValidator } from './schemaValidator';

const validate = createSchemaValidator();
const SCHEMA = {
  type: 'object',
  required: ['command'],
  properties: { command: { type: 'string' }, timeout: { type: 'integer' }, pattern: { type: 'string' } },
};

describe('the schema of a tool', () => {
  it.each([
    [{ command: 'ls' }, undefined],
    [{ command: 'ls', timeout: 3, pattern: 'x' }, undefined],
    [{ command: 3 }, /command.*type/],
    [{ timeout: 3 }, /command/],
    [{ command: 'ls', timeout: 'soon' }, /timeout/],
    [{ command: 'ls', pattern: 7 }, /pattern/],
    [null, /type/],
  ])('of %j says %s', (value, expected) => {
    const said = validate(SCHEMA, value);
    expect(expected === undefined ? said === undefined : expected.test(said ?? '')).toBe(true);
  });

  it.each([
    ['an expression that takes for ever', { properties: { a: { type: 'string', pattern: '^(a+)+$' } } }],
    ['a reference to nothing', { $ref: '#/$defs/none' }],
    ['a reference to itself', { $ref: '#' }],
    ['no schema', [] as const],
    ['nonsense', { type: 7, properties: 'x', required: { a: 1 } }],
  ])('is survived: %s', (_, schema) => {
    expect(() => validate(schema, { a: `${'a'.repeat(40)}!` })).not.toThrow();
  });
});
