/** The worker's words, for views and pages: they speak to the client, never to the worker. */
export type * from '../worker/api';
