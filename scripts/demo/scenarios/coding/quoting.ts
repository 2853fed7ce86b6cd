import { scenario, t } from '../../scenario';

interface Shell {
  readonly script: string;
  readonly folder: string;
  readonly names: readonly string[];
}

export const quoting = scenario<Shell>({
  id: 'shell-quoting',
  grouped: ['glm-5.1/1'],
  category: 'Terminal & Coding',
  subcategory: 'Shell Scripting',
  toolset: 'coding',
  project: 'bin',
  variants: {
    kimi: [
      {
        script: 'archive.sh',
        folder: 'scans',
        names: ['Rechnung März 2026.txt', 'Überweisung.txt', 'plain.txt', "it's paid.txt"],
      },
      {
        script: 'collect.sh',
        folder: 'notes',
        names: ['会議メモ 3月.txt', 'to do.txt', 'plain.txt', '-n.txt'],
      },
    ],
    'glm-5.1': [
      {
        script: 'archive.sh',
        folder: 'scans',
        names: ['Rechnung März 2026.txt', 'Überweisung.txt', 'plain.txt', "it's paid.txt"],
      },
      {
        script: 'gather.sh',
        folder: 'letters',
        names: ['Grüße aus Köln.txt', 'plain.txt', 'two  blanks.txt'],
      },
    ],
  },
  prompt: (v) =>
    `${v.script} loses files with blanks or special characters in their names. Repair it and prove that it copies all of them.`,
  files: (v) => ({
    [v.script]: `#!/bin/bash\n# copies every text file of $1 to $2 and writes a checksum list\nsrc=$1\ndst=$2\nmkdir -p $dst\nfor f in $(ls $src/*.txt); do\n  cp $f $dst\n  md5sum $f >> $dst/SUMS\ndone\necho "copied $(ls $dst | wc -l) files"\n`,
    ...Object.fromEntries(v.names.map((n, i) => [`${v.folder}/${n}`, `content of file ${i}\n`])),
  }),
  run: (s, v) => {
    s.step(
      `The script loses files with special names. That sounds like missing quotes and parsing of ls. Let me read it and look at the names it has to deal with.`,
      'Read it, see the names.',
      [t.read(v.script), t.sh(`ls -lb ${v.folder}`)],
    );
    s.step(
      `As expected: \`for f in $(ls …)\` splits at blanks, and $f, $dst and $src are unquoted. I'll run it once to see the damage, into a fresh target.`,
      'Run it to see the damage.',
      t.sh(`bash ${v.script} ${v.folder} out1; ls -b out1`),
    );
    s.step(
      `Of ${v.names.length} files only those without blanks were copied, and the message is misleading: it counts SUMS as a file too, and the exit code is 0 although cp failed. So there are four defects: word splitting, no error handling, the wrong count, and names beginning with "-" would be taken as options. I rewrite it with a glob, quotes, \`--\`, \`set -euo pipefail\` and a counter.`,
      'Rewrite with a glob, quotes and set -e.',
      t.write(
        v.script,
        `#!/bin/bash\n# copies every text file of $1 to $2 and writes a checksum list\nset -euo pipefail\nshopt -s nullglob\nsrc=$1\ndst=$2\nmkdir -p -- "$dst"\n: > "$dst/SUMS"\ncount=0\nfor f in "$src"/*.txt; do\n  cp -- "$f" "$dst/"\n  (cd -- "$dst" && md5sum -- "$(basename "$f")") >> "$dst/SUMS"\n  ((count++))\ndone\necho "copied $count files"\n`,
      ),
    );
    s.step(
      'Test with a fresh target and let md5sum verify the copies.',
      '',
      t.sh(`bash ${v.script} ${v.folder} out2; echo "exit: $?"; ls -b out2`),
    );
    s.step(
      `Exit 1 after the first file! What is it this time? \`((count++))\` returns the old value, 0, which counts as "false", and with \`set -e\` the script ends. The classic. \`count=$((count + 1))\` has no such effect.`,
      '((count++)) is false for 0 and ends the script under set -e.',
      t.patch(v.script, '  ((count++))', '  count=$((count + 1))'),
      'A trap of my own making: `((count++))` evaluates to 0 the first time, and `set -e` ends the script.',
    );
    s.step(
      '',
      '',
      t.sh(
        `rm -rf out2; bash ${v.script} ${v.folder} out2; echo "exit: $?"; cd out2 && md5sum -c SUMS; cd ..`,
      ),
    );
    s.extra(
      `All ${v.names.length} are copied and verified. "Prove" means also that nothing is missing: compare the two folders with diff, and try the edge cases, an empty source and a missing one.`,
      [
        t.sh(`diff -rq ${v.folder} out2`),
        t.sh(
          `mkdir empty && bash ${v.script} empty out3; echo "exit: $?"; bash ${v.script} missing out4; echo "exit: $?"`,
        ),
      ],
    );
    s.answer(
      `diff reports only SUMS, which is new by design. A missing source folder gives "copied 0 files" and exit 0, because of nullglob; worth a mention.`,
      '',
      `${v.script} copies all ${v.names.length} files now, verified with \`md5sum -c\`${s.kimi ? ' and `diff -rq`' : ''}.\n\n- It iterates over a glob instead of the output of \`ls\`, and quotes every variable\n- \`--\` protects against names that start with a dash\n- \`set -euo pipefail\`: a failed copy ends the script instead of passing silently\n- The count no longer includes the list itself\n${s.kimi ? '\nOne thing I left as it is: a source folder that does not exist counts as empty ("copied 0 files").' : ''}`,
    );
  },
});
