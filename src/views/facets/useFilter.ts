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
import { useGo, usePlace, usePlaceNow } from '../../state/usePlace';

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

function without(filter: TrajectoryFilter, key: FacetKey, value: string): TrajectoryFilter {
  const { include = [], exclude = [] } = filter.facets[key] ?? {};
  const rest = (values: readonly string[]): readonly string[] => values.filter((each) => each !== value);
  return withFacet(filter, key, { include: rest(include), exclude: rest(exclude) });
}

function flipped(filter: TrajectoryFilter, key: FacetKey, value: string): TrajectoryFilter {
  const wasIncluded = filter.facets[key]?.include.includes(value) === true;
  const { include = [], exclude = [] } = without(filter, key, value).facets[key] ?? {};
  return withFacet(
    filter,
    key,
    wasIncluded ? { include, exclude: [...exclude, value] } : { include: [...include, value], exclude },
  );
}

/**
 * The URL's filter and the ways to change it: clicks push history, typing replaces. Each changes what the address says by
 * then, so that of two clicks in one frame none is lost.
 */
export function useFilter(): FilterActions {
  const { filter } = usePlace().params;
  const placeNow = usePlaceNow();
  const go = useGo();
  return useMemo(() => {
    const change = (by: (params: UrlParams) => UrlParams, isReplace = false): void => {
      const now = placeNow();
      go({ ...now, params: by(now.params) }, { isReplace });
    };
    const set = (by: (filter: TrajectoryFilter) => TrajectoryFilter, isReplace = false): void =>
      change((params) => ({ ...params, filter: by(params.filter) }), isReplace);
    return {
      filter,
      toggle: (key, value) => set((now) => toggleFacet(now, key, value)),
      toggleExcluded: (key, value) => set((now) => toggleExcluded(now, key, value)),
      flip: (key, value) => set((now) => flipped(now, key, value)),
      setRange: (key, range, isReplace) => set((now) => withRange(now, key, range), isReplace),
      write: (next) => set(() => next, true),
      setSort: (sort) => change(({ sort: _old, ...rest }) => (sort === undefined ? rest : { ...rest, sort })),
      setToolMode: (toolMode) => set((now) => ({ ...now, toolMode })),
      dropFacetValue: (key, value) => set((now) => without(now, key, value)),
      replace: (next) => set(() => next),
      setHits: (hits) => change(({ hits: _old, ...rest }) => (hits === undefined ? rest : { ...rest, hits })),
      clear: () => change(({ hits: _old, ...rest }) => ({ ...rest, filter: NO_FILTER })),
    };
  }, [filter, placeNow, go]);
}
