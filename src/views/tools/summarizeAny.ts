/** The arguments of an unknown tool on one line. */
import { member } from '../../lib/member';
import { oneLine, type JsonObject } from './values';

/** The argument that says what the call is about, tried in this order. */
const TELLING = [
  'command',
  'path',
  'file_path',
  'pattern',
  'query',
  'url',
  'ref',
  'goal',
  'question',
  'action',
  'name',
  'code',
  'text',
  'content',
];

export function summarizeAny(args: JsonObject): string {
  for (const key of TELLING) {
    const value = member(args, key);
    if (typeof value === 'string' && value !== '') return oneLine(value);
  }
  const rest = Object.entries(args)
    .slice(0, 3)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return oneLine(rest.join(', '));
}
