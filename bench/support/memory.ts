/** Memory of a browser as the kernel counts it: the proportional share (PSS) of all processes below this one. */
import { readdirSync, readFileSync } from 'node:fs';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // the process ended meanwhile, or there is no /proc here
    return '';
  }
}

/** Process → its parent, of all there are. */
function parents(): ReadonlyMap<number, number> {
  const entries = read('/proc/self/stat') === '' ? [] : readdirSync('/proc');
  return new Map(
    entries
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        // the name in parentheses may hold anything
        const after = read(`/proc/${name}/stat`).replace(/^.*\) /s, '');
        return [Number(name), Number(after.split(' ')[1] ?? 0)] as const;
      }),
  );
}

/** Megabytes of every process that came from `root`, itself left out; 0 where the kernel does not say. */
export function sumPssMb(root = process.pid): number {
  const parentOf = parents();
  const isBelow = (pid: number): boolean => {
    for (let at = parentOf.get(pid); at !== undefined && at > 1; at = parentOf.get(at))
      if (at === root) return true;
    return false;
  };
  let kilobytes = 0;
  for (const pid of parentOf.keys()) {
    if (!isBelow(pid)) continue;
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** Watches until told to stop; gives the most that was seen. */
export function watchPss(): () => number {
  let most = sumPssMb();
  const timer = setInterval(() => {
    most = Math.max(most, sumPssMb());
  }, 200);
  return () => {
    clearInterval(timer);
    return Math.max(most, sumPssMb());
  };
}
