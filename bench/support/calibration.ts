/**
 * A fixed amount of work, timed beside every figure: 40 million steps of xorshift. A time divided by it can be
 * compared between machines and between a busy and an idle hour. One function for Node and for a page: it is sent there as text.
 */
export function runCalibration(): number {
  const startedAt = performance.now();
  let state = 88_172_645;
  for (let step = 0; step < 40_000_000; step += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  const durationMs = performance.now() - startedAt;
  // The result is used, so that the loop is not optimised away.
  return state === 0 ? Number.NaN : durationMs;
}

/** Calibrates now; the function gives the mean of that and of a second time, when what lay between is done. */
export function bracket(): () => number {
  const before = runCalibration();
  return () => (before + runCalibration()) / 2;
}
