import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Width in px of an element, known before the first paint, and whenever it changes. */
export function useWidth<Kind extends HTMLElement>(): readonly [RefObject<Kind | null>, number] {
  const box = useRef<Kind>(null);
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    setWidthPx(current.clientWidth);
    const observer = new ResizeObserver(() => setWidthPx(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [box, widthPx];
}
