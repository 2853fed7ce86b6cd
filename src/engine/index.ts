/** The index in DuckDB-WASM. Import it lazily: the wasm is 34 MB and takes 0.9–2.5 s to start. */
export { openBrowserHost } from './browserHost';
export type { ResultTable, TablePart } from './arrow';
export { Answers } from './Answers';
export { Engine } from './Engine';
export { Questions, type Order } from './Questions';
export type { EngineHost } from './host';
export type { Question } from './question';
export type { SqlColumn, SqlOptions, SqlResult } from './runSql';
export type { RawRows } from './rawRows';
export { toIndexRows, type IndexRows } from './rows';
export { TABLES, type IndexTableName, type TableName, type TableRow } from './tables';
