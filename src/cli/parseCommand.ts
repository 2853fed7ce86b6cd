/** `retrace parse <file> --row <n> [--json]`: one trajectory as steps and blocks. */
import { defineCommand } from 'citty';
import { AppError } from '../lib/AppError';
import { toParseJson, type ParsedRecord, type Trajectory } from '../trace';
import { explain, parseRow, withFile } from './rows';

function toRowNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('ROW_NOT_FOUND', `--row is "${text}"; expected a whole number from 0`);
}

/** A bad row is not a failure of the file: it is said in the object. */
export async function readParsed(path: string, rowText: string): Promise<ParsedRecord> {
  const row = toRowNumber(rowText);
  return withFile(path, async (file) => parseRow(await file.readRow(row), 0));
}

function writeParsedText({ id, task, turns, steps, findings }: Trajectory): string {
  const lines = steps.map((step) => {
    const calls = step.calls.map(({ name, response }) => (response ? name : `${name} (no response)`));
    const failed = step.failures.structured > 0 ? `  ${step.failures.structured} failed` : '';
    return `  ${String(step.number).padStart(4)}  turn ${step.turn}  ${calls.join(', ') || 'no call'}${failed}`;
  });
  const notes = findings.map(({ kind, step, detail }) => `  step ${step}  ${kind}: ${detail}`);
  const head = [`${id}  ${task}`, `${turns.length} turns, ${steps.length} steps`, '', 'Steps', ...lines];
  return `${[...head, ...(notes.length > 0 ? ['', 'Findings', ...notes] : [])].join('\n')}\n`;
}

function write(parsed: ParsedRecord, row: string, asJson: boolean): string {
  if (parsed.kind === 'trajectory') {
    return asJson
      ? `${JSON.stringify(toParseJson(parsed.trajectory), undefined, 2)}\n`
      : writeParsedText(parsed.trajectory);
  }
  return asJson
    ? `${JSON.stringify({ row: Number(row), bad: parsed.reason })}\n`
    : `row ${row} is bad: ${parsed.reason}\n`;
}

export const parseCommand = defineCommand({
  meta: { name: 'parse', description: 'One trajectory as steps and blocks. Rows count from 0.' },
  args: {
    file: { type: 'positional', required: true, description: 'parquet, .jsonl or .jsonl.gz' },
    row: { type: 'string', default: '0', description: 'number of the row, from 0; blank lines do not count' },
    json: { type: 'boolean', default: false, description: 'print one JSON object' },
  },
  async run({ args }) {
    try {
      process.stdout.write(write(await readParsed(args.file, args.row), args.row, args.json));
    } catch (thrown) {
      process.stderr.write(`${explain(args.file, thrown)}\n`);
      process.exitCode = 1;
    }
  },
});
