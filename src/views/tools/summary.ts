/** The arguments of a call on one line: what a reader of an outline needs to recognise it. */
import type { JsonValue } from '../../trace';
import { rendererFor } from './registry';
import { summarizeAny } from './summarizeAny';
import { asObject, oneLine } from './values';

export function summarizeArguments(name: string, args: JsonValue): string {
  const object = asObject(args);
  if (object === undefined) return oneLine(JSON.stringify(args) ?? '');
  const summary = rendererFor(name, args).summarize(object);
  return summary === '' ? summarizeAny(object) : summary;
}
