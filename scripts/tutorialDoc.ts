/** docs/TUTORIAL.md: what the public tutorial's functions and ours make of the same turns, each difference with its finding. */
import { computeTutorialFigures, parseRecord, tutorialParseAssistant, type Trajectory } from '../src/trace';
import { computeMetrics } from '../src/trace';
import { TUTORIAL_CASES, type TutorialCase } from './tutorialCases';

interface Reading {
  readonly thoughts: readonly string[];
  readonly calls: readonly string[];
  readonly answer: string;
  readonly responses: number;
  readonly failed: string;
}

function parse({ turns }: TutorialCase): Trajectory {
  const parsed = parseRecord({ conversations: turns });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

function readOurs(trajectory: Trajectory): Reading {
  const gpt = trajectory.turns.filter((turn) => turn.role === 'gpt');
  const bodies = (kind: 'think' | 'text') =>
    gpt.flatMap(({ value, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === kind ? [value.slice(block.bodyStart, block.bodyEnd).trim()] : [],
      ),
    );
  const calls = gpt.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'tool_call' ? [block.name] : [])),
  );
  const { toolResponses, responsesFailed } = computeMetrics(trajectory);
  return {
    thoughts: bodies('think'),
    calls,
    answer: bodies('text').join(' '),
    responses: toolResponses,
    failed: String(responsesFailed.structured),
  };
}

function readTutorial(trajectory: Trajectory): Reading {
  const gpt = trajectory.turns
    .filter((turn) => turn.role === 'gpt')
    .map(({ value }) => tutorialParseAssistant(value));
  const { responses, flaggedTurns } = computeTutorialFigures(trajectory);
  return {
    thoughts: gpt.flatMap(({ thoughts }) => thoughts),
    calls: gpt.flatMap(({ calls }) => calls.map(({ name }) => name)),
    answer: gpt.map(({ final }) => final).join(' '),
    responses,
    failed: String(flaggedTurns),
  };
}

function code(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `\`\` ${JSON.stringify(short)} \`\``;
}

function describeReading({ thoughts, calls, answer, responses, failed }: Reading): string {
  const parts = [
    `think: ${thoughts.length === 0 ? 'none' : thoughts.map(code).join(', ')}`,
    `calls: ${calls.length === 0 ? 'none' : calls.map(code).join(', ')}`,
  ];
  if (answer !== '') parts.push(`answer: ${code(answer)}`);
  if (responses > 0) parts.push(`responses: ${responses}`, `failed: ${failed}`);
  return parts.join('; ');
}

function isSame(a: Reading, b: Reading): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export interface ComparedCase {
  readonly title: string;
  readonly tutorial: string;
  readonly ours: string;
  readonly same: boolean;
  readonly findings: readonly string[];
  readonly why: string;
}

/** The findings that come with the case, but those of every small fixture (no system turn, no final answer). */
export function compareCases(): readonly ComparedCase[] {
  return TUTORIAL_CASES.map((given): ComparedCase => {
    const trajectory = parse(given);
    const [tutorial, ours] = [readTutorial(trajectory), readOurs(trajectory)];
    const kinds = [...new Set(trajectory.findings.map(({ kind }) => kind))].filter(
      (kind) => kind !== 'missing_system' && kind !== 'no_final_answer',
    );
    return {
      title: given.title,
      tutorial: describeReading(tutorial),
      ours: describeReading(ours),
      same: isSame(tutorial, ours),
      findings: kinds,
      why: given.why,
    };
  });
}

export function writeTutorialDoc(
  notice: string,
  table: (head: readonly string[], rows: readonly (readonly string[])[]) => string,
): string {
  const rows = compareCases().map(({ title, tutorial, ours, same, findings, why }) => {
    return [
      title,
      tutorial,
      same ? 'the same' : ours,
      findings.map((kind) => `\`${kind}\``).join(', ') || '–',
      why,
    ];
  });
  return [
    '# The tutorial’s functions and ours, on the same records',
    notice,
    'Left the three regular expressions of the public tutorial, right the shared parsers. Where they differ, the finding or the rule named says why. Failures: the tutorial flags tool turns, the rule `structured` counts responses.',
    table(['record', 'tutorial', 'ours', 'findings', 'why'], rows),
    '',
  ].join('\n\n');
}
