/** The data server behind a counting line, as both kinds of benches use it. */
import { startFaultServer } from '../../src/testing/faultServer';
import { startShapedProxy, type Line, type ProxiedRequest } from './shapedProxy';

export interface DataStage {
  readonly files: Map<string, Uint8Array>;
  readonly log: ProxiedRequest[];
  url(file: string): string;
  close(): Promise<void>;
}

export async function startDataStage(line: Line): Promise<DataStage> {
  const server = await startFaultServer();
  const proxy = await startShapedProxy(server.origin, line);
  return {
    files: server.files,
    log: proxy.log,
    url: (file) => `${proxy.origin}/fault/ok/${file}`,
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

export function sumBytes(log: readonly { readonly bytes: number }[]): number {
  return log.reduce((total, { bytes }) => total + bytes, 0);
}
