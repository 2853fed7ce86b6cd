/** The worker's entry: makes the one DataWorker and exposes it. */
import { expose } from 'comlink';
import { DataWorker } from './DataWorker';

expose(new DataWorker());
