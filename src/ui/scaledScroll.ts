/**
 * Lists longer than a page can be: browsers end an element at 17–33 million px, a million rows of 32 px are 32
 * million. The scroll track is bounded and its positions are scaled; up to the bound the two are the same. Pure.
 */
const MOST_TRACK_PX = 6_000_000;

export interface ScrollScale {
  readonly contentPx: number;
  /** Height of what is scrolled. */
  readonly trackPx: number;
  /** Px of content for one px of track; 1 unless the content is too long. */
  readonly ratio: number;
}

export function scaleOf(count: number, rowPx: number, viewPx: number): ScrollScale {
  const contentPx = count * rowPx;
  if (contentPx <= MOST_TRACK_PX) return { contentPx, trackPx: contentPx, ratio: 1 };
  return {
    contentPx,
    trackPx: MOST_TRACK_PX,
    ratio: (contentPx - viewPx) / (MOST_TRACK_PX - viewPx),
  };
}

/** Indexes `[first, last]` of the rows to draw; `last < first` when there is none. */
export function rowsAround(
  { count, rowPx, viewPx }: { readonly count: number; readonly rowPx: number; readonly viewPx: number },
  topPx: number,
  overscan: number,
): readonly [first: number, last: number] {
  const first = Math.floor(topPx / rowPx) - overscan;
  const last = Math.ceil((topPx + viewPx) / rowPx) - 1 + overscan;
  return [Math.max(0, first), Math.min(count - 1, last)];
}

/** Where to scroll so that a row is wholly in view, moving as little as can be. */
export function topToShow(index: number, rowPx: number, viewPx: number, topPx: number): number {
  const start = index * rowPx;
  if (start < topPx) return start;
  return start + rowPx > topPx + viewPx ? start + rowPx - viewPx : topPx;
}
