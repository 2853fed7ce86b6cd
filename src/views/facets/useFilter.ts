import { useMemo } from 'react';
import {
  toggleExcluded,
  toggleFacet,
  withFacet,
  withRange,
  type FacetKey,
  type Range,
  type RangeKey,
  type Sort,
  type TrajectoryFilter,
  NO_FILTER,
} from '../../trace';
import type { UrlParams } from '../../state/url';
import { useGo, usePlace } from '../../state/usePlace';

export interface FilterActions {
  readonly filter: TrajectoryFilter;
  toggle(key: FacetKey, value: string): void;
  toggleExcluded(key: FacetKey, value: string): void;
  /** Included ↔ excluded. */
  flip(key: FacetKey, value: string): void;
  setRange(key: RangeKey, range: Range, isReplace?: boolean): void;
  /** As typed. */
  write(filter: TrajectoryFilter): void;
  setSort(sort: Sort | undefined): void;
  setToolMode(mode: 'any' | 'all'): void;
  dropFacetValue(key: FacetKey, value: string): void;
  replace(filter: TrajectoryFilter): void;
  /** Narrows the list to what the search of the address found, or did not. */
  setHits(hits: UrlParams['hits']): void;
  clear(): void;
}

/** The URL's filter and the ways to change it: clicks push history, typing replaces. */
export function useFilter(): FilterActions {
  const place = usePlace();
  const go = useGo();
  return useMemo(() => {
    const { params } = place;
    const { filter } = params;
    const set = (next: TrajectoryFilter, isReplace = false): void =>
      go({ ...place, params: { ...params, filter: next } }, { isReplace });
    const without = (key: FacetKey, value: string): TrajectoryFilter => {
      const clause = filter.facets[key] ?? { include: [], exclude: [] };
      const rest = (values: readonly string[]): readonly string[] => values.filter((each) => each !== value);
      return withFacet(filter, key, { include: rest(clause.include), exclude: rest(clause.exclude) });
    };
    return {
      filter,
      toggle: (key, value) => set(toggleFacet(filter, key, value)),
      toggleExcluded: (key, value) => set(toggleExcluded(filter, key, value)),
      flip: (key, value) => {
        const wasIncluded = filter.facets[key]?.include.includes(value) === true;
        const { include = [], exclude = [] } = without(key, value).facets[key] ?? {};
        set(
          withFacet(
            filter,
            key,
            wasIncluded
              ? { include, exclude: [...exclude, value] }
              : { include: [...include, value], exclude },
          ),
        );
      },
      setRange: (key, range, isReplace) => set(withRange(filter, key, range), isReplace),
      write: (next) => set(next, true),
      setSort: (sort) => {
        const { sort: _old, ...rest } = params;
        go({ ...place, params: sort === undefined ? rest : { ...rest, sort } });
      },
      setToolMode: (toolMode) => set({ ...filter, toolMode }),
      dropFacetValue: (key, value) => set(without(key, value)),
      replace: (next) => set(next),
      setHits: (hits) => {
        const { hits: _old, ...rest } = params;
        go({ ...place, params: hits === undefined ? rest : { ...rest, hits } });
      },
      clear: () => {
        const { hits: _old, ...rest } = params;
        go({ ...place, params: { ...rest, filter: NO_FILTER } });
      },
    };
  }, [place, go]);
}
