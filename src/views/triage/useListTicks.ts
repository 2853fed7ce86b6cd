import { useDataClient } from '../../client/context';
import type { DatasetKey } from '../../client/types';
import { useWorkspace } from '../../state/workspace';
import type { ListQuery } from '../../trace';

/** Ticks the rows of a list from one position to another, both included, wherever the window is. */
export function useListTicks(dataset: DatasetKey, query: ListQuery): (first: number, last: number) => void {
  const client = useDataClient();
  return (first, last) => {
    client
      .call((api, call) => api.listRows(dataset, query, first, last - first + 1, call))
      .then((rows) => useWorkspace.getState().addTicks(rows.map(({ address }) => address)))
      // the list itself says what is wrong with it
      .catch(() => undefined);
  };
}
