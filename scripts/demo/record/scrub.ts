/** Takes the machine out of an output: scratch paths, user, host, dates, timings, addresses. */
export function scrub(output: string, root: string): string {
  return output
    .replaceAll(`${root}/script.py`, 'script.py')
    .replaceAll(root, '')
    .replaceAll(/\/root\/\.pyenv\/versions\/[\d.]+\/lib/g, '/usr/lib')
    .replaceAll(/\/root\/[\w./-]*/g, '/usr/local/bin')
    .replaceAll(/\broot(\s+)root\b/g, 'user$1user')
    .replaceAll(/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d (\d\d:\d\d| \d{4})/g, (all) =>
      all.startsWith('Nov') || all.startsWith('Dec') ? 'Mar 14 09:26' : all,
    )
    .replaceAll(
      /\b20(?:2[6-9]|3\d)-(?:1[0-2]|0[4-9])-\d\d([ T])\d\d:\d\d:\d\d(\.\d+)?/g,
      '2026-03-14$109:26:53',
    )
    .replaceAll(/\b0x7[0-9a-f]{11}\b/g, '0x7f3a5c1e2d90')
    .replaceAll(/in \d+\.\d{3}s/g, 'in 0.004s')
    .replaceAll(/duration_ms:? [\d.]+/g, 'duration_ms 12.4')
    .replaceAll(/\(\d+\.\d+ms\)/g, '(1.3ms)')
    .replaceAll(
      /(line \d+:) +\d+ (Segmentation|Aborted|Killed|Terminated)/g,
      (_all, head: string, what: string) => `${head}  4127 ${what}`,
    )
    .replaceAll(/\/tmp\/cc\w{6}\.o/g, '/tmp/ccX1a9Qe.o');
}
