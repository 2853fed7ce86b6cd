/**
 * Brings an element of the virtual transcript on screen once it is there: the list draws it some frames after its
 * step was scrolled to, and what is measured above it still moves it. Ends when it stood still for three frames.
 */
const MOST_FRAMES = 40;
const STILL_FRAMES = 3;

export function bringIntoView(
  id: string,
  onArrived: (element: HTMLElement) => void,
  align: ScrollLogicalPosition | 'as it stands' = 'nearest',
): () => void {
  let frames = 0;
  let still = 0;
  let lastTop: number | undefined;
  let frame = requestAnimationFrame(look);
  function look(): void {
    const element = document.getElementById(id);
    if (element !== null) {
      if (align !== 'as it stands') element.scrollIntoView({ block: align });
      const { top } = element.getBoundingClientRect();
      still = lastTop !== undefined && Math.abs(top - lastTop) < 1 ? still + 1 : 0;
      lastTop = top;
      if (still >= STILL_FRAMES) {
        onArrived(element);
        return;
      }
    }
    frames += 1;
    if (frames < MOST_FRAMES) frame = requestAnimationFrame(look);
  }
  return () => cancelAnimationFrame(frame);
}
