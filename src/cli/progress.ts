/** One line that is drawn over itself while files are read; nothing where nobody watches (pipes, CI). */

const WIDTH = 24;
const EVERY_MS = 100;

export interface Progress {
  readonly show: (label: string, done: number, total: number) => void;
  readonly clear: () => void;
}

function drawBar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const full = Math.round(share * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.round(share * 100)).padStart(3)} %`;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  return {
    show(label, done, total) {
      const now = Date.now();
      if (now - drawnAt < EVERY_MS && done < total) return;
      drawnAt = now;
      stream.write(`\r\u001B[2K${drawBar(done, total)}  ${label}`);
    },
    clear: () => void stream.write('\r\u001B[2K'),
  };
}
