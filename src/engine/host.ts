/** Where DuckDB runs. The engine knows SQL and Arrow bytes; a host knows workers and files. */
import type { ResultTable } from './arrow';

export interface EngineHost {
  /** Rejects with what DuckDB says. */
  query(
    sql: string,
    parameters: readonly (string | number | boolean)[],
    signal?: AbortSignal,
  ): Promise<ResultTable>;
  run(sql: string): Promise<void>;
  insert(table: string, ipc: Uint8Array): Promise<void>;
  /** One more connection, for what readers write: what it does or breaks stays out of the others' way. */
  connect(): Promise<EngineConnection>;
  close(): Promise<void>;
  /** Ends it at once, whatever it is doing; nothing answers afterwards. */
  kill(): void;
}

export interface EngineConnection {
  /** DuckDB parses and binds the text without running it; rejects when it refuses, or finds several statements. */
  check(sql: string): Promise<void>;
  run(sql: string): Promise<void>;
  /** Runs in slices of about 100 ms, so that the signal can end it between two; gives the result in pieces. */
  stream(sql: string, signal: AbortSignal): AsyncIterable<ResultTable>;
}
