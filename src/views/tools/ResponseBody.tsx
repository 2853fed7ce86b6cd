import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { CutText } from '../../ui/CutText';
import { asObject } from './summary';

const TEXT_FIELDS = ['output', 'content', 'diff', 'text', 'result', 'error'];

/** The one long text of a result, when it has one; the rest stands in the response's line. */
function mainText(content: JsonValue): string {
  if (typeof content === 'string') return content;
  const object = asObject(content);
  const inner = asObject(object?.['content']) ?? object;
  for (const field of TEXT_FIELDS) {
    const value = inner?.[field];
    const others = Object.entries(inner ?? {}).filter(
      ([key, each]) => key !== field && typeof each === 'object' && each !== null,
    );
    if (typeof value === 'string' && value !== '' && others.length === 0) return value;
  }
  return JSON.stringify(content, null, 2) ?? '';
}

/** What came back. Failing output keeps its last lines: that is where the reason stands. */
export function ResponseBody({ content, isFailed }: { content: JsonValue; isFailed: boolean }): ReactNode {
  const text = mainText(content);
  if (text === '') return undefined;
  return (
    <CutText isMono text={text} cut={{ maxLines: 11, maxChars: 3000, keep: isFailed ? 'last' : 'first' }} />
  );
}
