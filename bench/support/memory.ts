/** Memory of a browser as the kernel counts it: the proportional share (PSS) of its processes. */
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

/** Megabytes of `root` and every process that came from it; 0 where the kernel does not say. */
export function sumPssMb(root: number): number {
  const parentOf = parents();
  const isOfRoot = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parentOf.get(at))
      if (at === root) return true;
    return false;
  };
  let kilobytes = 0;
  for (const pid of parentOf.keys()) {
    if (!isOfRoot(pid)) continue;
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return kilobytes / 1024;
}
