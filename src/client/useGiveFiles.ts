import { useQueryClient } from '@tanstack/react-query';
import { useDataClient } from './context';

/**
 * Hands local files to the worker; gives their sources. What failed for want of them is asked again. `insteadOf`: the one
 * file stands in for that source, which is of another content.
 */
export function useGiveFiles(): (files: readonly File[], insteadOf?: string) => Promise<readonly string[]> {
  const client = useDataClient();
  const queryClient = useQueryClient();
  return async (files, insteadOf) => {
    const sources = await client.addFiles(files, insteadOf);
    void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
    return sources;
  };
}
