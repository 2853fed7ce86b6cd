import { use, useEffect, useMemo, useState } from 'react';
import type { FoundHit } from '../../client/types';
import { WholeTextContext } from '../../client/wholeTexts';
import { toAppError } from '../../lib/AppError';
import { runInSlices } from '../../ui/runInSlices';
import { isAbridged, MOST_HITS, searchTurns, type Excerpt, type Hit, type Trajectory } from '../../trace';

/** With what stands around it, where the text is not here. */
export type SearchHit = Hit & { readonly excerpt?: Excerpt };

export interface Search {
  /** In the order of the trajectory. */
  readonly hits: readonly SearchHit[];
  /** The first at or behind the place looked from; else the first of all. */
  readonly nearest: SearchHit | undefined;
  readonly isDone: boolean;
  /** Why not all was searched. */
  readonly error: string | undefined;
  /** There are more than are kept. */
  readonly isCut: boolean;
}

interface Found {
  readonly needle: string;
  /** From the turn looked from on, and those before it: they are searched in this order, so that the nearest comes first. */
  readonly behind: readonly SearchHit[];
  readonly before: readonly SearchHit[];
  readonly isDone: boolean;
  readonly error?: string;
}

/**
 * All places of a text in a trajectory, from the turn `fromTurn` on. A new needle supersedes the search under way. What is
 * here is searched here; a trajectory that was handed over abridged is searched in the worker.
 */
export function useSearch(trajectory: Trajectory, needle: string, fromTurn: number): Search {
  const { turns } = trajectory;
  const source = use(WholeTextContext);
  const whole = useMemo(() => (isAbridged(trajectory) ? source : undefined), [trajectory, source]);
  const [found, setFound] = useState<Found>({ needle: '', behind: [], before: [], isDone: true });
  useEffect(() => {
    if (needle === '') return undefined;
    const control = new AbortController();
    const ordered = [...turns.slice(fromTurn), ...turns.slice(0, fromTurn)];
    const behind: SearchHit[] = [];
    const before: SearchHit[] = [];
    let shown = -1;
    const report = (isDone: boolean): void => {
      if (!isDone && shown === behind.length + before.length) return;
      shown = behind.length + before.length;
      setFound({ needle, behind: [...behind], before: [...before], isDone });
    };
    const add = (hits: readonly (Hit | FoundHit)[]): void => {
      for (const hit of hits) (hit.turn >= fromTurn ? behind : before).push(hit);
      report(false);
    };
    if (whole === undefined) {
      void runInSlices(searchTurns(ordered, needle), (slices) => add(slices.flat()), control.signal).then(
        (isEnd) => {
          if (isEnd) report(true);
          return undefined;
        },
      );
    } else {
      whole.find(needle, fromTurn, add, control.signal).then(
        () => report(true),
        (error: unknown) => {
          if (!control.signal.aborted)
            setFound({ needle, behind, before, isDone: true, error: toAppError(error).message });
        },
      );
    }
    return () => control.abort();
  }, [turns, whole, needle, fromTurn]);
  return useMemo(() => {
    if (needle === '' || found.needle !== needle) {
      return { hits: [], nearest: undefined, isDone: needle === '', isCut: false, error: undefined };
    }
    const hits = [...found.before, ...found.behind];
    const nearest = found.behind[0] ?? (found.isDone ? found.before[0] : undefined);
    return { hits, nearest, isDone: found.isDone, isCut: hits.length >= MOST_HITS, error: found.error };
  }, [found, needle]);
}
