/** `retrace find <file…> <text> [--in think]… [--case] [--regex] [--json]`: full text, by the definition the browser uses. */
import { defineCommand } from 'citty';
import {
  createTextFinder,
  excerptOf,
  formatTextScope,
  parseTextScope,
  patternProblem,
  TEXT_PLACES,
  type TextHit,
  type TextScope,
  type TextSearch,
  type Trajectory,
} from '../trace';
import { AppError } from '../lib/AppError';
import { createProgress, type Progress } from './progress';
import { eachRow, explain, withFile } from './rows';

interface FoundRow {
  readonly file: string;
  readonly row: number;
  readonly id: string;
  readonly count: number;
  readonly hits: readonly TextHit[];
}

export interface FindRun {
  readonly rows: number;
  readonly hits: number;
  readonly found: readonly FoundRow[];
  readonly badRows: readonly { readonly file: string; readonly row: number; readonly reason: string }[];
  /** One sentence for each file that could not be read to its end. */
  readonly unreadable: readonly string[];
}

type OnFound = (row: FoundRow, trajectory: Trajectory) => void;

/** Files that cannot be read are named; the others are searched. */
export async function findInFiles(
  paths: readonly string[],
  search: TextSearch,
  progress: Progress,
  onFound: OnFound = () => undefined,
): Promise<FindRun> {
  const find = createTextFinder(search);
  let [rows, hits] = [0, 0];
  const found: FoundRow[] = [];
  const badRows: FindRun['badRows'][number][] = [];
  const unreadable: string[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      await withFile(path, async (file) => {
        const show = (bytesRead: number) => progress.show(path, bytesRead, file.facts.byteLength);
        for await (const { row, parsed } of eachRow(file, index, show)) {
          rows += 1;
          if (parsed.kind === 'bad') badRows.push({ file: path, row, reason: parsed.reason });
          else {
            const { trajectory } = parsed;
            const here = find(trajectory);
            if (here.count === 0) continue;
            hits += here.count;
            const each: FoundRow = { file: path, row, id: trajectory.id, ...here };
            found.push(each);
            onFound(each, trajectory);
          }
        }
      });
    } catch (thrown) {
      unreadable.push(explain(path, thrown));
    }
  }
  progress.clear();
  return { rows, hits, found, badRows, unreadable };
}

/** Every `--in`: it may repeat, and one may hold several with commas between. */
function parseScopes(rawArgs: readonly string[]): TextScope[] {
  const given = rawArgs.flatMap((arg, at) => {
    if (arg === '--in') return [rawArgs[at + 1] ?? ''];
    return arg.startsWith('--in=') ? [arg.slice('--in='.length)] : [];
  });
  return given
    .flatMap((each) => each.split(','))
    .map((name) => {
      const scope = parseTextScope(name.trim());
      if (scope !== undefined) return scope;
      throw new AppError(
        'BAD_URL',
        `--in is "${name}"; expected ${TEXT_PLACES.join(', ')}, calls:<tool> or responses:<tool>`,
      );
    });
}

function writeFound({ file, row, id, count, hits }: FoundRow, { turns }: Trajectory): string {
  const lines = hits.map((hit) => {
    const { before, hit: text, after } = excerptOf(turns[hit.turn]?.value ?? '', hit);
    const place = formatTextScope({ place: hit.place, ...(hit.tool !== '' && { tool: hit.tool }) });
    return `  step ${hit.step}, turn ${hit.turn}, ${place}: ${before}[${text}]${after}`;
  });
  return `${file} row ${row}  ${id}  ${count}\n${lines.join('\n')}\n`;
}

export const findCommand = defineCommand({
  meta: {
    name: 'find',
    description:
      'Full text of all turns, literal and without regard to case unless asked. The last argument is the text.',
  },
  args: {
    file: { type: 'positional', required: true, description: 'parquet, .jsonl or .jsonl.gz; then the text' },
    in: {
      type: 'string',
      description: 'think, answers, calls[:tool], responses[:tool], user, system, other; may repeat',
    },
    case: { type: 'boolean', default: false, description: 'upper and lower case differ' },
    regex: { type: 'boolean', default: false, description: 'the text is a JavaScript regular expression' },
    json: { type: 'boolean', default: false, description: 'print one JSON object' },
  },
  async run({ args, rawArgs }) {
    try {
      const [text = '', ...paths] = args._.toReversed();
      if (paths.length === 0 || text.trim() === '')
        throw new AppError('BAD_URL', 'expected one or more files and then a text');
      const search: TextSearch = {
        text,
        scopes: parseScopes(rawArgs),
        matchCase: args.case,
        ...(args.regex && { isRegex: true }),
      };
      const problem = patternProblem(search);
      if (problem !== undefined) throw new AppError('BAD_URL', problem);
      const run = await findInFiles(
        paths.toReversed(),
        search,
        createProgress(process.stderr),
        args.json ? undefined : (row, trajectory) => void process.stdout.write(writeFound(row, trajectory)),
      );
      const { rows, hits, found, badRows, unreadable } = run;
      process.stdout.write(
        args.json
          ? `${JSON.stringify({ search, rows, hits, trajectories: found.length, found, badRows, unreadable })}\n`
          : `${hits} hits in ${found.length} of ${rows} rows${badRows.length > 0 ? `; ${badRows.length} bad rows not searched` : ''}\n`,
      );
      for (const sentence of unreadable) process.stderr.write(`${sentence}\n`);
      if (unreadable.length > 0) process.exitCode = 1;
    } catch (thrown) {
      process.stderr.write(`${explain('find', thrown)}\n`);
      process.exitCode = 1;
    }
  },
});
