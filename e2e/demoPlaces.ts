/** Where in the demo something stands, found by what it is: row numbers change whenever the demo is built anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBytes } from '../src/source';
import { parseRecord, type Step, type Trajectory } from '../src/trace';

export interface DemoRun {
  readonly file: number;
  readonly row: number;
  readonly trajectory: Trajectory;
}

async function readDemo(): Promise<readonly DemoRun[]> {
  const runs: DemoRun[] = [];
  for (const [file, name] of ['kimi', 'glm-5.1'].entries()) {
    const path = fileURLToPath(new URL(`../public/demo/${name}.parquet`, import.meta.url));
    for await (const { rows } of (await openBytes(name, readFileSync(path))).readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : undefined;
        if (parsed?.kind === 'trajectory') runs.push({ file, row: raw.row, trajectory: parsed.trajectory });
      }
    }
  }
  return runs;
}

/** Every trajectory of the demo. */
export const demoRuns = readDemo();

/** The first step that fits, as an address; fails when the demo has none. */
export async function placeOfStep(fits: (step: Step, trajectory: Trajectory) => boolean): Promise<string> {
  for (const { file, row, trajectory } of await demoRuns) {
    const step = trajectory.steps.find((each) => fits(each, trajectory));
    if (step !== undefined) return `#/t/~${file}.${row}?step=${step.number}`;
  }
  throw new Error('the demo has no such step');
}

/** The step in which a tool answered with this text. */
export function placeOfResponse(tool: string, text: string): Promise<string> {
  return placeOfStep((step, { turns }) =>
    step.calls.some(({ name, response }) => {
      const block = response === undefined ? undefined : turns[response.turn]?.blocks[response.block];
      return name === tool && block?.kind === 'tool_response' && contains(block.content, text);
    }),
  );
}

/** The step in which the agent wrote this text, markup included. */
export function placeOfText(text: string): Promise<string> {
  return placeOfStep((step, { turns }) => turns[step.turn]?.value.includes(text) === true);
}

function contains(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((each) => contains(each, text))
  );
}
