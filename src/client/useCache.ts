import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataClient } from './context';

export interface CachedIndexes {
  /** Undefined until counted. */
  readonly byteLength: number | undefined;
  clear(): Promise<void>;
}

/** The indexes kept in this browser for the next visit; counted anew whenever something shows them. */
export function useCachedIndexes(): CachedIndexes {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ['cache'],
    queryFn: () => client.cachedBytes(),
    staleTime: 0,
    gcTime: 0,
  });
  return {
    byteLength: data,
    clear: async () => {
      await client.clearCache();
      await queryClient.invalidateQueries({ queryKey: ['cache'] });
    },
  };
}
