import { useEffect, useMemo, useState } from 'react';
import type { Trajectory } from '../../trace';
import { runInSlices } from '../../ui/runInSlices';
import { MOST_HITS, searchTurns, type Hit } from './searchTurns';

export interface Search {
  /** In the order of the trajectory. */
  readonly hits: readonly Hit[];
  /** The first at or behind the place looked from; else the first of all. */
  readonly nearest: Hit | undefined;
  readonly isDone: boolean;
  /** There are more than are kept. */
  readonly isCut: boolean;
}

interface Found {
  readonly needle: string;
  /** From the turn looked from on, and those before it: they are searched in this order, so that the nearest comes first. */
  readonly behind: readonly Hit[];
  readonly before: readonly Hit[];
  readonly isDone: boolean;
}

/** All places of a text in a trajectory, from the turn `fromTurn` on. A new needle supersedes the search under way. */
export function useSearch({ turns }: Trajectory, needle: string, fromTurn: number): Search {
  const [found, setFound] = useState<Found>({ needle: '', behind: [], before: [], isDone: true });
  useEffect(() => {
    if (needle === '') return undefined;
    const control = new AbortController();
    const ordered = [...turns.slice(fromTurn), ...turns.slice(0, fromTurn)];
    const behind: Hit[] = [];
    const before: Hit[] = [];
    let shown = -1;
    const report = (isDone: boolean): void => {
      if (!isDone && shown === behind.length + before.length) return;
      shown = behind.length + before.length;
      setFound({ needle, behind: [...behind], before: [...before], isDone });
    };
    void runInSlices(
      searchTurns(ordered, needle),
      (slices) => {
        for (const hit of slices.flat()) (hit.turn >= fromTurn ? behind : before).push(hit);
        report(false);
      },
      control.signal,
    ).then((isEnd) => {
      if (isEnd) report(true);
      return undefined;
    });
    return () => control.abort();
  }, [turns, needle, fromTurn]);
  return useMemo(() => {
    if (needle === '' || found.needle !== needle) {
      return { hits: [], nearest: undefined, isDone: needle === '', isCut: false };
    }
    const hits = [...found.before, ...found.behind];
    const nearest = found.behind[0] ?? (found.isDone ? found.before[0] : undefined);
    return { hits, nearest, isDone: found.isDone, isCut: hits.length >= MOST_HITS };
  }, [found, needle]);
}
