import { useEffect, useState } from 'react';
import type { DatasetKey, DatasetStatus } from '../worker/api';
import { useDataClient } from './context';

/** What the worker says about the dataset, kept up to date; undefined until it first spoke. */
export function useDatasetStatus(dataset: DatasetKey): DatasetStatus | undefined {
  const client = useDataClient();
  const key = dataset.join('\n');
  const [heard, setHeard] = useState<{ key: string; status: DatasetStatus }>();
  useEffect(() => client.watch(key.split('\n'), (status) => setHeard({ key, status })), [client, key]);
  return heard?.key === key ? heard.status : undefined;
}
