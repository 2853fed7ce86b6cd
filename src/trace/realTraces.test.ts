/** Genuine records, read from beside the project: nothing is lost, and the figures equal a count made another way. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../testing/realData';
import { accumulateStats, parseJsonLine, parseRecord, parseTurn, type Trajectory, type Turn } from './index';

function readLines(name: string): readonly string[] {
  const path = realData(`hermes/${name}.jsonl`);
  return path === undefined
    ? []
    : readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
}

function parse(line: string): Trajectory {
  const read = parseJsonLine(line);
  if (read.kind === 'bad') throw new Error(read.reason);
  const parsed = parseRecord(read.record);
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

/** Every character is in a block, every block is explained, and nothing that looks like a tag is left in text unsaid. */
function expectNoLoss(turn: Turn, findingKinds: readonly string[]): void {
  const { value, blocks } = turn;
  expect(blocks.map(({ start, end }) => value.slice(start, end)).join('')).toBe(value);
  if (turn.role !== 'gpt' && turn.role !== 'tool') return;
  const text = blocks
    .flatMap((block) => (block.kind === 'text' ? [value.slice(block.start, block.end)] : []))
    .join('\n');
  const tags = text.match(/<\/?(?:think|tool_call|tool_response)>/g) ?? [];
  expect(tags.length > 0 && findingKinds.length === 0).toBe(false);
}

describe.runIf(realData('hermes') !== undefined)('genuine records', () => {
  it.each(['hermeswith', 'lucifexia', 'tau_airline_100'])('%s: no loss', (name) => {
    const lines = readLines(name);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const trajectory = parse(line);
      for (const turn of trajectory.turns) {
        expectNoLoss(
          turn,
          trajectory.findings.filter((finding) => finding.turn === turn.index).map(({ kind }) => kind),
        );
      }
    }
  });

  it('single turns of the dataset: no loss, no malformed call, no text beside responses', () => {
    for (const line of readLines('dataset_messages')) {
      // The file holds turns: `{from, value, …}` a line.
      const { from, value } = JSON.parse(line) as { from: string; value: string };
      const { turn, findings } = parseTurn(from, value, 0);
      expectNoLoss(
        turn,
        findings.map(({ kind }) => kind),
      );
      expect(findings.map(({ kind }) => kind)).not.toContain('malformed_call');
      const opened = from === 'gpt' ? value.split('\n').filter((one) => one === '<tool_call>').length : 0;
      expect(turn.blocks.filter(({ kind }) => kind === 'tool_call').length).toBe(opened);
    }
  });

  it('the first row of the dataset lists its tools in its system turn', () => {
    const system = readLines('dataset_messages').find((line) => line.includes('"from": "system"')) ?? '';
    const trajectory = parse(JSON.stringify({ conversations: [JSON.parse(system)] }));
    expect(trajectory.tools.length).toBeGreaterThan(10);
    expect(trajectory.tools.map(({ name }) => name).slice(0, 2)).toEqual(['clarify', 'delegate_task']);
  });

  it('tau_airline_100: figures equal an independent count', () => {
    const lines = readLines('tau_airline_100');
    const stats = accumulateStats();
    for (const line of lines) stats.addTrajectory(parse(line));
    const ours = stats.toJson();
    // Counted on the lines of the values: the writer puts every tag on a line of its own.
    const rows = lines.map(
      (line) => JSON.parse(line) as { conversations: { from: string; value: string }[] },
    );
    const turns = rows.flatMap((row) => row.conversations);
    const linesOf = (role: string) =>
      turns.filter(({ from }) => from === role).flatMap(({ value }) => value.split('\n'));
    const calls = linesOf('gpt').filter((text) => text === '<tool_call>').length;
    const responses = linesOf('tool').filter((text) => text.startsWith('{"tool_call_id"')).length;
    expect({
      rows: ours.rows,
      turns: ours.turns,
      steps: ours.steps,
      calls: ours.toolCalls,
      responses: ours.toolResponses,
    }).toEqual({
      rows: 100,
      turns: 2658,
      steps: turns.filter(({ from }) => from === 'gpt').length,
      calls,
      responses,
    });
    expect(ours.toolCalls).toBe(ours.toolResponses);
    expect([ours.malformedCalls, ours.unmatchedCalls, ours.unmatchedResponses]).toEqual([0, 0, 0]);
    expect(Object.values(ours.tools).reduce((sum, count) => sum + count, 0)).toBe(calls);
    const errors = linesOf('tool').filter((text) => text.includes('"content": "Error:')).length;
    expect(ours.outcomes.structured.failed).toBe(errors);
    const blank = linesOf('tool').filter((text) => text.endsWith('"content": ""}')).length;
    expect(ours.outcomes.batch_runner.failed).toBe(errors + blank);
  });
});
