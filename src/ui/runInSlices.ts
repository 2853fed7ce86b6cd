/** Long work between other work: runs a generator for some milliseconds at a time, each slice in a task of its own. */
const SLICE_MS = 10;

function nextTask(): Promise<void> {
  // setTimeout is held back to 4 ms when nested; a message is a task at once
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      'message',
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(undefined);
  });
}

/** Hands over what each slice gave; ends early, and without a further word, when aborted. True when it came to its end. */
export async function runInSlices<Value>(
  work: Generator<Value, void>,
  onSlice: (values: readonly Value[]) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    await nextTask();
    if (signal.aborted) return false;
    const values: Value[] = [];
    const until = performance.now() + SLICE_MS;
    let isDone = false;
    do {
      const next = work.next();
      if (next.done === true) isDone = true;
      else values.push(next.value);
    } while (!isDone && performance.now() < until);
    onSlice(values);
    if (isDone) return true;
  }
}
