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

/** Undefined when an element is not `{path, line, content}` with a line of digits or none: then the generic form tells more. */
export function groupHits(matches: JsonValue | undefined): readonly HitGroup[] | undefined {
  const groups = new Map<string, Hit[]>();
  for (const match of asList(matches) ?? [undefined]) {
    const object = asObject(match);
    const path = textAt(object, 'path') ?? textAt(object, 'file');
    const text = textAt(object, 'content') ?? textAt(object, 'text');
    const line = object?.['line'] ?? object?.['line_number'];
    // drawn beside the hit, where no other text belongs
    const isNumber = line === undefined || line === null || /^\d{1,12}$/.test(String(line));
    if (object === undefined || path === undefined || text === undefined || !isNumber) return undefined;
    const hits = groups.get(path) ?? [];
    hits.push({ line: line === undefined || line === null ? undefined : String(line), text });
    groups.set(path, hits);
  }
  return [...groups].map(([path, hits]) => ({ path, hits }));
}

export function textList(value: JsonValue | undefined): readonly string[] | undefined {
  const list = asList(value);
  return list?.every((each) => typeof each === 'string') === true ? (list as readonly string[]) : undefined; // checked
}
