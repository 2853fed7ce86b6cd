/** The two lines everything is measured on. */
import type { Shape } from '../../src/testing/faultServer';

export type NetName = 'loopback' | '50 ms, 100 Mbit/s';

export const NETS: Readonly<Record<NetName, Shape>> = {
  loopback: { latencyMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY },
  '50 ms, 100 Mbit/s': { latencyMs: 50, bytesPerSecond: 100e6 / 8 },
};
