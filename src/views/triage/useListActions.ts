/** Ticks and marks of many rows of a list at once, and marks out to a file and in from one. */
import { useDataClient } from '../../client/context';
import type { DatasetKey, DatasetStatus, NamedRow } from '../../client/types';
import { toAppError } from '../../lib/AppError';
import { formatCount, plural } from '../../lib/text';
import { useTriage, type Mark } from '../../state/triage';
import { useWorkspace } from '../../state/workspace';
import { formatTriageLines, parseTriageLines, type ListQuery, type Verdict } from '../../trace';
import { useListTicks } from './useListTicks';
import { downloadText } from '../../ui/saveFile';
import { toast } from '../../ui/toast';

export interface ListActions {
  tickAll(count: number): void;
  markTicked(verdict: Verdict): void;
  exportMarks(status: DatasetStatus | undefined): void;
  importMarks(file: File): void;
}

/** A mark of a row's place can be told from an id by its `~`. */
function nameOfAddress(address: string): {
  id: string | undefined;
  ref: { file: number; row: number } | undefined;
} {
  const match = /^~(\d{1,9})\.(\d{1,9})$/.exec(address);
  return match === null
    ? { id: address, ref: undefined }
    : { id: undefined, ref: { file: Number(match[1]), row: Number(match[2]) } };
}

export function useListActions(dataset: DatasetKey, query: ListQuery): ListActions {
  const client = useDataClient();
  const say = (message: string): void => void toast({ message });
  const guard = (act: () => Promise<void>): void => {
    act().catch((error: unknown) => say(toAppError(error).message));
  };
  const tickRange = useListTicks(dataset, query);
  const find = (names: readonly Parameters<typeof toName>[0][]): Promise<readonly (NamedRow | undefined)[]> =>
    client.call((api, call) => api.findRows(dataset, names.map(toName), call));
  return {
    tickAll: (count) => tickRange(0, count - 1),
    markTicked: (verdict) =>
      guard(async () => {
        const named = [...useWorkspace.getState().ticked].map(nameOfAddress);
        const byId = named.filter(({ ref }) => ref === undefined).map(({ id }) => ({ id }));
        const found = byId.length === 0 ? [] : await find(byId);
        const rows = [
          ...named.flatMap(({ ref }) => (ref === undefined ? [] : [{ ...ref, id: undefined }])),
          ...found.flatMap((row) => (row === undefined ? [] : [{ ...row.ref, id: row.id }])),
        ];
        useTriage.getState().setVerdict(rows, verdict);
        say(`${plural(rows.length, 'trajectory', 'trajectories')} marked: ${verdict}. Undo with u.`);
      }),
    exportMarks: (status) =>
      guard(async () => {
        const marks = [...useTriage.getState().marks.values()].sort(
          (a, b) => a.file - b.file || a.row - b.row,
        );
        const text = formatTriageLines(
          marks.map(({ file, row, id, verdict, note, at }) => ({
            id: id ?? null,
            file: status?.files[file]?.name ?? String(file),
            row,
            verdict: verdict ?? null,
            note,
            source: dataset.join(' '),
            version: status?.files[file]?.version ?? '',
            at,
          })),
        );
        await downloadText('retrace-marks.jsonl', 'application/jsonl', text);
      }),
    importMarks: (file) =>
      guard(async () => {
        const { lines, bad } = parseTriageLines(await file.text());
        const found = await find(lines);
        const marks: Mark[] = [];
        const missing: string[] = [];
        for (const [index, { id, file: name, row, verdict, note, at }] of lines.entries()) {
          const here = found[index];
          if (here === undefined) missing.push(id ?? `${name} row ${row}`);
          else marks.push({ ...here.ref, id: here.id, verdict: verdict ?? undefined, note, at });
        }
        useTriage.getState().merge(marks);
        const problems = [
          ...(missing.length > 0
            ? [
                `${formatCount(missing.length)} match nothing that is open: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
              ]
            : []),
          ...bad.slice(0, 3).map(({ line, reason }) => `line ${line}: ${reason}`),
          ...(bad.length > 3 ? [`${formatCount(bad.length)} bad lines in all`] : []),
        ];
        toast({
          autoClose: problems.length === 0 ? 6000 : false,
          message: `${plural(marks.length, 'mark')} read from ${file.name}.${problems.length === 0 ? '' : ` Not read: ${problems.join('; ')}.`}`,
        });
      }),
  };
}

function toName({ id, file, row }: { id?: string | null | undefined; file?: string; row?: number }) {
  return { id: id ?? undefined, file: file === '' ? undefined : file, row };
}
