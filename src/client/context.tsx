import { createContext, use, type ReactNode } from 'react';
import type { DataClient } from './DataClient';

const DataClientContext = createContext<DataClient | undefined>(undefined);

export function DataClientProvider({
  client,
  children,
}: {
  client: DataClient;
  children: ReactNode;
}): ReactNode {
  return <DataClientContext value={client}>{children}</DataClientContext>;
}

export function useDataClient(): DataClient {
  const client = use(DataClientContext);
  if (client === undefined) throw new Error('useDataClient outside DataClientProvider');
  return client;
}
