/** DuckDB-WASM (eh bundle) in a worker of its own, worker script and wasm from our own origin. */
import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { isStruck } from '../lib/sabotage';
import type { ResultTable } from './arrow';
import type { EngineConnection, EngineHost } from './host';

/** `life` counts the engines of a dataset, for tests that end the first. */
export async function openBrowserHost(life: number): Promise<EngineHost> {
  const worker = new Worker(new URL(workerUrl, self.location.href), { name: 'retrace-duckdb' });
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  let kill = (): void => worker.terminate();
  // a terminated worker answers nothing: what waits for it would wait for ever
  const death = new Promise<never>((_resolve, reject) => {
    kill = () => {
      worker.terminate();
      reject(new Error('the query engine was ended'));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      kill();
    });
  });
  death.catch(() => undefined);
  const orDead = <T>(work: Promise<T>): Promise<T> => Promise.race([work, death]);
  await orDead(database.instantiate(new URL(wasmUrl, self.location.href).href));
  const connection = await orDead(database.connect());
  return {
    query: (sql, parameters, signal) => {
      // a worker that is gone without a word: nothing answers any more
      if (globalThis.__SABOTAGE__ && isStruck('hang', 'engine', life)) worker.terminate();
      return orDead(query(connection, sql, parameters, signal));
    },
    run: async (sql) => {
      await orDead(connection.query(sql));
    },
    insert: (name, ipc) => orDead(connection.insertArrowFromIPCStream(ipc, { name, create: false })),
    connect: async () => toConnection(await orDead(database.connect())),
    // nothing is kept in it; what waits for an answer must not wait on
    close: async () => kill(),
    kill: () => kill(),
  };
}

async function query(
  connection: AsyncDuckDBConnection,
  sql: string,
  parameters: readonly (string | number | boolean)[],
  signal: AbortSignal | undefined,
) {
  signal?.throwIfAborted();
  const statement = await connection.prepare(sql);
  const cancel = (): void => void connection.cancelSent();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await statement.query(...parameters);
  } finally {
    signal?.removeEventListener('abort', cancel);
    await statement.close();
  }
}

function toConnection(connection: AsyncDuckDBConnection): EngineConnection {
  return {
    check: async (sql) => {
      const statement = await connection.prepare(sql);
      await statement.close();
    },
    run: async (sql) => {
      await connection.query(sql);
    },
    stream: (sql, signal) => stream(connection, sql, signal),
  };
}

async function* stream(
  connection: AsyncDuckDBConnection,
  sql: string,
  signal: AbortSignal,
): AsyncIterable<ResultTable> {
  signal.throwIfAborted();
  const cancel = (): void => void connection.cancelSent().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const batch of await connection.send(sql)) {
      signal.throwIfAborted();
      yield batch;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
