import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { pageActivity } from '../lib/activity';

/** A component whose code comes when it is first shown; the page is not idle while it is on its way. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await pageActivity.during(load()) }));
}
