/** What the browser benches stand on: Chromium, the built app behind a counting proxy, and the data server. */
import { chromium, type Browser } from '@playwright/test';
import { join } from 'node:path';
import { ensureChromium } from '../../scripts/chromium';
import { startServer } from '../../scripts/serve';
import { startFaultServer, type FaultServer } from '../../src/testing/faultServer';
import { NETS, type NetName } from './nets';
import { startShapedProxy, type ShapedProxy } from './shapedProxy';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'];

export interface Traffic {
  readonly parquetBytes: number;
  readonly parquetRequests: number;
  readonly appBytes: number;
  readonly appRequests: number;
}

export interface Stage {
  readonly browser: Browser;
  readonly app: ShapedProxy;
  readonly data: FaultServer;
  setNet(net: NetName): void;
  /** Forgets what was counted. */
  reset(): void;
  /** What was asked for and sent since `reset`, as the servers saw it. */
  traffic(): Traffic;
  close(): Promise<void>;
}

function sum(log: readonly { readonly bytes: number }[]): number {
  return log.reduce((total, { bytes }) => total + bytes, 0);
}

export async function openStage(): Promise<Stage> {
  const folder = join(import.meta.dirname, '../../dist');
  const server = await startServer({ port: 0, folder });
  const app = await startShapedProxy(server.url, NETS.loopback);
  const data = await startFaultServer();
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ARGS });
  return {
    browser,
    app,
    data,
    setNet(net) {
      app.shape = NETS[net];
      data.shape = NETS[net];
    },
    reset() {
      app.log.length = 0;
      data.reset();
    },
    traffic() {
      const demo = app.log.filter(({ path }) => path.endsWith('.parquet'));
      const assets = app.log.filter(({ path }) => !path.endsWith('.parquet'));
      return {
        parquetBytes: sum(demo) + sum(data.log),
        parquetRequests: demo.length + data.log.length,
        appBytes: sum(assets),
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
