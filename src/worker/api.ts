/**
 * The whole API of the data worker, on one page. Every call names the dataset it is about by its sources, and
 * the worker opens what is not open yet: nothing here depends on an earlier call, so a worker that died is
 * replaced by a new one and the same calls go on. Values are plain data; errors are `WireError`.
 */
import type { ConfigTotals } from '../engine/behaviour';
import type { FigureName, Figures } from '../engine/figures';
import type { OriginalSql } from '../engine/originalSql';
import type { RangeFigures } from '../engine/Questions';
import type { RecordedTotal } from '../engine/recorded';
import type {
  BlockRef,
  CopyForm,
  Excerpt,
  ExportFacts,
  ExportSource,
  ExportForm,
  FacetKey,
  Hit,
  JsonPath,
  ListQuery,
  RangeKey,
  RowRef,
  ShownHit,
  SummaryRow,
  TextClause,
  TextSearch,
  Trajectory,
  Turn,
} from '../trace';
import type { Part } from '../lib/inParts';

/** Source strings of the URL, in their order. The same list = the same dataset. */
export type DatasetKey = readonly string[];

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** What a call gives back: errors are values, because a class does not survive the way between threads. */
export type Wire<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WireError };

export interface BadRow {
  readonly row: number;
  readonly reason: string;
}

export type FileStage = 'opening' | 'listing' | 'listed' | 'indexing' | 'ready' | 'failed' | 'stopped';

export interface FileStatus {
  readonly name: string;
  /** What tells this content from another of the same name (ETag, modification); undefined until it is open. */
  readonly version: string | undefined;
  readonly config: string | undefined;
  readonly stage: FileStage;
  readonly format: 'parquet' | 'jsonl' | undefined;
  readonly byteLength: number | undefined;
  /** Undefined until known (JSONL: until all is read). */
  readonly rowCount: number | undefined;
  readonly rowsListed: number;
  readonly rowsIndexed: number;
  readonly bytesRead: number;
  /** At most the first 100; `badRowCount` counts all. */
  readonly badRows: readonly BadRow[];
  readonly badRowCount: number;
  readonly error: WireError | undefined;
  /** A pause before the next request, and when it ends (`Date.now()`). */
  readonly wait: { readonly reason: string; readonly until: number } | undefined;
  /** A single row of it on its way, where that takes long. */
  readonly rowRead: { readonly bytesDone: number; readonly byteLength: number } | undefined;
  /** What must be known of it: that it is not all, or not the original. */
  readonly note: string | undefined;
  /** False: the server gives neither ETag nor date, so a change while reading may go unseen. */
  readonly isVersionVerified: boolean;
}

/** What of a file stands in the raw tables `rows` and `turns`. */
export interface RawFile {
  readonly file: number;
  readonly name: string;
  readonly rows: number;
  readonly turns: number;
  readonly isWhole: boolean;
}

export interface RawStatus {
  readonly files: readonly RawFile[];
  /** A load under way; `total` undefined while unknown. */
  readonly loading:
    | { readonly name: string; readonly done: number; readonly total: number | undefined }
    | undefined;
}

/** What one load did. */
export interface RawLoad {
  readonly rows: number;
  readonly turns: number;
  /** Left out: they are no trajectories. */
  readonly badRows: number;
  readonly alreadyThere: number;
}

/** Which trajectories go into the raw tables. */
export type RawSelection =
  | { readonly kind: 'file'; readonly file: number }
  /** The first of a list, in its order, up to the bound of `SqlTables.mostChosen`. */
  | { readonly kind: 'list'; readonly query: ListQuery }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] };

export interface SqlTable {
  readonly name: string;
  readonly kind: 'index' | 'raw';
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly meaning: string }[];
}

export interface SqlTables {
  readonly tables: readonly SqlTable[];
  /** Bounds of loading raw tables. */
  readonly mostFileBytes: number;
  readonly mostChosen: number;
}

export interface SqlColumn {
  readonly name: string;
  /** As DuckDB names it. */
  readonly type: string;
  readonly isNumber: boolean;
  /** Null is undefined; a number that would not be exact is its digits; nested values are JSON text. */
  readonly cells: readonly (string | number | boolean | undefined)[];
}

export interface SqlResult {
  readonly columns: readonly SqlColumn[];
  readonly rowCount: number;
  /** Why there may be more than is here: the row limit, or the size limit. */
  readonly truncated: 'rows' | 'size' | undefined;
  readonly elapsedMs: number;
}

/** Requests within the last five minutes, by our own count. */
export interface HubUse {
  readonly used: number;
  readonly limit: number;
}

export interface DatasetStatus {
  readonly raw: RawStatus;
  /** The sources as a link names them: those of the Hub at their commit, once it is known. */
  readonly sources: readonly string[];
  /** A pause before the files are known. */
  readonly wait: FileStatus['wait'];
  /** Where a source is of the Hub; counts of all datasets together. */
  readonly hub: { readonly api: HubUse; readonly resolve: HubUse } | undefined;
  readonly files: readonly FileStatus[];
  /** Grows when listed or indexed rows can be asked for: part of the keys of what depends on them. */
  readonly version: number;
  readonly rowsListed: number;
  readonly rowsIndexed: number;
  /** How fast rows are read and parsed; undefined while it is not known, and when nothing is read. */
  readonly rate: { readonly bytesPerSecond: number; readonly rowsPerSecond: number } | undefined;
  /** Why the index is not kept for the next visit; undefined while it is. */
  readonly cacheProblem: string | undefined;
  /** At that rate. */
  readonly secondsLeft: number | undefined;
  /** All files are listed (or failed). */
  readonly isListed: boolean;
  /** All files are indexed (or failed, or stopped). */
  readonly isIndexed: boolean;
  /** How often the query engine was lost and opened anew. */
  readonly engineRestarts: number;
}

/** A row of the list. What the index gives is missing until the row is indexed. */
export interface ListRow {
  readonly ref: RowRef;
  /** What a link to it says: its id when that is unique here, else `~<file>.<row>`. */
  readonly address: string;
  readonly task: string;
  readonly category: string;
  readonly subcategory: string;
  readonly config: string;
  readonly turns: number;
  readonly index: ListRowIndex | undefined;
}

export interface ListRowIndex {
  readonly steps: number;
  readonly calls: number;
  /** Failed responses under the query's rule. */
  readonly failures: number;
  readonly findings: number;
  readonly thinkWords: number;
  /** One mark per step; see trace/strip. */
  readonly strip: string;
  /** Why it deserves attention, in words; empty when nothing stands out. */
  readonly attention: string;
  /** The step of the weightiest reason. */
  readonly attentionStep: number | undefined;
}

export interface ListPage {
  readonly total: number;
  readonly shown: number;
  readonly first: number;
  readonly rows: readonly ListRow[];
}

export interface TrajectoryAddress {
  /** An id, or `~<file>.<row>`. */
  readonly address: string;
  /** Where to look first. */
  readonly hint: RowRef | undefined;
  /** The reader has agreed to what it costs; without it, much to read rejects with `READ_COST`. */
  readonly mayCost: boolean;
}

export interface OpenedTrajectory {
  readonly ref: RowRef;
  readonly address: string;
  readonly config: string;
  readonly trajectory: Trajectory;
}

/** A text that stays in the worker: a block as recorded, or a text in its arguments or content. */
export interface WholeText extends BlockRef {
  readonly path?: JsonPath;
}

/** A row of a text from 0, or an offset in the turn's value as recorded. */
export type TextAt =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'offset'; readonly offset: number };

export interface RowsWindow {
  /** The row asked for, or that of the offset. */
  readonly row: number;
  readonly first: number;
  readonly rows: readonly string[];
  /** Of the whole text. */
  readonly count: number;
  readonly chars: number;
}

/** Offsets as recorded. */
export interface FoundHit extends Hit {
  readonly excerpt: Excerpt;
}

/** Where a trajectory stands in a list, and its neighbours there. */
export interface ListPlace {
  readonly position: number | undefined;
  readonly shown: number;
  readonly previous: ListRow | undefined;
  readonly next: ListRow | undefined;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** Counts per value, each facet leaving out its own clause. Chosen values are there even at 0. */
export type Facets = Readonly<Record<FacetKey, readonly FacetValue[]>>;

/** The figures, as the engine counts them. */
export type { FigureName, Figures };
export type { ConfigTotals, RecordedTotal };
/** Small histograms beside the facets, each leaving out its own clause; their axes do not move with the filter. */
export type Ranges = RangeFigures;
/** A run's own summary beside what is counted in the files of its folder. */
export interface RunSummary {
  readonly name: string;
  /** Positions of these files among those open. */
  readonly files: readonly number[];
  readonly rows: readonly SummaryRow[];
  /** Why there is nothing to compare. */
  readonly problem: string | undefined;
}

export interface RecordedFacts {
  readonly totals: readonly RecordedTotal[];
  readonly summaries: readonly RunSummary[];
}

/** How a list was made: everything needed to make it again. */
export interface Provenance {
  readonly sources: readonly ExportSource[];
  /** The clauses the filter has. */
  readonly clauses: readonly WithoutClause['key'][];
  /** As run, over the index. */
  readonly sql: string;
  readonly original: OriginalSql;
  readonly index: ExportFacts['index'];
}

/** How many trajectories would match without one clause of the filter. */
export interface WithoutClause {
  readonly key: FacetKey | RangeKey | 'q' | 'text';
  readonly count: number;
}

export interface ExportRequest {
  readonly query: ListQuery;
  readonly form: ExportForm;
  /** Addresses of the rows wanted; undefined = all that match. Those outside of the list come after it. */
  readonly ticked: readonly string[] | undefined;
}

/** The next bytes of the file, and how far it is. */
export interface ExportChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowsDone: number;
  readonly rowCount: number;
}

export interface WorkerOptions {
  /** Where the bundled demo lies. */
  readonly baseUrl: string;
  /** Cores of the machine: they bound the parse workers. */
  readonly cores: number;
  readonly isOnline: boolean;
}

/** A trajectory that holds the text. */
export interface FoundTrajectory {
  readonly ref: RowRef;
  readonly address: string;
  readonly task: string;
  readonly config: string;
  /** All places; `hits` are the first of them. */
  readonly count: number;
  readonly hits: readonly ShownHit[];
}

/** What full text found since the last report, and how far it is. */
export interface TextProgress {
  /** Told one by one up to a bound; counted all. */
  readonly found: readonly FoundTrajectory[];
  readonly rowsDone: number;
  readonly rowCount: number;
  /** UTF-16 characters searched. */
  readonly chars: number;
  readonly hits: number;
  readonly trajectories: number;
}

/** Of a list without its text clause: its trajectories, and how many of them were searched for the text. */
export interface TextCoverage {
  readonly listed: number;
  readonly searched: number;
}

/** What was searched, once it is over. */
export interface TextFacts extends Omit<TextProgress, 'found'> {
  /** Rows that are no trajectories or could not be read, with files that ended early; the first 100. */
  readonly skipped: readonly {
    readonly file: string;
    readonly row: number | undefined;
    readonly reason: string;
  }[];
  readonly rowsSkipped: number;
  /** False when rows were still being listed: what came later was not searched. */
  readonly isListed: boolean;
}

/** A reader's mark on a row. */
export interface RowVerdict extends RowRef {
  readonly verdict: string;
}

/** A row as a list of marks names it. */
export interface RowName {
  readonly id: string | undefined;
  /** Name of the file, and the row in it. */
  readonly file: string | undefined;
  readonly row: number | undefined;
}

/** A row with the names that marks and ticks use. */
export interface NamedRow {
  readonly ref: RowRef;
  readonly address: string;
  readonly id: string | undefined;
}

export interface DataWorkerApi {
  /** Must come first. */
  configure(options: WorkerOptions): Promise<void>;
  /** For the Hub alone, in memory alone; undefined takes it away. Datasets of the Hub are opened anew. */
  setHubToken(token: string | undefined): Promise<void>;
  /** A sign of life: answered between two chunks of work. */
  ping(): Promise<void>;
  /** While offline, a failed request is not repeated until there is a connection again. */
  setOnline(isOnline: boolean): Promise<void>;
  /**
   * Takes dropped or picked files; gives the `file:` source of each, for the URL. `insteadOf`: the one file is read as
   * that source although it is of another content, and its status says so.
   */
  addFiles(files: readonly File[], insteadOf?: string): Promise<Wire<readonly string[]>>;
  /** Reports the dataset's status now and whenever it changes (at most 4 times a second), until stopped. */
  watch(dataset: DatasetKey, report: (status: DatasetStatus) => void): Promise<number>;
  unwatch(watch: number): Promise<void>;
  /**
   * One trajectory, parsed; needs neither list nor index when the hint is right. Its turns come by `take`, in order;
   * it itself comes last and has none.
   */
  trajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    take: (part: Part<Turn>) => Promise<void>,
    call: number,
  ): Promise<Wire<OpenedTrajectory>>;
  /** Rows of a text that was too long to be handed over. */
  textRows(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    text: WholeText,
    at: TextAt,
    count: number,
    call: number,
  ): Promise<Wire<RowsWindow>>;
  /** Places of a text in a trajectory that was handed over abridged, those from a turn on first. */
  findInTrajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    needle: string,
    fromTurn: number,
    take: (hits: readonly FoundHit[]) => Promise<void>,
    call: number,
  ): Promise<Wire<void>>;
  copyTrajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    form: CopyForm,
    call: number,
  ): Promise<Wire<Blob>>;
  /** Stops reading the rest; what is indexed stays. `resume` reads on. */
  stopIndexing(dataset: DatasetKey): Promise<void>;
  resumeIndexing(dataset: DatasetKey): Promise<void>;
  /** A window of the list. */
  listPage(
    dataset: DatasetKey,
    query: ListQuery,
    first: number,
    count: number,
    call: number,
  ): Promise<Wire<ListPage>>;
  listPlace(dataset: DatasetKey, query: ListQuery, ref: RowRef, call: number): Promise<Wire<ListPlace>>;
  facets(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Facets>>;
  ranges(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Ranges>>;
  figure<Name extends FigureName>(
    dataset: DatasetKey,
    name: Name,
    query: ListQuery,
    call: number,
  ): Promise<Wire<Figures[Name]>>;
  /** What runs recorded about themselves, unfiltered. */
  recorded(dataset: DatasetKey, call: number): Promise<Wire<RecordedFacts>>;
  /** Of each config, unfiltered. */
  configTotals(dataset: DatasetKey, call: number): Promise<Wire<readonly ConfigTotals[]>>;
  provenance(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Provenance>>;
  withoutEach(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<readonly WithoutClause[]>>;
  /**
   * A list as the bytes of a file, chunk by chunk: the next is made when `take` has resolved. Rows that cannot be
   * read are left out and counted; an unreadable file, a refusing `take` and an abort end it all.
   */
  exportList(
    dataset: DatasetKey,
    request: ExportRequest,
    take: (chunk: ExportChunk) => Promise<void>,
    call: number,
  ): Promise<Wire<ExportFacts>>;
  /**
   * Full text over a list, reported as it goes (the next report comes when the last is taken). Rows and files that
   * cannot be read are told and the rest is searched; only an abort or a refusing `take` ends it early.
   */
  searchText(
    dataset: DatasetKey,
    query: ListQuery,
    search: TextSearch,
    take: (progress: TextProgress) => Promise<void>,
    call: number,
  ): Promise<Wire<TextFacts>>;
  /** How far a list that is narrowed by a full-text search is known. */
  textCoverage(
    dataset: DatasetKey,
    query: ListQuery,
    clause: TextClause,
    call: number,
  ): Promise<Wire<TextCoverage>>;
  /** The tables for SQL with their meanings and row counts so far. */
  sqlTables(dataset: DatasetKey, call: number): Promise<Wire<SqlTables>>;
  /** A reader's SQL: one query, read-only, under limits (engine/runSql). */
  runSql(dataset: DatasetKey, text: string, call: number): Promise<Wire<SqlResult>>;
  /** A result as a parquet file with its types. */
  writeParquet(columns: readonly SqlColumn[], call: number): Promise<Wire<Uint8Array<ArrayBuffer>>>;
  /** Fills the raw tables; each row once. Progress is in the status. */
  loadRaw(dataset: DatasetKey, selection: RawSelection, call: number): Promise<Wire<RawLoad>>;
  /** Bytes of the indexes kept in this browser, of all datasets. */
  cachedBytes(): Promise<number>;
  /** Drops them; what is open stays as it is. */
  clearCache(): Promise<void>;
  /** Reads the files that failed once more. */
  retry(dataset: DatasetKey): Promise<void>;
  /** These files of the dataset stopped the worker before: they are not read until `retry`. */
  leaveOut(dataset: DatasetKey, files: readonly number[]): Promise<void>;
  /** Opens the dataset anew: a file changed. */
  reopen(dataset: DatasetKey): Promise<void>;
  /** The reader's marks on this dataset, all of them, for the facet `triage`; handed over anew after a restart. */
  setMarks(dataset: DatasetKey, marks: readonly RowVerdict[]): Promise<void>;
  /** Rows of a list from `first` on, at most `count`. */
  listRows(
    dataset: DatasetKey,
    query: ListQuery,
    first: number,
    count: number,
    call: number,
  ): Promise<Wire<readonly NamedRow[]>>;
  /** For each name its row: by file and row where the id there is the same, else by id; undefined = not here. */
  findRows(
    dataset: DatasetKey,
    names: readonly RowName[],
    call: number,
  ): Promise<Wire<readonly (NamedRow | undefined)[]>>;
  /** Supersedes a call made with this number: it rejects with `ABORTED`. */
  abort(call: number): void;
}
