import { useRef, useState, type ReactNode } from 'react';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { useLoadRaw, useRunSql, useSqlTables, type Asking } from '../../client/useSql';
import { formatCount } from '../../lib/text';
import type { DatasetStatus } from '../../client/types';
import { useSqlHistory } from '../../state/sqlHistory';
import { useListQuery } from '../../state/useListQuery';
import { hashOf, useGo, usePlace, useSources } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { FileProblems } from '../../views/shell/FileProblems';
import { IndexProgress } from '../../views/shell/IndexProgress';
import { SafeText } from '../../ui/content/SafeText';
import { nameOfSources } from '../../views/shell/sourceNames';
import { EXAMPLE_QUERIES } from '../../views/sql/exampleQueries';
import { RawPanel } from '../../views/sql/RawPanel';
import { ResultBar } from '../../views/sql/ResultBar';
import { ResultGrid } from '../../views/sql/ResultGrid';
import { SchemaPanel } from '../../views/sql/SchemaPanel';
import { SqlEditor } from '../../views/sql/SqlEditor';
import classes from './SqlPage.module.css';
import { toast } from '../../ui/toast';

/** The text in the field, the text of the address it came with, and the text whose result is shown. */
interface Draft {
  readonly text: string;
  readonly linked: string | undefined;
  readonly ran: string | undefined;
}

function draftOf(linked: string | undefined): Draft {
  return { text: linked ?? EXAMPLE_QUERIES[0]?.sql ?? '', linked, ran: linked };
}

/** Follows the address when it changes from outside; nothing is ever run by that. */
function useDraft(linked: string | undefined): readonly [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(() => draftOf(linked));
  if (linked === draft.linked) return [draft, setDraft];
  const next = linked === draft.text ? { ...draft, linked } : draftOf(linked);
  setDraft(next);
  return [next, setDraft];
}

function soFarOf(status: DatasetStatus | undefined): string {
  return status === undefined || status.isIndexed
    ? ''
    : `index so far ${formatCount(status.rowsIndexed)} of ${formatCount(status.rowsListed)}`;
}

/** Where there is no result: why not. */
function nothingText({ asked, error }: Asking<string, unknown>, { ran }: Draft): string {
  if (asked === undefined || asked !== ran) return 'Nothing run yet.';
  return error === undefined ? 'Cancelled.' : 'No result.';
}

export function SqlPage(): ReactNode {
  const place = usePlace();
  const { params } = place;
  const go = useGo();
  const dataset = useSources(params);
  const status = useDatasetStatus(dataset);
  const query = useListQuery(params);
  const { ticked } = useWorkspace();
  const addHistory = useSqlHistory((history) => history.add);
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(params.sql);
  const sql = useRunSql(dataset, soFarOf(status));
  const loading = useLoadRaw(dataset);
  const loaded = (status?.raw.files ?? []).map(({ file, rows }) => `${file}:${rows}`).join(' ');
  const tables = useSqlTables(dataset, status?.version ?? 0, loaded);
  const shown = draft.ran !== undefined && sql.latest?.text === draft.ran ? sql.latest : undefined;

  const run = (): void => {
    if (draft.text.trim() === '' || sql.isRunning) return;
    setDraft({ text: draft.text, linked: draft.linked, ran: draft.text });
    addHistory(draft.text);
    sql.run(draft.text);
    go({ ...place, params: { ...params, sql: draft.text } }, { isReplace: true });
  };
  const insert = (name: string): void => {
    const { selectionStart = draft.text.length, selectionEnd = selectionStart } = field.current ?? {};
    setDraft({ ...draft, text: draft.text.slice(0, selectionStart) + name + draft.text.slice(selectionEnd) });
    const caret = selectionStart + name.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  const copyLink = (): void => {
    const src = status?.sources ?? params.src;
    const hash = hashOf({ ...place, params: { ...params, src, sql: draft.text } });
    const link = new URL(hash, document.baseURI).href;
    navigator.clipboard.writeText(link).then(
      () => toast({ message: 'Link copied; it never runs by itself' }),
      () => toast({ message: `The browser refused to copy: ${link}` }),
    );
  };

  return (
    <div className={classes['page']}>
      <h1 className="visuallyHidden">
        SQL over <SafeText text={nameOfSources(dataset)} />
      </h1>
      <aside className={classes['side']} aria-label="Tables">
        {tables.data === undefined || status === undefined ? (
          tables.error === null && <p className={classes['wait']}>Opening the query engine…</p>
        ) : (
          <SchemaPanel tables={tables.data.tables} onInsert={insert}>
            <RawPanel status={status} bounds={tables.data} query={query} ticked={ticked} loading={loading} />
          </SchemaPanel>
        )}
        {tables.error !== null && tables.error.code !== 'ENGINE_LOST' && (
          <ErrorPanel title="The tables cannot be shown" error={tables.error} />
        )}
      </aside>
      <div className={classes['stage']}>
        <IndexProgress dataset={dataset} />
        <FileProblems dataset={dataset} />
        <SqlEditor
          text={draft.text}
          onText={(text) => setDraft({ ...draft, text })}
          onRun={run}
          onCancel={sql.cancel}
          onCopyLink={copyLink}
          isRunning={sql.isRunning}
          isFromLink={draft.text === params.sql && shown === undefined && sql.asked !== draft.text}
          field={field}
          tables={tables.data?.tables ?? []}
        />
        <ResultBar
          run={shown}
          isRunning={sql.isRunning}
          nothing={nothingText(sql, draft)}
          isEdited={draft.text !== draft.ran}
        />
        {sql.error !== undefined && sql.asked === draft.ran && (
          <ErrorPanel title="The SQL gave no result" error={sql.error} />
        )}
        {shown !== undefined && !sql.isRunning && <ResultGrid result={shown.result} params={params} />}
      </div>
    </div>
  );
}
