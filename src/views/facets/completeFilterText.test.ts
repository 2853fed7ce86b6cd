import { describe, expect, it } from 'vitest';
import type { Facets } from '../../client/types';
import { parseFilterText } from '../../trace';
import { completeFilterText } from './completeFilterText';

const NONE = {
  config: [],
  cat: [],
  sub: [],
  tool: [],
  outcome: [],
  finding: [],
  model: [],
  state: [],
  triage: [],
};
const facets: Facets = {
  ...NONE,
  cat: [
    { value: 'Repository Tasks', count: 1200 },
    { value: 'say "hi"', count: 2 },
  ],
  tool: [
    { value: 'terminal', count: 9 },
    { value: 'patch', count: 3 },
  ],
};

/** `|` = the caret. */
function at(marked: string): { readonly labels: readonly string[]; readonly taken: string } {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, end, suggestions } = completeFilterText(text, caret, facets);
  const [first] = suggestions;
  return {
    labels: suggestions.map(({ label, note }) => `${label} ${note}`),
    taken: first === undefined ? text : text.slice(0, start) + first.text + text.slice(end),
  };
}

describe('completion', () => {
  it('offers keys, then values with their counts', () => {
    expect(at('to|').labels).toEqual(['tool tool that was called', 'toolmode any or all of the tools']);
    expect(at('x -fi|').taken).toBe('x -finding:');
    expect(at('fail|').taken).toBe('failures>=');
    expect(at('tool:|').labels).toEqual(['terminal 9', 'patch 3']);
    expect(at('a -tool:PA| b').taken).toBe('a -tool:patch  b');
    expect(at('cat:rep|').taken).toBe('cat:"Repository Tasks" ');
    expect(at('cat:"repository t|" x').taken).toBe('cat:"Repository Tasks"  x');
    expect(at('limiter|').labels).toEqual([]);
    expect(at('"cat:|').labels).toEqual([]);
    expect(at('-|').labels.some((label) => label.startsWith('-turns'))).toBe(false);
  });

  it('writes values that are read back', () => {
    expect(parseFilterText(at('cat:hi|').taken)).toMatchObject({
      kind: 'filter',
      filter: { facets: { cat: { include: ['say "hi"'] } } },
    });
  });
});
