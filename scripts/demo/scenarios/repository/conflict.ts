import { scenario, t } from '../../scenario';

interface Conflict {
  readonly name: string;
  readonly file: string;
  readonly mine: string;
  readonly theirs: string;
}

export const conflict = scenario<Conflict>({
  id: 'merge-conflict',
  grouped: ['kimi/0'],
  category: 'Repository Tasks',
  subcategory: 'Version Control',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'station', file: 'settings.py', mine: 'retry', theirs: 'timeout' }],
    'glm-5.1': [
      { name: 'station', file: 'settings.py', mine: 'retry', theirs: 'timeout' },
      { name: 'beacon', file: 'config.py', mine: 'backoff', theirs: 'proxy' },
    ],
  },
  prompt: (v) =>
    `Merge the branch ${v.theirs} into main and resolve the conflicts so that both features keep working.`,
  files: (v) => ({
    [v.file]: `DEFAULTS = {\n    "host": "localhost",\n    "port": 8080,\n}\n\n\ndef load(overrides=None):\n    result = dict(DEFAULTS)\n    result.update(overrides or {})\n    return result\n`,
    'test_all.py': `import unittest\n\nfrom ${v.file.replace('.py', '')} import load\n\n\nclass Base(unittest.TestCase):\n    def test_port(self):\n        self.assertEqual(load({"port": 1})["port"], 1)\n`,
  }),
  setup: (v) => {
    const edit = (key: string, value: string, check: string) =>
      `python3 - <<'PY'\nname = "${v.file}"\ns = open(name).read()\ns = s.replace('    "port": 8080,\\n', '    "port": 8080,\\n    "${key}": ${value},\\n')\ns = s.replace("    return result\\n", '    ${check}\\n    return result\\n')\nopen(name, "w").write(s)\nt = open("test_all.py").read()\nt += "\\n    def test_${key}(self):\\n        with self.assertRaises(ValueError):\\n            load({\\"${key}\\": -1})\\n"\nopen("test_all.py", "w").write(t)\nPY`;
    return [
      'git init -q -b main && git add -A && git commit -q -m "Start"',
      `git switch -q -c ${v.theirs}`,
      edit(v.theirs, '30', `if result["${v.theirs}"] < 0: raise ValueError("${v.theirs}")`),
      `git commit -qam "Add ${v.theirs}"`,
      'git switch -q main',
      edit(v.mine, '3', `if result["${v.mine}"] < 0: raise ValueError("${v.mine}")`),
      `git commit -qam "Add ${v.mine}"`,
    ];
  },
  run: (s, v) => {
    s.step(
      `The task is a merge with conflicts. Before I start: is the working copy clean, and what did each side change since they parted?`,
      'State of the repository first.',
      [
        t.sh('git status -sb && git log --oneline --graph --all --color=always'),
        t.sh(`git diff main...${v.theirs}`),
      ],
    );
    s.step(`Clean. Start the merge.`, '', t.sh(`git merge ${v.theirs}`));
    s.step(
      `Conflicts in both files, as expected: both sides inserted at the same places. Let me read them with the markers.`,
      '',
      [t.read(v.file), t.read('test_all.py')],
    );
    s.step(
      `Both sides only add: a key, a check, a test. The resolution is to keep both. In the code the order of the checks doesn't matter. I could edit each marker by hand, but for pure additions git has a "union" merge; that is quick, however it can leave wrong line order. I rather write the resolution myself, it's short.`,
      'Both only add; keep both.',
      [
        t.write(
          v.file,
          `DEFAULTS = {\n    "host": "localhost",\n    "port": 8080,\n    "${v.mine}": 3,\n    "${v.theirs}": 30,\n}\n\n\ndef load(overrides=None):\n    result = dict(DEFAULTS)\n    result.update(overrides or {})\n    for key in ("${v.mine}", "${v.theirs}"):\n        if result[key] < 0: raise ValueError(key)\n    return result\n`,
        ),
        t.sh(`sed -i '/^<<<<<<<\\|^>>>>>>>\\|^=======$/d' test_all.py && python3 -m unittest 2>&1 | tail -6`),
      ],
    );
    s.step(
      `3 tests pass; but were really both new tests kept, or did one overwrite the other? Let me look at the names, and search for forgotten markers in the whole tree.`,
      'Any markers left? All tests there?',
      [t.grep('^(<<<<<<<|=======|>>>>>>>)', {}), t.sh('python3 -m unittest -v 2>&1 | grep ok')],
    );
    s.step(
      `Everything is there. Conclude the merge.`,
      '',
      t.sh('git commit -am x --dry-run >/dev/null; git merge --continue'),
    );
    s.step(
      `It asks me to add the resolved files first: "you must edit all merge conflicts and then mark them as resolved". Right; git add, then commit with the prepared message, without an editor.`,
      'Mark as resolved first.',
      t.sh(`git add -A && git commit -q --no-edit && git log --oneline --graph -6 && git status --short`),
    );
    s.answer(
      '',
      '',
      `\`${v.theirs}\` is merged into main; the tests of both features pass.\n\nBoth branches had added a key, a check and a test at the same places, so I kept both sides. In \`${v.file}\` the two checks are now one loop over the two keys. No conflict markers are left, the working copy is clean, nothing was pushed.`,
    );
  },
});
