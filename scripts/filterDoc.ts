/** docs/FILTERS.md: the language of the field "Search", every example run through the parser. */
import { FILTER_KEYS, FILTER_TEXT_KEYS, isRangeKey, parseFilterText, printFilterText } from '../src/trace';

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => string;

const EXAMPLES: readonly (readonly [text: string, meaning: string])[] = [
  ['rate limiter', 'both words are in the task, in any order and any case'],
  ['"rate limiter"', 'this phrase is in the task'],
  ['tool:terminal', 'called terminal'],
  ['tool:terminal tool:patch', 'called one of the two'],
  ['tool:terminal tool:patch toolmode:all', 'called both'],
  ['-finding:loop_repeat', 'has no such finding'],
  [
    'cat:"Repository Tasks"',
    'a value with a blank is quoted; `\\"` and `\\\\` stand for `"` and `\\` in quotes',
  ],
  ['model:""', 'no model was recorded'],
  ['failures>=3', 'also `>`, `<`, `<=`, `=`'],
  ['turns:10..30', 'both ends belong to it; also `turns:10..`, `turns:..30`, `turns:12`'],
  ['"--help" "cat:x"', 'quotes make text of what would be a filter'],
  [
    'cat:"Repository Tasks" tool:terminal -finding:loop_repeat failures>=3 turns:10..30 "free text"',
    'all of it together',
  ],
];

const WRONG: readonly string[] = [
  'catt:x',
  'cat:"abc',
  'turns:10..x',
  'turns:30..10',
  'tool:',
  '-turns:3',
  '-word',
  'tool:a -tool:a',
];

/** What the code says of an example; throws when the example is no longer right. */
function printed(text: string): string {
  const result = parseFilterText(text);
  if (result.kind === 'error') throw new Error(`docs: ${text}: ${result.error.message}`);
  return printFilterText(result.filter);
}

function wrong(text: string): readonly string[] {
  const result = parseFilterText(text);
  if (result.kind === 'filter') throw new Error(`docs: ${text} is right`);
  return [`\`${text}\``, String(result.error.start + 1), result.error.message];
}

const code = (text: string): string => `\`${text}\``;

export function writeFilterDoc(notice: string, table: Table): string {
  const keys = FILTER_KEYS.map((key) => [
    code(key),
    isRangeKey(key) ? 'numbers' : key === 'toolmode' ? 'any, all' : 'values',
    FILTER_TEXT_KEYS[key],
  ]);
  return [
    '# Filter text',
    notice,
    'The field "Search" holds the whole filter as text. It says the same as the facets and the address: change one, and the others follow.',
    '```text\nfilter   = { term | text }           separated by blanks, joined by "and"\nterm     = ["-"] key ":" value       facets; the same key again = any of its values; "-" excludes\n         | key ("<" | "<=" | "=" | ">=" | ">") number\n         | key ":" (number | number ".." | ".." number | number ".." number)\n         | "toolmode:" ("any" | "all")\nvalue    = word | quoted\ntext     = word | quoted             sought in the task\nquoted   = `"` { any character but `"` and `\\` | `\\"` | `\\\\` } `"`\n```',
    '## Keys',
    table(['key', 'takes', 'meaning'], keys),
    '`category` and `subcategory` are read as `cat` and `sub`. Keys are read in any case, values exactly as they are stored.',
    '## Examples',
    table(
      ['text', 'meaning', 'printed as'],
      EXAMPLES.map(([text, meaning]) => [code(text), meaning, code(printed(text))]),
    ),
    '## What cannot be read',
    'The list keeps the last filter that could be read, and the message names the character.',
    table(['text', 'character', 'message'], WRONG.map(wrong)),
  ].join('\n\n');
}
