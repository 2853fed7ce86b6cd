import { scenario, t } from '../../scenario';

interface Dupes {
  readonly folder: string;
  readonly prefix: string;
}

export const duplicates = scenario<Dupes>({
  id: 'find-duplicates',
  category: 'File Operations',
  subcategory: 'Organization',
  toolset: 'coding',
  project: 'archive',
  variants: {
    kimi: [
      { folder: 'papers', prefix: 'paper' },
      { folder: 'samples', prefix: 'kick' },
    ],
    'glm-5.1': [{ folder: 'papers', prefix: 'paper' }],
  },
  prompt: (v) =>
    `How much space do duplicates take in ${v.folder}? Replace them by hard links if it is worth it.`,
  setup: (v) => [
    `mkdir -p ${v.folder}/old ${v.folder}/new && for i in 1 2 3 4 5 6; do head -c $((i * 40000)) /dev/zero | tr '\\0' $i > ${v.folder}/new/${v.prefix}-$i.bin; done && cp ${v.folder}/new/${v.prefix}-2.bin ${v.folder}/old/copy.bin && cp ${v.folder}/new/${v.prefix}-5.bin "${v.folder}/old/${v.prefix} 5 (1).bin" && cp ${v.folder}/new/${v.prefix}-5.bin ${v.folder}/old/five.bin && : > ${v.folder}/old/empty1 && : > ${v.folder}/old/empty2`,
  ],
  run: (s, v) => {
    s.step(`Find duplicates by content. First an overview: how many files and how large.`, '', [
      t.sh(`find ${v.folder} -type f | wc -l; du -sb ${v.folder}`),
      t.sh('which fdupes jdupes rdfind; echo "exit: $?"'),
    ]);
    s.step(
      `No tool for it is installed, and installing one for 11 files isn't needed. Group by size first, then by checksum: files of different size can't be equal. Empty files are equal to each other but take no space; leave them out.`,
      'No tool installed; size, then checksum.',
      t.python(
        `import collections, hashlib, pathlib\nby_size = collections.defaultdict(list)\nfor f in pathlib.Path('${v.folder}').rglob('*'):\n    if f.is_file() and f.stat().st_size:\n        by_size[f.stat().st_size].append(f)\ntotal = 0\nfor size, files in sorted(by_size.items()):\n    groups = collections.defaultdict(list)\n    for f in files:\n        groups[hashlib.sha256(f.read_bytes()).hexdigest()].append(f)\n    for digest, same in groups.items():\n        if len(same) > 1:\n            total += size * (len(same) - 1)\n            print(digest[:8], size, *sorted(map(str, same)), sep='  ')\nprint('wasted', total)\n`,
      ),
    );
    s.step(
      `Two groups, three superfluous copies, 480,000 bytes of about 1.3 MB: 36 %. Worth it. Hard links need one file system for all; check before. Also a link means that a change in one place changes both; the user asked for it, so fine, but I'll say it.`,
      'Worth it. Same file system?',
      t.sh(`df --output=source ${v.folder}/old ${v.folder}/new | sort -u | grep -vc Filesystem`),
    );
    s.step(
      `One file system. Link: keep the file in new/, replace the others. \`ln -f\` removes the target first and would leave nothing if the link failed in between, so I link to a temporary name and rename.`,
      '',
      t.sh(
        `cd ${v.folder} && for pair in "new/${v.prefix}-2.bin|old/copy.bin" "new/${v.prefix}-5.bin|old/${v.prefix} 5 (1).bin" "new/${v.prefix}-5.bin|old/five.bin"; do a=\${pair%|*}; b=\${pair#*|}; cmp "$a" "$b" && ln "$a" "$b.tmp" && mv "$b.tmp" "$b" && echo "linked $b"; done; cd ..`,
      ),
    );
    s.step(`Verify: link counts and the space.`, '', [
      t.sh(`find ${v.folder} -type f -links +1 -printf '%n %p\\n' | sort`),
      t.sh(`du -sb ${v.folder}; find ${v.folder} -name '*.tmp'`),
    ]);
    s.extra(
      `Strange: mv of two names for the same inode does nothing according to POSIX, but here the old file was a different inode at the time, so it was replaced. The link counts confirm it: 2 and 3. No temporary files left.`,
      t.sh(`cmp "${v.folder}/new/${v.prefix}-5.bin" ${v.folder}/old/five.bin && echo equal`),
    );
    s.answer(
      '',
      '',
      `Duplicates took 480,000 bytes, more than a third of \`${v.folder}\`, so I replaced the three copies by hard links.\n\n- Each pair was compared byte for byte right before linking\n- Keep in mind: a change to one of the linked files now changes all of them\n- The two empty files are equal as well, but linking them would save nothing`,
    );
  },
});
