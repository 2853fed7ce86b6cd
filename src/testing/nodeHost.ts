/** DuckDB-WASM's eh build in this process: the engine's tests run the SQL that ships. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RecordBatchReader } from 'apache-arrow';
import type { EngineConnection, EngineHost } from '../engine/host';
import type { ResultTable } from '../engine/arrow';

interface BlockingConnection {
  query(sql: string): ResultTable;
  prepare(sql: string): { query(...parameters: readonly unknown[]): ResultTable; close(): void };
  insertArrowFromIPCStream(ipc: Uint8Array, options: { name: string; create: boolean }): void;
  close(): void;
}

/** The calls under a connection: what the browser's host reaches through messages. */
interface Bindings {
  startPendingQuery(connection: number, sql: string, allowStreamResult: boolean): Uint8Array | null;
  pollPendingQuery(connection: number): Uint8Array | null;
  cancelPendingQuery(connection: number): boolean;
  fetchQueryResults(connection: number): Uint8Array | null;
}

interface BlockingDuckDb {
  createDuckDB(
    bundles: object,
    logger: object,
    runtime: object,
  ): Promise<{ instantiate(): Promise<void>; connect(): BlockingConnection; reset(): void }>;
  readonly VoidLogger: new () => object;
  readonly NODE_RUNTIME: object;
}

export async function openNodeHost(): Promise<EngineHost> {
  const require = createRequire(import.meta.url);
  const main = require.resolve('@duckdb/duckdb-wasm');
  const dist = dirname(main);
  // the package types its Node build only for its own module format
  const duckdb = require(join(dist, 'duckdb-node-blocking.cjs')) as BlockingDuckDb;
  const bundle = {
    mainModule: join(dist, 'duckdb-eh.wasm'),
    mainWorker: join(dist, 'duckdb-node-eh.worker.cjs'),
  };
  const database = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await database.instantiate();
  const connection = database.connect();
  return {
    query: async (sql, parameters) => {
      const statement = connection.prepare(sql);
      try {
        return statement.query(...parameters);
      } finally {
        statement.close();
      }
    },
    run: async (sql) => {
      connection.query(sql);
    },
    insert: async (name, ipc) => connection.insertArrowFromIPCStream(ipc, { name, create: false }),
    connect: async () => toConnection(database.connect()),
    close: async () => {
      connection.close();
      database.reset();
    },
    kill: () => undefined,
  };
}

function toConnection(connection: BlockingConnection): EngineConnection {
  // the package keeps these two to itself; polling from here lets a signal come between two slices
  const { _bindings: bindings, _conn: id } = connection as unknown as { _bindings: Bindings; _conn: number };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    check: async (sql) => connection.prepare(sql).close(),
    run: async (sql) => {
      connection.query(sql);
    },
    async *stream(sql, signal): AsyncIterable<ResultTable> {
      let header = bindings.startPendingQuery(id, sql, false);
      while (header === null) {
        await turn();
        if (signal.aborted) bindings.cancelPendingQuery(id);
        signal.throwIfAborted();
        header = bindings.pollPendingQuery(id);
      }
      const pieces: Uint8Array[] = [header];
      for (;;) {
        const piece = bindings.fetchQueryResults(id);
        if (piece === null || piece.byteLength === 0) break;
        pieces.push(piece);
      }
      yield* RecordBatchReader.from(pieces);
    },
  };
}
