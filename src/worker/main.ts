/** The worker's entry: makes the one DataWorker and exposes it. */
import { expose } from 'comlink';
import { guardScriptUrls } from '../lib/trustedTypes';
import { DataWorker } from './DataWorker';
import { IndexCache, openBrowserDirectory } from './IndexCache';
import { makeParseWorker, poolSize, WorkerPool } from './WorkerPool';

// the engine's worker is started from here: a script URL like any other
guardScriptUrls(globalThis, self.location.href);
expose(
  new DataWorker(
    (cores) => new WorkerPool({ make: makeParseWorker, size: poolSize(cores) }),
    new IndexCache(openBrowserDirectory),
  ),
);
