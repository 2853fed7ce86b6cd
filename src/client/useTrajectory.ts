import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { proxy } from 'comlink';
import type { AppError } from '../lib/AppError';
import { PartJoin, type Part } from '../lib/inParts';
import type { ListQuery, RowRef, Turn } from '../trace';
import type { DatasetKey, ListPlace, OpenedTrajectory, TrajectoryAddress } from '../worker/api';
import { useDataClient } from './context';
import type { DataClient } from './DataClient';
import { keepWithin } from './keepWithin';

/** One trajectory. The hint only says where to look first, so it is not part of the key. Fails with READ_COST until agreed to. */
export function useTrajectory(
  dataset: DatasetKey,
  address: string,
  hint: RowRef | undefined,
  mayCost = false,
): UseQueryResult<OpenedTrajectory, AppError> {
  const client = useDataClient();
  return useQuery<OpenedTrajectory, AppError>({
    queryKey: ['trajectory', dataset, address, mayCost],
    queryFn: ({ signal }) => openTrajectory(client, dataset, { address, hint, mayCost }, signal),
    gcTime: 60_000,
    structuralSharing: false,
  });
}

async function openTrajectory(
  client: DataClient,
  dataset: DatasetKey,
  address: TrajectoryAddress,
  signal: AbortSignal,
): Promise<OpenedTrajectory> {
  let join = new PartJoin<Turn>();
  const opened = await client.call((api, call) => {
    // made again when the worker died: from the first part on
    const own = new PartJoin<Turn>();
    join = own;
    const take = async (part: Part<Turn>): Promise<void> => own.take(part);
    return api.trajectory(dataset, address, proxy(take), call);
  }, signal);
  return { ...opened, trajectory: { ...opened.trajectory, turns: join.items } };
}

/** Where the open trajectory stands in the list, with its neighbours. */
export function useListPlace(
  dataset: DatasetKey,
  query: ListQuery,
  ref: RowRef | undefined,
  version: number,
): { readonly place: ListPlace | undefined; fetchPlace(of: RowRef): Promise<ListPlace> } {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const placeQuery = (of: RowRef) => ({
    queryKey: ['place', dataset, query, of, version] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.call((api, call) => api.listPlace(dataset, query, of, call), signal),
  });
  const result = useQuery<ListPlace, AppError>({
    ...placeQuery(ref ?? { file: 0, row: 0 }),
    enabled: ref !== undefined,
    placeholderData: keepWithin<ListPlace>(dataset) as never, // its overloads do not see through a function that gives one
  });
  return { place: result.data, fetchPlace: (of) => queryClient.ensureQueryData(placeQuery(of)) };
}
