/**
 * `npm run demo:record [-- id …]`: executes the calls of every scenario in a scratch folder and writes what came back to
 * `recordings/<scenario>.json`. Needs bash, git, python3, node, gcc, make, jq and sqlite3; the build needs none of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Sandbox } from './record/sandbox';
import { Simulator } from './record/simulated';
import { fingerprint, type Recording, type RecordingFile } from './recording';
import { type Call, type Json } from './types';
import { projectOf, runsOf, type Run } from './scenario';
import { SCENARIOS } from './scenarios';

function recordRun(run: Run): Recording {
  const { scenario } = run;
  const v = scenario.variants[run.config][run.variant] as object;
  const sandbox = new Sandbox(projectOf(scenario, v), scenario.files?.(v) ?? {}, scenario.setup?.(v) ?? []);
  const simulator = new Simulator(scenario.world?.(v) ?? {});
  const perform = (call: Call): Json => {
    const content = simulator.call(call.name, call.args) ?? sandbox.call(call.name, call.args);
    if (content === undefined) throw new Error(`${run.key}: no handler for ${call.name}`);
    return content;
  };
  try {
    const responses = run.entries.map((entry) => (entry.kind === 'gpt' ? entry.calls.map(perform) : []));
    return { calls: fingerprint(run.entries), responses };
  } finally {
    sandbox.dispose();
  }
}

const folder = fileURLToPath(new URL('recordings/', import.meta.url));
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
for (const scenario of SCENARIOS) {
  if (wanted.length > 0 && !wanted.includes(scenario.id)) continue;
  const file: RecordingFile = {};
  for (const run of runsOf(scenario)) file[run.key] = recordRun(run);
  writeFileSync(`${folder}${scenario.id}.json`, `${JSON.stringify(file, undefined, 1)}\n`);
  process.stdout.write(`${scenario.id}: ${Object.keys(file).length} runs\n`);
}
