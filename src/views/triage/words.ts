import type { Verdict } from '../../trace';

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  keep: 'Keep',
  drop: 'Drop',
  unsure: 'Unsure',
};
