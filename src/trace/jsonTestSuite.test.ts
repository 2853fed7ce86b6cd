/** A foreign test suite of JSON as the arguments of a tool call: y_ must be ok, n_ malformed, i_ must not crash. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countEachTest } from '../testing/countTests';
import { realData } from '../testing/realData';
import { parseTurn, type ToolCallBlock, type Turn } from './index';

const folder = realData('corpora/JSONTestSuite');

function findCases(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const full = join(path, name);
    if (statSync(full).isDirectory()) return findCases(full);
    return /^[yni]_.*\.json$/.test(name) ? [full] : [];
  });
}

/** Bytes that are no UTF-8 never reach the parsers; latin-1 keeps every byte apart instead. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function parseArguments(source: string): { turn: Turn; call: ToolCallBlock; findings: readonly string[] } {
  const { turn, findings } = parseTurn(
    'gpt',
    `<tool_call>\n{"name": "t", "arguments": ${source}}\n</tool_call>`,
    0,
  );
  const call = turn.blocks[0];
  if (call?.kind !== 'tool_call') throw new Error('no call');
  return { turn, call, findings: findings.map(({ kind }) => kind) };
}

const NONSTANDARD = new Set(['n_number_NaN.json', 'n_number_infinity.json', 'n_number_minus_infinity.json']);

describe.runIf(folder !== undefined)('JSONTestSuite as arguments', () => {
  countEachTest('JSONTestSuite');
  const cases = (folder === undefined ? [] : findCases(folder)).map((path) => ({
    path,
    name: path.split('/').at(-1) ?? '',
  }));
  const of = (letter: string) => cases.filter(({ name }) => name.startsWith(letter));

  it('has its cases', () => expect(cases.length).toBeGreaterThan(300));

  it.each(of('y_'))('$name is ok', ({ path }) => {
    const source = decode(readFileSync(path));
    const { call } = parseArguments(source);
    expect(call.status).toBe('ok');
    const expected: unknown = JSON.parse(source);
    // A string that holds a JSON object would be opened; the suite has none.
    expect(call.arguments).toEqual(expected);
  });

  it.each(of('n_'))('$name is malformed, or nonstandard', ({ path, name }) => {
    const { call, findings, turn } = parseArguments(decode(readFileSync(path)));
    expect(turn.blocks.map(({ start, end }) => turn.value.slice(start, end)).join('')).toBe(turn.value);
    expect(call.status).toBe(NONSTANDARD.has(name) ? 'ok' : 'malformed');
    expect(findings.includes('nonstandard_json')).toBe(NONSTANDARD.has(name));
  });

  it.each(of('i_'))('$name does not crash', ({ path }) => {
    const { turn } = parseArguments(decode(readFileSync(path)));
    expect(turn.blocks.length).toBeGreaterThan(0);
  });
});
