/** The paper that goes with a downloaded list: what it was made of, by which question, and how to check it. */
import type { ListQuery, Sort, TextClause, TrajectoryFilter } from '../filter';
import type { OutcomeRule } from '../model';
import type { ExportForm } from './exportForm';

export interface ExportSource {
  /** Number of the file, as in `~<file>.<row>`. */
  readonly file: number;
  /** What the address calls it. */
  readonly src: string;
  readonly name: string;
  readonly config: string;
  readonly format?: 'parquet' | 'jsonl';
  readonly byteLength?: number;
  /** Names the bytes that were read: ETag, date and size, or size. */
  readonly version?: string;
  /** Commit of a dataset of the Hub. */
  readonly revision?: string;
  /** Rows known when the list was taken. */
  readonly rows: number;
}

export interface SkippedRow {
  /** The file's name; undefined when the row is in no file that is open. */
  readonly file?: string;
  readonly row?: number;
  /** What was asked for, where that is all that is known. */
  readonly address?: string;
  readonly reason: string;
}

/** What the worker knows of a list it has written. */
export interface ExportFacts {
  readonly byteLength: number;
  readonly sha256: string;
  /** `selected` = `written` + `skipped`. */
  readonly counts: { readonly selected: number; readonly written: number; readonly skipped: number };
  /** At most the first 10,000; `counts.skipped` counts all. */
  readonly skipped: readonly SkippedRow[];
  readonly sources: readonly ExportSource[];
  /** What a link to the list opens: the sources, those of the Hub at their commit. */
  readonly linkSources: readonly string[];
  readonly sql: string;
  readonly parserVersion: string;
  /** How much was read when the list was taken: rows that came later are not in it. */
  readonly index: { readonly isComplete: boolean; readonly rowsListed: number; readonly rowsIndexed: number };
}

/** What only the page knows. */
export interface ExportOccasion {
  readonly fileName: string;
  readonly form: ExportForm;
  readonly query: ListQuery;
  /** Addresses of the ticked rows when those were taken; undefined = all that match. */
  readonly ticked: readonly string[] | undefined;
  /** The list's address after `#`, and the whole link. */
  readonly hash: string;
  readonly url: string;
  readonly createdAt: Date;
  readonly appVersion: string;
}

export interface ExportManifest {
  readonly format: 'retrace-export/1';
  readonly createdAt: string;
  readonly app: { readonly name: 'Retrace'; readonly version: string };
  readonly parserVersion: string;
  readonly data: {
    readonly name: string;
    readonly form: ExportForm;
    readonly byteLength: number;
    readonly sha256: string;
  };
  readonly counts: ExportFacts['counts'];
  readonly skipped: readonly SkippedRow[];
  readonly sources: readonly ExportSource[];
  readonly selection:
    | { readonly kind: 'all' }
    | { readonly kind: 'ticked'; readonly addresses: readonly string[] };
  readonly filter: TrajectoryFilter & {
    /** What the list was narrowed to by a full-text search. */
    readonly text?: TextClause;
    readonly hash: string;
    readonly url: string;
    readonly sql: string;
  };
  /** No sort = file order. */
  readonly sort?: Sort;
  readonly rule: OutcomeRule;
  readonly index: ExportFacts['index'];
}

export function buildManifest(facts: ExportFacts, occasion: ExportOccasion): ExportManifest {
  const { fileName, form, query, ticked, hash, url, createdAt, appVersion } = occasion;
  const { byteLength, sha256, counts, skipped, sources, sql, parserVersion, index } = facts;
  return {
    format: 'retrace-export/1',
    createdAt: createdAt.toISOString(),
    app: { name: 'Retrace', version: appVersion },
    parserVersion,
    data: { name: fileName, form, byteLength, sha256 },
    counts,
    skipped,
    sources,
    selection: ticked === undefined ? { kind: 'all' } : { kind: 'ticked', addresses: ticked },
    filter: { hash, url, sql, ...query.filter, ...(query.text !== undefined && { text: query.text }) },
    ...(query.sort !== undefined && { sort: query.sort }),
    rule: query.rule,
    index,
  };
}
