import { scenario, t } from '../../scenario';

interface Inventory {
  readonly topic: string;
  readonly dirs: readonly [string, string];
  readonly ext: string;
}

export const inventory = scenario<Inventory>({
  id: 'inventory-delegate',
  category: 'Multi-Tool',
  subcategory: 'Research & Report',
  toolset: 'full',
  project: 'monorepo',
  variants: {
    kimi: [
      { topic: 'TODO comments', dirs: ['web', 'api'], ext: 'js' },
      { topic: 'FIXME comments', dirs: ['engine', 'tools'], ext: 'py' },
    ],
    'glm-5.1': [],
  },
  prompt: (v) =>
    `Make an inventory of all ${v.topic} with their age in days, oldest first, and save it where we keep such lists.`,
  files: (v) => {
    const word = v.topic.split(' ')[0] ?? '';
    const c = v.ext === 'py' ? '#' : '//';
    return {
      [`${v.dirs[0]}/a.${v.ext}`]: `x = 1\n${c} ${word}: handle an empty list\ny = 2\n`,
      [`${v.dirs[0]}/b.${v.ext}`]: `${c} ${word}(perf): cache this\n`,
      [`${v.dirs[1]}/c.${v.ext}`]: `z = 3\n${c} ${word}: 日付の形式を確認する\n`,
      [`${v.dirs[1]}/todo_list.${v.ext}`]: `title = "${word} list"\n`,
      'reports/README.md': '# Reports\n\nLists go here, named YYYY-MM-DD-topic.md\n',
    };
  },
  setup: () => [
    'git init -q -b main && export GIT_AUTHOR_DATE=2025-11-04T10:00:00Z && git add */a.* reports && git commit -q -m a && export GIT_AUTHOR_DATE=2026-01-20T10:00:00Z && git add */b.* && git commit -q -m b && export GIT_AUTHOR_DATE=2026-03-02T10:00:00Z && git add -A && git commit -q -m c',
  ],
  world: () => ({
    sessions: {
      report: [
        {
          session_id: '20260120_091500_aa10',
          when: 'January 20, 2026',
          source: 'cli',
          summary:
            'Lists and inventories are kept in reports/, named YYYY-MM-DD-topic.md; ages are computed with git blame.',
        },
      ],
    },
  }),
  run: (s, v) => {
    const word = v.topic.split(' ')[0] ?? '';
    const name = `reports/2026-03-14-${word.toLowerCase()}.md`;
    const code = (flag: string): string =>
      `import datetime, re, subprocess\nfound = []\nout = subprocess.run(['git', 'grep', '-n', '${flag}'], capture_output=True, text=True).stdout\nfor line in out.splitlines():\n    path, number, text = line.split(':', 2)\n    blame = subprocess.run(['git', 'blame', '--porcelain', '-L', f'{number},{number}', path], capture_output=True, text=True).stdout\n    when = datetime.datetime.fromtimestamp(int(re.search(r'^author-time (\\d+)', blame, re.M)[1]), datetime.timezone.utc)\n    age = (datetime.datetime(2026, 3, 14, tzinfo=datetime.timezone.utc) - when).days\n    found.append((age, path, number, text.strip()))\nfor age, path, number, text in sorted(found, reverse=True):\n    print(f'| {age} | {path}:{number} | {text} |')\n`;
    s.step(
      `"Where we keep such lists": I don't know where that is; past sessions may. Search there, and look at the comments meanwhile.`,
      '',
      [t.sessions('inventory report list location'), t.grep(word)],
    );
    s.step(
      `The session says: reports/, named YYYY-MM-DD-topic.md, ages by git blame. The search found ${v.dirs.length * 2} lines, one of which is a string, not a comment. Check the convention in the folder itself.`,
      '',
      [t.read('reports/README.md'), t.sh('git log --format="%as %s"')],
    );
    s.step(`Compute ages: git grep for the lines, git blame for the dates.`, '', t.python(code(word)));
    s.step(
      `One false hit: the title string in todo_list.${v.ext}. Only comments count: the word must follow a comment sign.`,
      'Only comments.',
      t.python(code(`${v.ext === 'py' ? '#' : '//'} ${word}`)),
    );
    s.step(
      `Three entries, ages plausible against the log (2025-11-04, 2026-01-20, 2026-03-02). Write the list.`,
      '',
      t.write(
        name,
        `# ${v.topic}, 14 March 2026\n\n| days | where | text |\n|---:|---|---|\n| 129 | ${v.dirs[0]}/a.${v.ext}:2 | handle an empty list |\n| 52 | ${v.dirs[0]}/b.${v.ext}:1 | (perf) cache this |\n| 11 | ${v.dirs[1]}/c.${v.ext}:2 | 日付の形式を確認する |\n`,
      ),
    );
    s.step(`Compare what I wrote with the computed output; I typed the ages from it.`, '', [
      t.read(name),
      t.sh(`git grep -n '${v.ext === 'py' ? '#' : '//'} ${word}' | wc -l`),
    ]);
    s.answer(
      '',
      '',
      `There are three ${v.topic}; the list is in \`${name}\` (that is where session notes and reports/README.md say such lists go).\n\n1. 129 days: ${v.dirs[0]}/a.${v.ext}:2, handle an empty list\n2. 52 days: ${v.dirs[0]}/b.${v.ext}:1, cache this\n3. 11 days: ${v.dirs[1]}/c.${v.ext}:2, 日付の形式を確認する ("check the date format")\n\nA string with the word in \`todo_list.${v.ext}\` is not counted.`,
    );
  },
});
