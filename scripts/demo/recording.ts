/** What `record.ts` writes and `build.ts` reads. A recording names the calls it was made from, so a stale one is noticed. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Json, ScriptEntry } from './types';
import type { Run } from './scenario';

export interface Recording {
  /** `fingerprint` of the run's calls. */
  readonly calls: string;
  /** Per entry of the script, per call: the response content. */
  readonly responses: readonly (readonly Json[])[];
}

export type RecordingFile = Record<string, Recording>;

export function fingerprint(entries: readonly ScriptEntry[]): string {
  const calls = entries.map((e) => (e.kind === 'gpt' ? e.calls : []));
  return createHash('sha256').update(JSON.stringify(calls)).digest('hex').slice(0, 16);
}

export function loadRecordings(scenarioId: string): RecordingFile {
  const text = readFileSync(new URL(`recordings/${scenarioId}.json`, import.meta.url), 'utf8');
  // Written by record.ts; a file of another shape fails the fingerprint check of `recordingOf`.
  return JSON.parse(text) as RecordingFile;
}

export function recordingOf(run: Run, file: RecordingFile): Recording {
  const recording = file[run.key];
  if (recording?.calls !== fingerprint(run.entries)) {
    throw new Error(
      `The recording of ${run.key} is stale; run \`npm run demo:record -- ${run.scenario.id}\`.`,
    );
  }
  return recording;
}
