import type { Activity } from '../lib/activity';

const QUIET_MS = 100;

/**
 * Keeps `data-idle` of an element: "true" when nothing was in flight for 100 ms. Tests and scripts wait for it
 * instead of sleeping.
 */
export function markIdle(root: HTMLElement, activity: Activity): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  activity.watch((isBusy) => {
    clearTimeout(timer);
    root.dataset['idle'] = 'false';
    if (isBusy) return;
    timer = setTimeout(() => {
      root.dataset['idle'] = 'true';
    }, QUIET_MS);
  });
}
