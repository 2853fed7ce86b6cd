import { useQueryClient } from '@tanstack/react-query';
import { useDataClient } from './context';

/** Hands local files to the worker; gives their sources. What failed for want of them is asked again. */
export function useGiveFiles(): (files: readonly File[]) => Promise<readonly string[]> {
  const client = useDataClient();
  const queryClient = useQueryClient();
  return async (files) => {
    const sources = await client.addFiles(files);
    void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
    return sources;
  };
}
