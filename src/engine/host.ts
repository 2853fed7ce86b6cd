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
  close(): Promise<void>;
}
