/** Repository Tasks: work in the history and the breadth of a repository. */
import { scenario, t } from '../scenario';

interface Bisect {
  readonly name: string;
  readonly fn: string;
  readonly good: string;
  readonly bad: string;
  readonly input: string;
  readonly right: string;
  readonly subject: string;
  readonly topics: readonly string[];
}

const bisect = scenario<Bisect>({
  id: 'git-bisect',
  category: 'Repository Tasks',
  subcategory: 'Version Control',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'slugs', fn: 'slug', good: 're.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")', bad: 're.sub(r"[^a-z0-9]", "-", text.lower()).strip("-")', input: 'Hello,  World', right: 'hello-world', subject: 'simplify the expression', topics: ['readme', 'license', 'editor settings', 'benchmark', 'more docs', 'typing', 'ci'] },
      { name: 'durations', fn: 'human', good: 'f"{s // 3600}h {s % 3600 // 60:02d}m"', bad: 'f"{s // 3600}h {s // 60:02d}m"', input: '7500', right: '2h 05m', subject: 'shorter arithmetic', topics: ['readme', 'examples', 'changelog', 'lint settings', 'spelling', 'badge', 'translations', 'notes'] },
    ],
    'glm-5.1': [
      { name: 'slugs', fn: 'slug', good: 're.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")', bad: 're.sub(r"[^a-z0-9]", "-", text.lower()).strip("-")', input: 'Hello,  World', right: 'hello-world', subject: 'simplify the expression', topics: ['readme', 'license', 'editor settings', 'benchmark', 'more docs', 'typing', 'ci'] },
      { name: 'initials', fn: 'initials', good: '"".join(w[0].upper() for w in text.split())', bad: '"".join(w[0].upper() for w in text.split(" "))', input: 'north  star', right: 'NS', subject: 'be explicit about the separator', topics: ['readme', 'examples', 'ci', 'more tests later', 'docs'] },
    ],
  },
  prompt: (v) => `In ${v.name}, ${v.fn}("${v.input}") used to give "${v.right}" in v1.0 and no longer does. Find the commit that broke it and propose a fix.`,
  files: (v) => ({
    'text.py': `import re\n\n\ndef ${v.fn}(text):\n${v.fn === 'human' ? '    s = int(text)\n' : ''}    return ${v.good}\n`,
    'README.md': `# ${v.name}\n`,
  }),
  setup: (v) => {
    const at = Math.floor(v.topics.length / 2);
    return [
      'git init -q -b main && git add -A && git commit -q -m "First version" && git tag v1.0',
      ...v.topics.flatMap((topic, i) => [
        `echo "${topic}" >> NOTES.md && git add -A && git commit -q -m "Add ${topic}"`,
        ...(i === at ? [`cat > text.py <<'PY'\nimport re\n\n\ndef ${v.fn}(text):\n${v.fn === 'human' ? '    s = int(text)\n' : ''}    return ${v.bad}\nPY\ngit commit -qam "${v.fn}: ${v.subject}"`] : []),
      ]),
    ];
  },
  run: (s, v) => {
    const probe = `python3 -c 'import sys; from text import ${v.fn}; sys.exit(${v.fn}("${v.input}") != "${v.right}")'`;
    s.step(
      `A regression between v1.0 and now: a case for git bisect. First I confirm both ends, otherwise bisect gives nonsense: is it broken now, and how long is the history?`,
      'Confirm the regression, see the history.',
      [t.sh(`python3 -c 'from text import ${v.fn}; print(repr(${v.fn}("${v.input}")))'`), t.sh('git log --oneline --decorate')],
    );
    s.step(
      `It is broken now. Was it right in v1.0? I use a worktree, so that the working copy stays as it is.`,
      'Check v1.0 in a worktree.',
      t.sh(`git worktree add -q ../v1 v1.0 && (cd ../v1 && python3 -c 'from text import ${v.fn}; print(repr(${v.fn}("${v.input}")))'); git worktree remove ../v1`),
    );
    s.step(
      `Good in v1.0, bad in HEAD. Now let git search on its own with \`bisect run\`; the probe exits with 0 when the result is right, 1 otherwise.`,
      'bisect run with a probe.',
      t.sh(`git bisect start && git bisect bad && git bisect good v1.0 && git bisect run ${probe} 2>&1 | tail -20`),
    );
    s.step(
      `It names the first bad commit: "${v.fn}: ${v.subject}". Don't forget to leave the bisect state, and look at the change itself.`,
      'Leave bisect, look at the commit.',
      [t.sh('git bisect reset 2>&1 | tail -1; git status --short | head'), t.sh(`git log -1 --format=%H --grep='${v.fn}:' | xargs git show --color=always`)],
    );
    s.extra(
      `The commit changed one expression. Its message says "${v.subject}", so the change of behaviour was not intended. Are there other callers that meanwhile rely on the new behaviour? Let me search before I propose to put it back.`,
      t.grep(`${v.fn}\\(`, {}),
    );
    s.step(
      `Nobody relies on it. The fix: the old expression, plus a test, since the lack of one allowed this. I propose it on a branch of its own rather than on main.`,
      'Fix on a branch, with a test.',
      [
        t.sh(`git switch -q -c fix-${v.fn} && git branch --show-current`),
        t.patch('text.py', v.bad, v.good),
        t.write('test_text.py', `import unittest\n\nfrom text import ${v.fn}\n\n\nclass TextTest(unittest.TestCase):\n    def test_${v.fn}(self):\n        self.assertEqual(${v.fn}("${v.input}"), "${v.right}")\n\n\nif __name__ == "__main__":\n    unittest.main()\n`),
      ],
    );
    s.step(`Run the test, and run it against the bad version too: a test that can't fail proves nothing.`, 'Test it both ways.', [t.sh('python3 -m unittest 2>&1 | tail -3'), t.sh('git stash push -q text.py && python3 -m unittest 2>&1 | tail -8; git stash pop -q && git status --short')]);
    s.step(`It passes with the fix and fails without. Commit.`, '', t.sh(`git add -A && git commit -q -m "${v.fn}: restore the behaviour of v1.0, with a test" && git log --oneline -2 && git diff --stat HEAD~1`));
    s.answer(
      '',
      '',
      `The culprit is the commit "${v.fn}: ${v.subject}", found with \`git bisect\` and confirmed by hand.\n\nIt turned\n\`\`\`\n${v.good}\n\`\`\`\ninto\n\`\`\`\n${v.bad}\n\`\`\`\nwhich is not the same for input like "${v.input}".\n\nThe branch \`fix-${v.fn}\` restores the old expression and adds a test that fails without the fix. main is untouched; merge it when you agree.`,
    );
  },
});

interface Conflict {
  readonly name: string;
  readonly file: string;
  readonly mine: string;
  readonly theirs: string;
}

const conflict = scenario<Conflict>({
  id: 'merge-conflict',
  category: 'Repository Tasks',
  subcategory: 'Version Control',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'station', file: 'settings.py', mine: 'retry', theirs: 'timeout' }],
    'glm-5.1': [{ name: 'station', file: 'settings.py', mine: 'retry', theirs: 'timeout' }, { name: 'beacon', file: 'config.py', mine: 'backoff', theirs: 'proxy' }],
  },
  prompt: (v) => `Merge the branch ${v.theirs} into main and resolve the conflicts so that both features keep working.`,
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
      [t.sh('git status -sb && git log --oneline --graph --all --color=always'), t.sh(`git diff main...${v.theirs}`)],
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
        t.write(v.file, `DEFAULTS = {\n    "host": "localhost",\n    "port": 8080,\n    "${v.mine}": 3,\n    "${v.theirs}": 30,\n}\n\n\ndef load(overrides=None):\n    result = dict(DEFAULTS)\n    result.update(overrides or {})\n    for key in ("${v.mine}", "${v.theirs}"):\n        if result[key] < 0: raise ValueError(key)\n    return result\n`),
        t.sh(`sed -i '/^<<<<<<<\\|^>>>>>>>\\|^=======$/d' test_all.py && python3 -m unittest 2>&1 | tail -6`),
      ],
    );
    s.step(
      `3 tests pass; but were really both new tests kept, or did one overwrite the other? Let me look at the names, and search for forgotten markers in the whole tree.`,
      'Any markers left? All tests there?',
      [t.grep('^(<<<<<<<|=======|>>>>>>>)', {}), t.sh('python3 -m unittest -v 2>&1 | grep ok')],
    );
    s.step(`Everything is there. Conclude the merge.`, '', t.sh('git commit -am x --dry-run >/dev/null; git merge --continue'));
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

interface Rename {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const rename = scenario<Rename>({
  id: 'rename-across',
  category: 'Repository Tasks',
  subcategory: 'Refactoring',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'ferry', from: 'fetch', to: 'download' }, { name: 'quarry', from: 'parse', to: 'decode' }],
    'glm-5.1': [{ name: 'quarry', from: 'parse', to: 'decode' }, { name: 'mosaic', from: 'paint', to: 'render' }],
  },
  prompt: (v) => `Rename the function ${v.from} to ${v.to} everywhere in ${v.name}, keep the old name working with a deprecation warning, and update the docs.`,
  files: (v) => ({
    [`${v.name}/__init__.py`]: `from .core import ${v.from}, ${v.from}_all\n\n__all__ = ["${v.from}", "${v.from}_all"]\n`,
    [`${v.name}/core.py`]: `def ${v.from}(item, *, strict=False):\n    """${v.from}(item) handles one item."""\n    if strict and not item:\n        raise ValueError("nothing to ${v.from}")\n    return str(item).strip()\n\n\ndef ${v.from}_all(items):\n    return [${v.from}(x) for x in items]\n`,
    [`${v.name}/cli.py`]: `import sys\n\nfrom . import core\n\n\ndef main(argv=None):\n    for arg in argv or sys.argv[1:]:\n        print(getattr(core, "${v.from}")(arg))\n`,
    'tests/test_core.py': `import unittest\n\nfrom ${v.name} import ${v.from}, ${v.from}_all\nfrom ${v.name}.cli import main\n\n\nclass CoreTest(unittest.TestCase):\n    def test_one(self):\n        self.assertEqual(${v.from}(" a "), "a")\n\n    def test_all(self):\n        self.assertEqual(${v.from}_all([" a", "b "]), ["a", "b"])\n\n    def test_cli(self):\n        self.assertIsNone(main(["x"]))\n`,
    'tests/__init__.py': '',
    'docs/guide.md': `# Guide\n\nCall \`${v.from}(item)\` for one item and \`${v.from}_all(items)\` for many.\n\nIf you have to re-${v.from} an item, do it twice.\n`,
    'README.md': `# ${v.name}\n\n\`\`\`python\nfrom ${v.name} import ${v.from}\nprint(${v.from}(" hello "))\n\`\`\`\n`,
  }),
  setup: () => ['git init -q -b main && git add -A && git commit -q -m Start'],
  run: (s, v) => {
    s.step(
      `I need every place that mentions ${v.from}, in code, tests and docs, before I change anything. And a green baseline of the tests.`,
      'All mentions, and a baseline.',
      [t.grep(`\\b${v.from}\\b`), t.grep(`${v.from}_all`, { output_mode: 'files_only' }), t.sh('python3 -m unittest 2>&1 | tail -4')],
    );
    s.step(
      `Observations: (1) \`${v.from}_all\` is a different name and should stay, a blind replace of "${v.from}" would hit it; \\b protects me only partly, since "_" is a word character, so \\b${v.from}\\b doesn't match ${v.from}_all. Good. (2) cli.py uses the name as a string in getattr; no refactoring tool would find it. (3) docs/guide.md has "re-${v.from}" in prose, which \\b does match. So no blind replace in the docs. Let me read the three files with peculiarities.`,
      'cli.py uses the name as a string; the guide has prose.',
      [t.read(`${v.name}/core.py`), t.read(`${v.name}/cli.py`), t.read('docs/guide.md')],
    );
    s.step(
      `Start with core.py. The old name stays as a thin wrapper that warns. The message in ValueError contains "${v.from}" as a word; rename it as well.`,
      '',
      t.sh(`sed -i 's/\\b${v.from}\\b/${v.to}/g' ${v.name}/core.py ${v.name}/cli.py README.md tests/test_core.py && git diff --stat`),
      'Code, tests and README can be replaced mechanically; the guide I do by hand.',
    );
    s.step(
      `Now the wrapper with the old name, and the exports.`,
      'Wrapper and exports.',
      [
        t.patch(`${v.name}/core.py`, `def ${v.from}_all(items):`, `def ${v.from}(item, *, strict=False):\n    """Deprecated: use ${v.to}."""\n    warnings.warn("${v.from} is now called ${v.to}", DeprecationWarning, stacklevel=2)\n    return ${v.to}(item, strict=strict)\n\n\ndef ${v.from}_all(items):`),
        t.write(`${v.name}/__init__.py`, `from .core import ${v.from}, ${v.from}_all, ${v.to}\n\n__all__ = ["${v.from}", "${v.from}_all", "${v.to}"]\n`),
        t.patch('docs/guide.md', `Call \`${v.from}(item)\``, `Call \`${v.to}(item)\``),
      ],
    );
    s.step(
      `A test for the old name: it must still work and it must warn.`,
      '',
      t.patch('tests/test_core.py', '    def test_all(self):', `    def test_old_name_warns(self):\n        from ${v.name} import ${v.from}\n        with self.assertWarns(DeprecationWarning):\n            self.assertEqual(${v.from}(" a "), "a")\n\n    def test_all(self):`),
    );
    s.step('', '', t.sh('python3 -W error::DeprecationWarning -m unittest 2>&1 | tail -14'));
    s.step(
      `NameError: I use \`warnings\` in core.py without importing it. With -W error I made warnings fatal, which is useful here: it also proves that nothing inside the package uses the old name.`,
      'Missing import.',
      t.patch(`${v.name}/core.py`, `def ${v.to}(item`, `import warnings\n\n\ndef ${v.to}(item`),
    );
    s.step('', '', [t.sh('python3 -W error::DeprecationWarning -m unittest 2>&1 | tail -5'), t.grep(`\\b${v.from}\\b`)]);
    s.extra(
      `Green, with warnings as errors. The remaining mentions are all intended: the wrapper, the export, the test of the old name, and "re-${v.from}" in the guide, which is prose. Let me look at the final diff of the docs to be sure that they read well.`,
      t.sh('git diff --color=always docs README.md'),
    );
    s.answer(
      '',
      '',
      `\`${v.from}\` is now \`${v.to}\` in code, tests, README and guide; all 4 tests pass with deprecation warnings turned into errors, so nothing inside the package uses the old name.\n\n- \`${v.from}\` still works and warns\n- \`cli.py\` looked the function up by a string; changed too\n- \`${v.from}_all\` keeps its name, as you asked only for \`${v.from}\`. Tell me if it should follow.`,
    );
  },
});

interface Feature {
  readonly name: string;
  readonly flag: string;
  readonly unit: string;
}

/** A feature through all layers; the longest of the repository tasks. */
const feature = scenario<Feature>({
  id: 'cli-feature',
  category: 'Repository Tasks',
  subcategory: 'Feature Implementation',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'duview', flag: '--json', unit: 'folder' }, { name: 'logtop', flag: '--csv', unit: 'host' }],
    'glm-5.1': [{ name: 'duview', flag: '--json', unit: 'folder' }, { name: 'envcheck', flag: '--json', unit: 'variable' }],
  },
  prompt: (v) => `Add a ${v.flag} option to ${v.name} that prints the same data for machines. Include tests and the README, and keep the default output as it is.`,
  files: (v) => ({
    [`${v.name}/__init__.py`]: '__version__ = "0.3.1"\n',
    [`${v.name}/__main__.py`]: 'from .cli import main\n\nraise SystemExit(main())\n',
    [`${v.name}/data.py`]: `"""Where the numbers come from. A fixed table here; the real one reads the system."""\n\nROWS = [\n    ("alpha", 1200, None),\n    ("beta \\"two\\"", 35, "old"),\n    ("größe", 7, None),\n]\n\n\ndef load(limit=None):\n    return ROWS[:limit]\n`,
    [`${v.name}/cli.py`]: `import argparse\n\nfrom .data import load\n\n\ndef table(rows):\n    width = max(len(name) for name, _, _ in rows)\n    return "\\n".join(f"{name:<{width}} {size:>6} {note or ''}".rstrip() for name, size, note in rows)\n\n\ndef main(argv=None):\n    parser = argparse.ArgumentParser(prog="${v.name}")\n    parser.add_argument("--limit", type=int, default=None)\n    args = parser.parse_args(argv)\n    print(table(load(args.limit)))\n    return 0\n`,
    'tests/__init__.py': '',
    'tests/test_cli.py': `import contextlib\nimport io\nimport unittest\n\nfrom ${v.name}.cli import main\n\n\ndef run(*argv):\n    out = io.StringIO()\n    with contextlib.redirect_stdout(out):\n        code = main(list(argv))\n    return code, out.getvalue()\n\n\nclass CliTest(unittest.TestCase):\n    def test_table(self):\n        code, out = run("--limit", "1")\n        self.assertEqual((code, out), (0, "alpha   1200\\n"))\n`,
    'README.md': `# ${v.name}\n\nShows every ${v.unit} with its size.\n\n## Options\n\n| option | meaning |\n|---|---|\n| \`--limit N\` | only the first N |\n`,
    'CONTRIBUTING.md': '# Contributing\n\n- every option has a test and a line in the README\n- run `make check` before you commit\n- output for machines ends with one newline and is stable in order\n',
    '.gitignore': '__pycache__/\n',
    Makefile: `check:\n\tpython3 -m unittest -q\n\tpython3 -m compileall -q ${v.name}\n\tgrep -q -- '--limit' README.md\n`,
  }),
  setup: () => ['git init -q -b main && git add -A && git commit -q -m "Import"'],
  run: (s, v) => {
    const json = v.flag === '--json';
    const format = json ? 'JSON' : 'CSV';
    s.step(
      `I'm asked to add ${v.flag} with tests and documentation. Let me get to know the repository first: files, and whether there are rules for contributions.`,
      '',
      [t.find('*'), t.read('CONTRIBUTING.md'), t.sh('git log --oneline | head -5')],
      `Let me look around in the repository first.`,
    );
    s.step(
      `The rules: a test and a README line per option, \`make check\`, output for machines ends with one newline and has a stable order. Now the code and the test.`,
      'Rules noted. Code and tests.',
      [t.read(`${v.name}/cli.py`), t.read(`${v.name}/data.py`), t.read('tests/test_cli.py')],
    );
    s.step(`Baseline: does \`make check\` pass before my change?`, '', t.sh('make check; echo "exit: $?"'));
    s.step(
      `Exit 0: one test, and the baseline is green. Now the design: a function per format next to \`table\`, chosen in \`main\`. Names may contain quotes and umlauts (the data has both), the note can be None. ${json ? 'JSON: objects with name, size, note; null for None; ensure_ascii=False so that umlauts stay readable.' : 'CSV: the csv module for the quoting, a header line, empty field for None, "\\n" as line end.'}\n\nTests first.`,
      `Baseline is green. Tests first.`,
      t.patch(
        'tests/test_cli.py',
        'class CliTest(unittest.TestCase):\n',
        json
          ? `class CliTest(unittest.TestCase):\n    def test_json(self):\n        code, out = run("--json")\n        rows = json.loads(out)\n        self.assertEqual(code, 0)\n        self.assertEqual(rows[0], {"name": "alpha", "size": 1200, "note": None})\n        self.assertEqual(rows[1]["name"], 'beta "two"')\n        self.assertIn("größe", out)\n        self.assertTrue(out.endswith("]\\n"))\n\n    def test_json_respects_limit(self):\n        self.assertEqual(len(json.loads(run("--json", "--limit", "1")[1])), 1)\n\n`
          : `class CliTest(unittest.TestCase):\n    def test_csv(self):\n        code, out = run("--csv")\n        rows = list(csv.DictReader(io.StringIO(out)))\n        self.assertEqual(code, 0)\n        self.assertEqual(rows[0], {"name": "alpha", "size": "1200", "note": ""})\n        self.assertEqual(rows[1]["name"], 'beta "two"')\n        self.assertNotIn("\\r", out)\n        self.assertTrue(out.endswith("\\n") and not out.endswith("\\n\\n"))\n\n    def test_csv_respects_limit(self):\n        self.assertEqual(run("--csv", "--limit", "1")[1].count("\\n"), 2)\n\n`,
      ),
    );
    s.step('The import is needed as well.', '', t.patch('tests/test_cli.py', 'import contextlib\nimport io\n', json ? 'import contextlib\nimport io\nimport json\n' : 'import contextlib\nimport csv\nimport io\n'));
    s.step('They must fail now.', '', t.sh('python3 -m unittest 2>&1 | tail -14'));
    s.step(
      `They fail because argparse doesn't know ${v.flag} yet, the right reason. Now the code.`,
      '',
      [
        t.patch(`${v.name}/cli.py`, 'import argparse\n', json ? 'import argparse\nimport json\n' : 'import argparse\nimport csv\nimport io\n'),
        t.patch(
          `${v.name}/cli.py`,
          'def main(argv=None):\n',
          json
            ? `def as_json(rows):\n    return json.dumps([{"name": n, "size": s, "note": x} for n, s, x in rows], ensure_ascii=False, indent=2)\n\n\ndef main(argv=None):\n`
            : `def as_csv(rows):\n    out = io.StringIO()\n    writer = csv.writer(out)\n    writer.writerow(("name", "size", "note"))\n    writer.writerows(rows)\n    return out.getvalue()\n\n\ndef main(argv=None):\n`,
        ),
        t.patch(`${v.name}/cli.py`, '    args = parser.parse_args(argv)\n    print(table(load(args.limit)))', `    parser.add_argument("${v.flag}", action="store_true", help="print ${format} for machines")\n    args = parser.parse_args(argv)\n    show = as_${format.toLowerCase()} if args.${format.toLowerCase()} else table\n    print(show(load(args.limit)))`),
      ],
    );
    s.step('', '', t.sh('python3 -m unittest 2>&1 | tail -16'));
    if (!json) {
      s.step(
        `Two failures, both about line ends: csv.writer writes "\\r\\n" by default, and print adds another newline after the one of the last row. lineterminator="\\n" and rstrip of the final newline.`,
        'Line ends: lineterminator and the extra newline.',
        t.patch(`${v.name}/cli.py`, '    writer = csv.writer(out)\n', '    writer = csv.writer(out, lineterminator="\\n")\n'),
      );
      s.step('', '', t.patch(`${v.name}/cli.py`, '    return out.getvalue()\n', '    return out.getvalue().rstrip("\\n")\n'));
      s.step('', '', t.sh('python3 -m unittest 2>&1 | tail -6'));
    }
    s.step(
      `Green. An edge case that the old code has, too: \`--limit 0\` gives no rows, and \`table\` calls max() of an empty sequence. What does ${v.flag} do there?`,
      'Edge case: no rows.',
      [t.sh(`python3 -m ${v.name} ${v.flag} --limit 0; echo "exit: $?"`), t.sh(`python3 -m ${v.name} --limit 0 2>&1 | tail -2; echo "exit: $?"`)],
    );
    s.extra(
      `${v.flag} handles it, the table crashes with ValueError: max() arg is an empty sequence. That is an old bug in code I was told to keep as it is. Fixing a crash doesn't change any output that exists, but it wasn't asked for; I'll leave it and mention it.\n\nNow the README line.`,
      t.patch('README.md', '| `--limit N` | only the first N |\n', `| \`--limit N\` | only the first N |\n| \`${v.flag}\` | the same data as ${format}, for machines |\n`),
    );
    if (!s.kimi) s.step('', 'README line.', t.patch('README.md', '| `--limit N` | only the first N |\n', `| \`--limit N\` | only the first N |\n| \`${v.flag}\` | the same data as ${format}, for machines |\n`));
    s.step(`\`make check\` as CONTRIBUTING demands, the default output compared with the committed version, and the diff as a whole.`, 'Check and compare the default output.', [t.sh('make check && echo "check ok"'), t.sh(`python3 -m ${v.name} > new.txt; git stash -q; python3 -m ${v.name} > old.txt; git stash pop -q; cmp old.txt new.txt && echo same; rm old.txt new.txt; git status --short`), t.sh(`python3 -m ${v.name} ${v.flag}`)]);
    s.extra(`Everything is as it should be. Commit on a branch with a message that says what and why.`, t.sh(`git switch -q -c ${format.toLowerCase()}-output && git add -A && git commit -q -m "Add ${v.flag}: the same rows for machines" && git show --stat --color=always HEAD | tail -6`));
    s.answer(
      `Done. Mention the old crash with --limit 0.`,
      '',
      `\`${v.name} ${v.flag}\` prints the same rows as ${format}.\n\n- Two tests: content (quotes, umlauts, empty note) and \`--limit\`\n- README has the option; \`make check\` passes\n- The default output is byte for byte the same as before (compared)\n\nNot touched, but you should know: \`${v.name} --limit 0\` crashes in \`table\` with "max() arg is an empty sequence". It did so before; \`${v.flag}\` is not affected.`,
    );
  },
});

interface Review {
  readonly name: string;
  readonly branch: string;
}

const review = scenario<Review>({
  id: 'review-branch',
  category: 'Repository Tasks',
  subcategory: 'Code Review',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'uploader', branch: 'chunked' }],
    'glm-5.1': [{ name: 'uploader', branch: 'chunked' }, { name: 'mirror', branch: 'resume' }],
  },
  prompt: (v) => `Review the branch ${v.branch} of ${v.name} against main. Do not change anything, just tell me what is wrong, worst first.`,
  files: (v) => ({ 'send.py': `def send(path, put):\n    """Sends the file through put(bytes)."""\n    with open(path, "rb") as file:\n        put(file.read())\n`, 'README.md': `# ${v.name}\n` }),
  setup: (v) => [
    'git init -q -b main && git add -A && git commit -q -m "Whole files"',
    `git switch -q -c ${v.branch} && cat > send.py <<'PY'\nimport time\n\n\ndef chunks(file, size=[65536]):\n    while True:\n        data = file.read(size[0])\n        if len(data) < size[0]:\n            return\n        yield data\n\n\ndef send(path, put, retries=3):\n    """Sends the file through put(bytes), in chunks."""\n    file = open(path, "rb")\n    for data in chunks(file):\n        for attempt in range(retries):\n            try:\n                put(data)\n            except Exception:\n                time.sleep(2 ** attempt)\n            else:\n                break\nPY\ngit commit -qam "Send in chunks, with retries"`,
    'git switch -q main',
  ],
  run: (s, v) => {
    s.step(`A review without changes. I look at the commits and the complete diff first.`, '', [t.sh(`git log --oneline main..${v.branch}`), t.sh(`git diff --stat main...${v.branch} && git diff --color=always main...${v.branch}`)]);
    s.step(
      `Reading carefully. (a) \`chunks\` returns when the read is shorter than size, without yielding it: the last partial chunk is lost; any file under 64 kB sends nothing at all. That is data loss. (b) After the last retry the exception is swallowed and the loop goes on: holes in the upload. (c) The file is never closed. (d) mutable default argument. (e) \`except Exception\` retries also programming errors. I believe (a) and (b), but a reviewer should prove them. I check out the branch into a worktree outside, so nothing changes here.`,
      'Two data losses suspected; prove them in a worktree.',
      t.sh(`git worktree add -q ../review ${v.branch} && cd ../review && python3 - <<'PY'\nimport tempfile, send, time\ntime.sleep = lambda s: None\nfor size in (10, 65536, 100000, 131072):\n    with tempfile.NamedTemporaryFile() as f:\n        f.write(b"x" * size); f.flush()\n        got = []\n        send.send(f.name, got.append)\n        print(size, "sent", sum(map(len, got)))\ndef broken(data): raise OSError("no network")\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b"x" * 65536); f.flush()\n    print("no network:", send.send(f.name, broken))\nPY\ncd ../${v.name}`),
    );
    s.step(
      `Proven: 10 bytes → nothing sent, 100000 → 65536, and without a network \`send\` returns as if all were well. Are there tests on the branch, and who calls \`send\`?`,
      'Proven. Tests on the branch? Callers?',
      [t.grep('send\\(', { file_glob: '*.py' }), t.sh(`git ls-tree -r --name-only ${v.branch}; git worktree remove ../review; git status --short; git branch -a`)],
    );
    s.answer(
      `No tests at all. The worktree is gone, the repository as before. Now write up, worst first, each with its proof.`,
      '',
      `Do not merge \`${v.branch}\` yet.\n\n1. **The end of every file is lost.** \`chunks\` returns on a short read without yielding it. Measured: 10 bytes → 0 sent, 100,000 → 65,536. Every file under 64 kB sends nothing.\n2. **Failures are swallowed.** After the last retry the loop goes on with the next chunk and \`send\` returns normally, with no network at all. It must re-raise.\n3. **The file is never closed**: main used \`with\`, the branch does not.\n4. \`except Exception\` also retries programming errors; name the errors that are worth a retry (\`OSError\`).\n5. \`size=[65536]\` is a mutable default without need.\n6. No tests. One with sizes around the chunk size would have shown 1.\n\nNothing was changed; I used a temporary worktree and removed it.`,
    );
  },
});

export const REPOSITORY = [bisect, conflict, rename, feature, review];
