/** The figures for a reader: the same object as `--json`, as a table. */
import type { StatsJson } from '../trace';

const MOST_ROWS = 20;

function line(label: string, value: number | string): string {
  const text = typeof value === 'number' ? value.toLocaleString('en-US') : value;
  return `  ${label.padEnd(30)} ${text.padStart(12)}`;
}

function section(title: string, table: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(table);
  if (entries.length === 0) return [];
  const rest = entries.length - MOST_ROWS;
  const lines = entries.slice(0, MOST_ROWS).map(([name, count]) => line(name, count));
  return ['', title, ...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}

function outcomes({ outcomes: { structured, batch_runner: batchRunner, tutorial } }: StatsJson): string[] {
  return [
    '',
    'Failures (by rule)',
    line('structured: responses', structured.failed),
    line('structured: trajectories', structured.trajectoriesWithFailure),
    line('batch_runner: responses', batchRunner.failed),
    line('batch_runner: trajectories', batchRunner.trajectoriesWithFailure),
    line('tutorial: tool turns', tutorial.flaggedTurns),
    line('tutorial: trajectories', tutorial.trajectoriesWithFailure),
  ];
}

const FIGURES = [
  ['Rows', 'rows'],
  ['Turns', 'turns'],
  ['Steps', 'steps'],
  ['Tool calls', 'toolCalls'],
  ['Tool responses', 'toolResponses'],
  ['Malformed calls', 'malformedCalls'],
  ['Calls without response', 'unmatchedCalls'],
  ['Responses without call', 'unmatchedResponses'],
  ['Parallel steps', 'parallelSteps'],
  ['Think blocks', 'thinkBlocks'],
  ['Empty think blocks', 'emptyThinkBlocks'],
  ['Think words', 'thinkWords'],
] as const;

export function writeStatsText(stats: StatsJson): string {
  const findings = Object.entries(stats.findings).map(([kind, { count }]) => [kind, count] as const);
  const bad = stats.badRows
    .slice(0, MOST_ROWS)
    .map(({ file, row, reason }) => `  ${file} row ${row}: ${reason}`);
  const lines = [
    'Figures',
    ...FIGURES.map(([label, key]) => line(label, stats[key])),
    ...section('Turns by role', stats.turnsByRole),
    ...section('Parallel widths', stats.parallelWidths),
    ...section('Tools', stats.tools),
    ...section('Categories', stats.categories),
    ...outcomes(stats),
    ...section('Kinds of failure (structured)', stats.outcomes.structured.byKind),
    ...section('Findings', Object.fromEntries(findings.sort(([, a], [, b]) => b - a))),
    ...(bad.length > 0 ? ['', `Bad rows (${stats.badRows.length})`, ...bad] : []),
  ];
  return `${lines.join('\n')}\n`;
}
