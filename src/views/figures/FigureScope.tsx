/**
 * What figures are of, and when each is asked: once it comes near the window, so that what no one sees is not counted.
 * One that was seen follows every later filter after those in the window: what it says is never of an older filter.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
  type RefCallback,
} from 'react';
import type { DatasetKey, FigureName, Figures } from '../../client/types';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { useFigure } from '../../client/useIndex';
import type { ListQuery } from '../../trace';
import { soFarText } from './soFar';

interface Scope {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly facts: DatasetFacts;
  /** False while figures are not to be asked yet. */
  readonly isAsked: boolean;
}

const ScopeContext = createContext<Scope | undefined>(undefined);

export function FigureScope({
  dataset,
  query,
  facts,
  isAsked,
  children,
}: Scope & { children: ReactNode }): ReactNode {
  const scope = useMemo(() => ({ dataset, query, facts, isAsked }), [dataset, query, facts, isAsked]);
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

/** Asked this long before it is scrolled into view. */
const MARGIN = '160px';

/** True while the element is in the window or a little outside of it. */
export function useIsNear(): readonly [RefCallback<HTMLElement>, boolean] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      rootMargin: MARGIN,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [useCallback((found: HTMLElement | null) => setElement(found), []), isNear];
}

export interface NearFigure<Name extends FigureName> {
  /** Undefined until it was near once and is counted. */
  readonly figure: Figures[Name] | undefined;
  /** " so far" while the index is being read. */
  readonly soFar: string;
  /** For `Figure`. */
  readonly shell: { readonly root: RefCallback<HTMLElement>; readonly problem: string | undefined };
}

export function useNearFigure<Name extends FigureName>(name: Name): NearFigure<Name> {
  const scope = useContext(ScopeContext);
  if (scope === undefined) throw new Error('a figure stands outside of FigureScope');
  const { dataset, query, facts, isAsked } = scope;
  const [root, isNear] = useIsNear();
  const [wasNear, setWasNear] = useState(false);
  if (isNear && !wasNear) setWasNear(true);
  const { version } = facts;
  const { data, error } = useFigure(dataset, name, query, version, {
    isEnabled: isAsked && wasNear,
    isFirst: isNear,
  });
  const problem = error?.message;
  return {
    figure: data,
    soFar: soFarText(facts),
    shell: useMemo(() => ({ root, problem }), [root, problem]),
  };
}
