/** Full text over the list: the question, how far it is, and the hits. */
import { X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { DatasetKey, Facets } from '../../client/types';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { useTextSearch, type TextRun } from '../../client/useTextSearch';
import { useTextCoverage } from '../../client/useIndex';
import { formatCount, plural } from '../../lib/text';
import { textPairsOf, textSearchOf } from '../../state/url';
import { hashOf, useGo, usePlace } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { nameTextSearch, type ListQuery, type TextSearch } from '../../trace';
import { Button, IconButton } from '../../ui/Button';
import { useFilter } from '../facets/useFilter';
import { listParams } from '../list/placeOfRow';
import { ErrorPanel } from '../shell/ErrorPanel';
import { TextForm } from './TextForm';
import { TextHits } from './TextHits';
import { costWords, countWords, leftWords, progressWords, unsearchedWords } from './textWords';
import classes from './TextPanel.module.css';
import { SafeText } from '../../ui/content/SafeText';

interface TextPanelProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  /** Trajectories in the list. */
  readonly shown: number;
  readonly facets: Facets | undefined;
  readonly isTouch: boolean;
  readonly onClose: () => void;
}

export function TextPanel({ dataset, query, shown, facets, isTouch, onClose }: TextPanelProps): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { params } = place;
  const status = useDatasetStatus(dataset);
  const search = useMemo(
    () => textSearchOf(params) ?? { text: '', scopes: [], matchCase: false },
    // the rest of the address is no part of it
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [params.text, params.in, params.match],
  );
  const { run, start, stop } = useTextSearch(dataset, query, search);
  // a search goes through the list as it is without it
  const coverage = useTextCoverage(dataset, query, query.text, status?.version ?? 0).data;
  const listed = query.text === undefined ? shown : (coverage?.listed ?? shown);
  const tools = useMemo(() => (facets?.tool ?? []).map(({ value }) => value), [facets]);
  const ask = (asked: TextSearch): void => {
    const { text: _text, in: _in, match: _match, hits: _hits, ...rest } = params;
    // a list that is narrowed by this search stays so
    const isSame = nameTextSearch(asked) === nameTextSearch(search);
    start(asked);
    go({ ...place, params: { ...rest, ...textPairsOf(asked, isSame ? params.hits : undefined) } });
  };
  const { found = [] } = run ?? {};
  return (
    <aside className={classes['panel']} aria-label="Full text">
      <header className={classes['title']}>
        <h2>Full text</h2>
        <IconButton
          size={isTouch ? 'touch' : 'small'}
          variant="quiet"
          label="Close full text"
          onClick={onClose}
        >
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <TextForm
        // an address that was followed fills the form anew
        key={JSON.stringify(search)}
        search={search}
        cost={costWords(status, listed)}
        tools={tools}
        isTouch={isTouch}
        onSearch={ask}
      />
      {run === undefined && search.text !== '' && (
        <p className={classes['state']}>{unsearchedWords(coverage)}</p>
      )}
      {run !== undefined && (
        <RunState
          run={run}
          isTouch={isTouch}
          isNarrowed={query.text?.isExcluded === false}
          filesFailed={status?.files.filter(({ stage }) => stage === 'failed').length ?? 0}
          onStop={stop}
        />
      )}
      {run?.error !== undefined && <ErrorPanel title="The search ended early" error={run.error} />}
      {found.length > 0 && (
        <TextHits
          found={found}
          hrefOf={({ address, ref }, { turn, block, step, quote }) =>
            hashOf({
              page: 't',
              address,
              params: {
                ...listParams(params),
                row: ref,
                step: Math.max(1, step),
                block: { turn, block },
                quote: search.isRegex === true ? quote : search.text,
              },
            })
          }
        />
      )}
    </aside>
  );
}

interface RunStateProps {
  readonly run: TextRun;
  readonly isTouch: boolean;
  /** The list shows what was found only. */
  readonly isNarrowed: boolean;
  readonly filesFailed: number;
  readonly onStop: () => void;
}

/** Counts, how far it is, and everything that was not searched. */
function RunState({ run, isTouch, isNarrowed, filesFailed, onStop }: RunStateProps): ReactNode {
  const { addTicks } = useWorkspace();
  const { setHits } = useFilter();
  const size = isTouch ? 'touch' : 'small';
  const { state, progress, facts, found } = run;
  const { rowsDone, rowCount, trajectories } = progress;
  const percent = rowCount === 0 ? 0 : Math.round((100 * rowsDone) / rowCount);
  return (
    <div className={classes['state']}>
      {state === 'running' && (
        <div
          role="progressbar"
          aria-label="Searching"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className={classes['track']}
        >
          <div style={{ width: `${percent}%` }} />
        </div>
      )}
      <div className={classes['line']}>
        <span role="status" aria-label="Hits found">
          <strong>{countWords(run)}</strong>
        </span>
        {state === 'running' && (
          <Button size={size} onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
      <p>
        {progressWords(run)}
        {state === 'running' && ` · ${leftWords(run)}`}
        {state === 'stopped' && ' · stopped: the rest was not searched'}
      </p>
      {trajectories > 0 && (
        <div className={classes['uses']}>
          <Button
            size={size}
            isPressed={isNarrowed}
            title="Narrows the list, its counts and all figures"
            onClick={() => setHits(isNarrowed ? undefined : 'only')}
          >
            Show only these {formatCount(trajectories)}
          </Button>
          {state !== 'running' && (
            <Button
              size={size}
              title="Ticked rows can be downloaded"
              onClick={() => addTicks(found.map(({ address }) => address))}
            >
              Tick these {formatCount(found.length)}
            </Button>
          )}
        </div>
      )}
      {trajectories > found.length && (
        <p>The first {formatCount(found.length)} trajectories are shown; all are counted.</p>
      )}
      {facts !== undefined && !facts.isListed && (
        <p>Rows were still being listed when it began: those that came later were not searched.</p>
      )}
      {filesFailed > 0 && <p>{plural(filesFailed, 'file')} could not be opened and was not searched.</p>}
      {facts !== undefined && facts.rowsSkipped > 0 && (
        <details>
          <summary>{plural(facts.rowsSkipped, 'row')} could not be searched</summary>
          <ul>
            {facts.skipped.map(({ file, row, reason }) => (
              <li key={`${file} ${row}`}>
                <SafeText text={file} />
                {row === undefined ? ' ended early' : ` row ${row}`}: <SafeText text={reason} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
