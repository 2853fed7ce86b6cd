import type { Scenario } from '../scenario';
import { AGENT_TOOLS } from './agentTools';
import { BROWSER } from './browser';
import { CODING } from './coding';
import { calculator } from './codingLong';
import { CODING_MORE } from './codingMore';
import { FILES, PLANNING } from './filesAndPlans';
import { MULTI } from './multi';
import { REPOSITORY } from './repository';

export const SCENARIOS: readonly Scenario[] = [
  ...CODING,
  calculator,
  ...CODING_MORE,
  ...AGENT_TOOLS,
  ...REPOSITORY,
  ...BROWSER,
  ...MULTI,
  ...FILES,
  ...PLANNING,
];

/** The run that stands in the first row of the kimi shard. */
export const FIRST_RUN = 'token-bucket/kimi/0';
