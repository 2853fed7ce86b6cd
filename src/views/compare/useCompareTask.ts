import { useDataClient } from '../../client/context';
import type { ListRow } from '../../client/types';
import { toAppError } from '../../lib/AppError';
import { useGo, usePlace, useSources } from '../../state/usePlace';
import { NO_FILTER, type Trajectory } from '../../trace';
import { listParams } from '../list/placeOfRow';
import { toast } from '../../ui/toast';

/** Rows whose task holds this one's text; more than these are not looked through. */
const MOST_ROWS = 200;

/** Leads from the open trajectory to its comparison with another run of the same task, of another config if there is one. */
export function useCompareTask(): (trajectory: Trajectory) => void {
  const client = useDataClient();
  const go = useGo();
  const { address, params } = usePlace();
  const dataset = useSources(params);
  const compare = async ({ id, task }: Trajectory): Promise<void> => {
    const isOwn = (row: ListRow): boolean => row.address === address || (id !== '' && row.address === id);
    const query = { filter: { ...NO_FILTER, q: task }, rule: params.rule };
    const { rows } = await client.call((api, call) => api.listPage(dataset, query, 0, MOST_ROWS, call));
    const others = rows.filter((row) => row.task === task && !isOwn(row));
    const own = rows.find(isOwn);
    const other = others.find(({ config }) => config !== own?.config) ?? others[0];
    if (address === undefined || other === undefined) {
      toast({ message: 'No other trajectory that is open has this task.' });
      return;
    }
    go({
      page: 'compare',
      address: undefined,
      params: { ...listParams(params), a: address, b: other.address },
    });
  };
  return (trajectory) => {
    compare(trajectory).catch((error: unknown) => {
      toast({ message: toAppError(error).message, color: 'red', autoClose: false });
    });
  };
}
