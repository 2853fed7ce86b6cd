import { afterEach, expect, it, vi } from 'vitest';
import { Engine } from './Engine';
import { EngineHealth } from './health';
import type { EngineHost } from './host';

const scope = globalThis as { name?: string };

afterEach(() => {
  globalThis.__SABOTAGE__ = undefined;
  delete scope.name;
});

/** An engine that answers nothing any more. */
function deadHost() {
  const refuse = () => Promise.reject(new Error('null function or function signature mismatch'));
  const kill = vi.fn<() => void>();
  return {
    query: refuse,
    run: refuse,
    insert: refuse,
    connect: refuse,
    close: refuse,
    kill,
  } satisfies EngineHost;
}

it('an engine that answers no probe is ended, and said to be lost from then on', async () => {
  const host = deadHost();
  const health = new EngineHealth(host);
  await expect(health.probe(new Error('Out of Memory Error'))).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  expect(host.kill).toHaveBeenCalledOnce();
  expect(health.lost?.message).toContain('Out of Memory Error');
});

it('a query under way when the dataset is closed ends at once, is not probed, and the engine is not lost', async () => {
  let end = (_reason: Error): void => undefined;
  const waiting = new Promise<never>((_resolve, reject) => {
    end = reject;
  });
  const query = vi.fn<EngineHost['query']>(() => waiting);
  const close = async (): Promise<void> => end(new Error('the query engine was ended'));
  const engine = await Engine.open({ ...deadHost(), run: async () => undefined, query, close });
  const asked = engine.rowCounts();
  await expect.poll(() => query.mock.calls.length).toBe(1);
  await engine.close();
  await expect(asked).rejects.toMatchObject({ code: 'ABORTED' });
  await expect(engine.rowCounts()).rejects.toMatchObject({ code: 'ABORTED' });
  expect(query).toHaveBeenCalledOnce();
});

it('without the probe it stays, dead: the test above can fail', async () => {
  globalThis.__SABOTAGE__ = true;
  scope.name = 'worker?sabotage=engineProbe';
  const host = deadHost();
  const health = new EngineHealth(host);
  await health.probe(new Error('Out of Memory Error'));
  expect(host.kill).not.toHaveBeenCalled();
  expect(health.lost).toBeUndefined();
});
