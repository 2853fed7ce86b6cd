/** Opens what is given the way the data worker and its parse workers do, inside a thread whose heap is bounded. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../lib/AppError';
import { openBytes } from '../source';
import { parseJsonLine, parseRecord } from '../trace';
import { JOBS } from '../worker/jobs';
import { unpackUnit } from '../worker/packedUnit';
import { testRows, writeTestParquet } from './parquetFiles';

export interface BombResult {
  readonly rows: number;
  readonly badRows: number;
  /** Errors and the first reasons of bad rows, as said. */
  readonly said: readonly string[];
  /** Errors that are no AppError: none is wanted. */
  readonly untyped: readonly string[];
  /** The same thread reads a good file afterwards. */
  readonly isAlive: boolean;
}

async function defuse(bytes: Uint8Array): Promise<BombResult> {
  const said: string[] = [];
  const untyped: string[] = [];
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (thrown) {
      if (thrown instanceof AppError) said.push(`${thrown.code}: ${thrown.message}`);
      else untyped.push(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    }
  };
  let rows = 0;
  let badRows = 0;
  await attempt(async () => {
    const file = await openBytes('bomb', bytes, { parseLine: parseJsonLine });
    await attempt(async () => {
      for await (const { turnCounts } of file.readListing?.() ?? []) rows = Math.max(rows, turnCounts.length);
    });
    await attempt(async () => {
      for await (const unit of file.readUnits()) {
        const payload = { rows: structuredClone(await unit.load()), firstRow: unit.firstRow };
        const { bad, rowCount } = unpackUnit(await JOBS.index(payload));
        rows = Math.max(rows, unit.firstRow + rowCount);
        badRows += bad.length;
        said.push(...bad.slice(0, 3).map(([row, reason]) => `row ${row}: ${reason}`));
      }
    });
    for (const row of new Set([0, Math.max(0, rows - 1)])) {
      // eslint-disable-next-line no-loop-func -- awaited before the next
      await attempt(async () => {
        const raw = await file.readRow(row);
        const parsed = raw.kind === 'bad' ? raw : parseRecord(raw.record);
        // what goes to the page must survive the trip, and being written as JSON there
        JSON.stringify(structuredClone(parsed), (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
      });
    }
  });
  return { rows, badRows, said, untyped, isAlive: await readsGood() };
}

async function readsGood(): Promise<boolean> {
  const file = await openBytes('good', writeTestParquet(testRows(10)));
  let count = 0;
  for await (const { rows } of file.readRows()) count += rows.length;
  return count === 10;
}

parentPort?.on('message', (bytes: Uint8Array) => {
  defuse(bytes)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    .then((result) => parentPort?.postMessage(result))
    .catch(() => undefined);
});
