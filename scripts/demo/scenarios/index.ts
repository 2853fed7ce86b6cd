import type { Scenario } from '../scenario';
import { CODING } from './coding';

export const SCENARIOS: readonly Scenario[] = [...CODING];

/** The run that stands in the first row of the kimi shard. */
export const FIRST_RUN = 'token-bucket/kimi/0';
