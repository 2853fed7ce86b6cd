import { createElement, lazy, useEffect, type ComponentType, type LazyExoticComponent } from 'react';
import { pageActivity } from '../lib/activity';

/** React shows what replaces a fallback up to 300 ms after it came. */
const MOST_HELD_BACK_MS = 400;

/** A component whose code comes when it is first shown; the page is not idle until it is shown, or nobody wants it any more. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const end = pageActivity.begin();
    try {
      const Part = await load();
      setTimeout(end, MOST_HELD_BACK_MS);
      return {
        default: function Shown(props: Props) {
          useEffect(end, []);
          return createElement(Part, props);
        },
      };
    } catch (error) {
      end();
      throw error;
    }
  });
}
