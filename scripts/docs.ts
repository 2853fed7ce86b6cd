/**
 * docs/FINDINGS.md, docs/OUTCOMES.md, docs/FILTERS.md and docs/TUTORIAL.md, written from the tables and functions of the code:
 *   npx tsx scripts/docs.ts           writes them
 * A test compares the files with what this gives, so they cannot go stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FINDING_KINDS, METRICS, OUTCOME_KINDS } from '../src/trace';
import { writeFilterDoc } from './filterDoc';
import { writeTutorialDoc } from './tutorialDoc';

const ROOT = join(import.meta.dirname, '..');
const NOTICE = '<!-- Made by scripts/docs.ts from the code; edit the tables there. -->';

/** A cell: bars and line breaks would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const GROUPS = [
  ['think', 'Reasoning'],
  ['call', 'Tool calls'],
  ['response', 'Tool responses'],
  ['conversation', 'The conversation'],
  ['loop', 'Loops'],
] as const;

const WEIGHTS = { 1: 'normal in many files', 2: 'worth a look', 3: 'damaged or stuck' } as const;

function writeFindings(): string {
  const sections = GROUPS.map(([group, title]) => {
    const kinds = FINDING_KINDS.filter((info) => info.group === group);
    const rows = kinds.map(({ kind, title: name, sentence, pass, weight }) => [
      `\`${kind}\``,
      name,
      sentence,
      WEIGHTS[weight],
      pass,
    ]);
    return `## ${title}\n\n${table(['kind', 'title', 'meaning', 'weight', 'pass'], rows)}`;
  });
  const metrics = METRICS.map(({ key, title, level, unit, sentence }) => [
    `\`${key}\``,
    title,
    level,
    unit,
    sentence,
  ]);
  return [
    '# Findings and figures',
    NOTICE,
    'A finding is something worth a look, computed from structure alone. `core` findings come with every parsed trajectory; `deep` ones are computed when a trajectory is looked at closely (they need the schemas of the tools, or a close reading of long reasoning).',
    ...sections,
    '## Figures',
    table(['key', 'title', 'of a', 'unit', 'meaning'], metrics),
    '',
  ].join('\n\n');
}

const BATCH_RUNNER = `## Rule \`batch_runner\`

The writer's own test, applied to every response. A content that is text is read as JSON first. Text that is not JSON failed when it is blank or, trimmed and in lower case, starts with \`error:\`. An object failed when \`error\` is present and not null, or \`content\` is an object whose \`error\` is not null, or \`success\` is false. Null, lists and other values are ok. A non-zero exit code is not a failure.

## Rule \`tutorial\`

For comparisons: per tool turn, the body of the first \`<tool_response>\` is read as JSON (else kept as text), written out with Python's \`json.dumps\`, lower-cased, and flagged when it contains \`error\`, \`"exit_code": 1\` (also 10 or 127) or \`traceback\`. It flags \`"error": null\`.`;

function writeOutcomes(): string {
  const list = (items: readonly string[]) => items.map((item) => `- \`\` ${item} \`\``).join('\n');
  const kinds = OUTCOME_KINDS.map(({ kind, title, sentence, examples, counterExamples }) => {
    return `### \`${kind}\`: ${title}\n\n${sentence}\n\nFailed as this kind:\n\n${list(examples)}\n\nNot this kind:\n\n${list(counterExamples)}`;
  });
  return [
    '# Outcomes',
    NOTICE,
    'The outcome of a tool response is `ok`, or the kind of failure, under a named rule. Every figure says which rule it uses.',
    '## Rule `structured`',
    'Looks at fields and at how a text begins, never at words anywhere in the output. The first sign found counts, in this order: `error`, the naming fields and flags, the exit code, `success`; then the same one level down, where `content` is nested twice. The text of an error decides between its kinds. A blank response is ok. Exit code 1 is settled after pairing, when the command is known.',
    ...kinds,
    BATCH_RUNNER,
    '',
  ].join('\n\n');
}

/** File name → text. */
export function writeDocs(): Readonly<Record<string, string>> {
  return {
    'FINDINGS.md': writeFindings(),
    'OUTCOMES.md': writeOutcomes(),
    'FILTERS.md': writeFilterDoc(NOTICE, table),
    'TUTORIAL.md': writeTutorialDoc(NOTICE, table),
  };
}

/** Names of documents that differ from the code. */
export function findStaleDocs(): readonly string[] {
  return Object.entries(writeDocs()).flatMap(([name, text]) => {
    try {
      return readFileSync(join(ROOT, 'docs', name), 'utf8') === text ? [] : [name];
    } catch {
      return [name];
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, text] of Object.entries(writeDocs())) writeFileSync(join(ROOT, 'docs', name), text);
}
