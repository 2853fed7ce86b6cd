/** Shapes shared by the outcome rules. */
import type { Outcome } from '../model';

/** One reason to call a response a failure. `path` leads to the deciding member of the content; empty = the content itself. */
export interface FailureSign {
  readonly kind: string;
  readonly path: readonly string[];
  readonly detail: string;
}

export const OK: Outcome = { failed: false, kind: 'ok', detail: 'No sign of failure.' };
