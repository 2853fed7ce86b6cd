import type { Scenario } from '../scenario';
import { audit } from './agentTools/audit';
import { background } from './agentTools/background';
import { batch } from './agentTools/batch';
import { cleanup } from './agentTools/cleanup';
import { preferences } from './agentTools/preferences';
import { recall } from './agentTools/recall';
import { recipe } from './agentTools/recipe';
import { releaseNotes } from './agentTools/releaseNotes';
import { compare } from './browser/compare';
import { docs } from './browser/docs';
import { endless } from './browser/endless';
import { form } from './browser/form';
import { table } from './browser/table';
import { asyncRace } from './coding/asyncRace';
import { calculator } from './coding/calculator';
import { daylight } from './coding/daylight';
import { makeBuild } from './coding/makeBuild';
import { money } from './coding/money';
import { quoting } from './coding/quoting';
import { slowQuery } from './coding/slowQuery';
import { tokenBucket } from './coding/tokenBucket';
import { waiting } from './coding/waiting';
import { bigLog } from './files/bigLog';
import { duplicates } from './files/duplicates';
import { encoding } from './files/encoding';
import { photos } from './files/photos';
import { inventory } from './multiTool/inventory';
import { migration } from './multiTool/migration';
import { rates } from './multiTool/rates';
import { cron } from './planning/cron';
import { plan } from './planning/plan';
import { talk } from './planning/talk';
import { bisect } from './repository/bisect';
import { bugHunt } from './repository/bugHunt';
import { conflict } from './repository/conflict';
import { feature } from './repository/feature';
import { rename } from './repository/rename';
import { review } from './repository/review';

export const SCENARIOS: readonly Scenario[] = [
  tokenBucket,
  makeBuild,
  calculator,
  slowQuery,
  asyncRace,
  quoting,
  money,
  waiting,
  daylight,
  recall,
  preferences,
  releaseNotes,
  audit,
  cleanup,
  background,
  bisect,
  conflict,
  rename,
  feature,
  review,
  bugHunt,
  docs,
  form,
  table,
  endless,
  compare,
  recipe,
  batch,
  rates,
  migration,
  inventory,
  photos,
  encoding,
  duplicates,
  bigLog,
  cron,
  plan,
  talk,
];

/** The run that stands in the first row of the kimi shard. */
export const FIRST_RUN = 'token-bucket/kimi/0';
