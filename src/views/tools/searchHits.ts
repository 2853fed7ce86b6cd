/** Search results grouped by file, in the order they came. */
import type { JsonValue } from '../../trace';
import { asList, asObject, textAt } from './values';

export interface Hit {
  readonly line: string | undefined;
  readonly text: string;
}

export interface HitGroup {
  readonly path: string;
  readonly hits: readonly Hit[];
}

/** Undefined when an element is not `{path, line, content}`: then the generic form tells more. */
export function groupHits(matches: JsonValue | undefined): readonly HitGroup[] | undefined {
  const groups = new Map<string, Hit[]>();
  for (const match of asList(matches) ?? [undefined]) {
    const object = asObject(match);
    const path = textAt(object, 'path') ?? textAt(object, 'file');
    const text = textAt(object, 'content') ?? textAt(object, 'text');
    if (object === undefined || path === undefined || text === undefined) return undefined;
    const line = object['line'] ?? object['line_number'];
    const hits = groups.get(path) ?? [];
    hits.push({
      line: typeof line === 'number' || typeof line === 'string' ? String(line) : undefined,
      text,
    });
    groups.set(path, hits);
  }
  return [...groups].map(([path, hits]) => ({ path, hits }));
}

export function textList(value: JsonValue | undefined): readonly string[] | undefined {
  const list = asList(value);
  return list?.every((each) => typeof each === 'string') === true ? (list as readonly string[]) : undefined; // checked
}
