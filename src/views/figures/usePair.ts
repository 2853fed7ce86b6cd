/** One figure of two sources, under the same filters. */
import { createContext, useContext, useMemo, useState } from 'react';
import type { DatasetKey, FigureName, Figures } from '../../client/types';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { useFigure } from '../../client/useIndex';
import type { ListQuery } from '../../trace';
import { nameOfSources } from '../shell/sourceNames';
import { soFarText } from './soFar';

interface OneSide {
  readonly dataset: DatasetKey;
  readonly facts: DatasetFacts;
}

interface Pair {
  readonly a: OneSide;
  readonly b: OneSide;
  readonly query: ListQuery;
}

export const PairContext = createContext<Pair | undefined>(undefined);

export interface PairOf<Name extends FigureName> {
  /** Undefined until both are counted. */
  readonly both: readonly [Figures[Name], Figures[Name]] | undefined;
  /** Both questions, each under the name of its source. */
  readonly sql: string | undefined;
  readonly soFar: string;
  readonly problem: string | undefined;
}

/** A figure of either side; asked once `isNear`, and from then on. */
export function usePair<Name extends FigureName>(name: Name, isNear: boolean): PairOf<Name> {
  const pair = useContext(PairContext);
  if (pair === undefined) throw new Error('a figure of two sources stands outside of VersusPanel');
  const { a, b, query } = pair;
  const [wasNear, setWasNear] = useState(false);
  if (isNear && !wasNear) setWasNear(true);
  const ask = { isEnabled: wasNear, isFirst: isNear };
  // asked at once: the first question makes the worker open the source
  const [left, right] = [
    useFigure(a.dataset, name, query, a.facts.version, ask),
    useFigure(b.dataset, name, query, b.facts.version, ask),
  ];
  const both = useMemo(
    () =>
      left.data === undefined || right.data === undefined ? undefined : ([left.data, right.data] as const),
    [left.data, right.data],
  );
  return {
    both,
    sql:
      both === undefined
        ? undefined
        : `-- A: ${nameOfSources(a.dataset)}\n${both[0].sql}\n\n-- B: ${nameOfSources(b.dataset)}\n${both[1].sql}`,
    soFar: soFarText(a.facts) || soFarText(b.facts),
    problem: (left.error ?? right.error)?.message,
  };
}
