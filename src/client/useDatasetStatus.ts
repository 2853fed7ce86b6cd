import { useEffect, useState } from 'react';
import { pageActivity } from '../lib/activity';
import type { DatasetKey, DatasetStatus } from '../worker/api';
import { useDataClient } from './context';
import type { DataClient } from './DataClient';

/** What a page hangs on. It changes seldom; progress, which changes all the time, is for its own component. */
export interface DatasetFacts {
  readonly version: number;
  readonly hasRows: boolean;
  readonly isListed: boolean;
  /** Rows may still come to the list, or were stopped on their way: counts are "so far". */
  readonly isGrowing: boolean;
  readonly isIndexed: boolean;
  readonly isAllFailed: boolean;
  readonly filesFailed: number;
  /** As of this version: figures say how much they have seen. */
  readonly rowsIndexed: number;
  readonly rowsListed: number;
  /** What a link to it names; undefined until the worker spoke. */
  readonly sources: readonly string[] | undefined;
}

const NOTHING_YET: DatasetFacts = {
  version: 0,
  hasRows: false,
  isListed: false,
  isGrowing: true,
  isIndexed: false,
  isAllFailed: false,
  filesFailed: 0,
  rowsIndexed: 0,
  rowsListed: 0,
  sources: undefined,
};

function toFacts({
  version,
  rowsListed,
  rowsIndexed,
  isListed,
  isIndexed,
  files,
  sources,
}: DatasetStatus): DatasetFacts {
  const filesFailed = files.filter((file) => file.stage === 'failed').length;
  const isAllFailed = files.length > 0 && filesFailed === files.length;
  return {
    version,
    hasRows: rowsListed > 0,
    isListed,
    isGrowing: !isListed && !isAllFailed,
    isIndexed,
    isAllFailed,
    filesFailed,
    rowsIndexed,
    rowsListed,
    sources,
  };
}

function isSame(a: DatasetFacts, b: DatasetFacts): boolean {
  return (
    a.version === b.version &&
    a.hasRows === b.hasRows &&
    a.isListed === b.isListed &&
    a.isIndexed === b.isIndexed &&
    a.filesFailed === b.filesFailed &&
    a.isAllFailed === b.isAllFailed &&
    a.sources?.join('\n') === b.sources?.join('\n')
  );
}

/** The page is not idle before its figures are whole. */
function isReading({ files }: DatasetStatus): boolean {
  return files.some(({ stage }) => stage === 'listing' || stage === 'indexing');
}

/** Hears the dataset's status until the returned function is called; while it is read, the page is busy. */
function watchReading(client: DataClient, key: string, hear: (status: DatasetStatus) => void): () => void {
  let endReading: (() => void) | undefined;
  let isOver = false;
  const unwatch = client.watch(key.split('\n'), (status) => {
    // the last report may come after the end
    if (isOver) return;
    hear(status);
    if (isReading(status)) endReading ??= pageActivity.begin();
    else {
      endReading?.();
      endReading = undefined;
    }
  });
  return () => {
    isOver = true;
    unwatch();
    endReading?.();
  };
}

/** Everything the worker says about the dataset, up to date; undefined until it first spoke. */
export function useDatasetStatus(dataset: DatasetKey): DatasetStatus | undefined {
  const client = useDataClient();
  const key = dataset.join('\n');
  const [heard, setHeard] = useState<{ key: string; status: DatasetStatus }>();
  useEffect(() => watchReading(client, key, (status) => setHeard({ key, status })), [client, key]);
  return heard?.key === key ? heard.status : undefined;
}

/** The few facts a page is built on; renders again only when one of them changes. */
export function useDatasetFacts(dataset: DatasetKey): DatasetFacts {
  const client = useDataClient();
  const key = dataset.join('\n');
  const [heard, setHeard] = useState<{ key: string; facts: DatasetFacts }>();
  useEffect(
    () =>
      watchReading(client, key, (status) => {
        const facts = toFacts(status);
        setHeard((held) => (held?.key === key && isSame(held.facts, facts) ? held : { key, facts }));
      }),
    [client, key],
  );
  return heard?.key === key ? heard.facts : NOTHING_YET;
}
