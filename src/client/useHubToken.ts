import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useDataClient } from './context';

/** Whether a token is set, and the way to set or clear it. It can never be read back. */
export function useHubToken(): {
  readonly isSet: boolean;
  /** Undefined clears it. What failed is asked again. */
  set(token: string | undefined): Promise<void>;
} {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const isSet = useSyncExternalStore(
    (listener) => client.onHubToken(listener),
    () => client.hasHubToken,
  );
  return {
    isSet,
    set: async (token) => {
      await client.setHubToken(token);
      await queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
    },
  };
}
