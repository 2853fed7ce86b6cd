/** What the browser benches stand on: Chromium, the built app behind a counting proxy, and the data server. */
import { chromium, type Browser } from '@playwright/test';
import { join } from 'node:path';
import { ensureChromium } from '../../scripts/chromium';
import { startServer } from '../../scripts/serve';
import { startDataStage, sumBytes, type DataStage } from './dataStage';
import { NETS, type NetName } from './nets';
import { createLine, startShapedProxy } from './shapedProxy';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'];

export interface Traffic {
  readonly parquetBytes: number;
  readonly parquetRequests: number;
  readonly appBytes: number;
  readonly appRequests: number;
}

export interface Stage {
  readonly browser: Browser;
  /** Of the app, with a slash at its end. */
  readonly appUrl: string;
  readonly data: DataStage;
  setNet(net: NetName): void;
  /** Forgets what was counted. */
  reset(): void;
  /** What was asked for and sent since `reset`, as the servers saw it. */
  traffic(): Traffic;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = join(import.meta.dirname, '../../dist');
  const server = await startServer({ port: 0, folder });
  const line = createLine(NETS.loopback);
  const app = await startShapedProxy(server.url, line);
  const data = await startDataStage(line);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ARGS });
  return {
    browser,
    appUrl: `${app.origin}/`,
    data,
    setNet(net) {
      line.shape = NETS[net];
    },
    reset() {
      app.log.length = 0;
      data.log.length = 0;
    },
    traffic() {
      const demo = app.log.filter(({ path }) => path.endsWith('.parquet'));
      const assets = app.log.filter(({ path }) => !path.endsWith('.parquet'));
      return {
        parquetBytes: sumBytes(demo) + sumBytes(data.log),
        parquetRequests: demo.length + data.log.length,
        appBytes: sumBytes(assets),
        appRequests: assets.length,
      };
    },
    close: async () => {
      await browser.close();
      await Promise.all([app.close(), data.close()]);
      await server.close();
    },
  };
}
