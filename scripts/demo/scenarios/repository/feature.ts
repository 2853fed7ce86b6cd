import { scenario, t } from '../../scenario';

interface Feature {
  readonly name: string;
  readonly flag: string;
  readonly unit: string;
}

/** A feature through all layers; the longest of the repository tasks. */
export const feature = scenario<Feature>({
  id: 'cli-feature',
  grouped: ['glm-5.1/1'],
  category: 'Repository Tasks',
  subcategory: 'Feature Implementation',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'duview', flag: '--json', unit: 'folder' },
      { name: 'logtop', flag: '--csv', unit: 'host' },
    ],
    'glm-5.1': [
      { name: 'duview', flag: '--json', unit: 'folder' },
      { name: 'envcheck', flag: '--json', unit: 'variable' },
    ],
  },
  prompt: (v) =>
    `Add a ${v.flag} option to ${v.name} that prints the same data for machines. Include tests and the README, and keep the default output as it is.`,
  files: (v) => ({
    [`${v.name}/__init__.py`]: '__version__ = "0.3.1"\n',
    [`${v.name}/__main__.py`]: 'from .cli import main\n\nraise SystemExit(main())\n',
    [`${v.name}/data.py`]: `"""Where the numbers come from. A fixed table here; the real one reads the system."""\n\nROWS = [\n    ("alpha", 1200, None),\n    ("beta \\"two\\"", 35, "old"),\n    ("größe", 7, None),\n]\n\n\ndef load(limit=None):\n    return ROWS[:limit]\n`,
    [`${v.name}/cli.py`]: `import argparse\n\nfrom .data import load\n\n\ndef table(rows):\n    width = max(len(name) for name, _, _ in rows)\n    return "\\n".join(f"{name:<{width}} {size:>6} {note or ''}".rstrip() for name, size, note in rows)\n\n\ndef main(argv=None):\n    parser = argparse.ArgumentParser(prog="${v.name}")\n    parser.add_argument("--limit", type=int, default=None)\n    args = parser.parse_args(argv)\n    print(table(load(args.limit)))\n    return 0\n`,
    'tests/__init__.py': '',
    'tests/test_cli.py': `import contextlib\nimport io\nimport unittest\n\nfrom ${v.name}.cli import main\n\n\ndef run(*argv):\n    out = io.StringIO()\n    with contextlib.redirect_stdout(out):\n        code = main(list(argv))\n    return code, out.getvalue()\n\n\nclass CliTest(unittest.TestCase):\n    def test_table(self):\n        code, out = run("--limit", "1")\n        self.assertEqual((code, out), (0, "alpha   1200\\n"))\n`,
    'README.md': `# ${v.name}\n\nShows every ${v.unit} with its size.\n\n## Options\n\n| option | meaning |\n|---|---|\n| \`--limit N\` | only the first N |\n`,
    'CONTRIBUTING.md':
      '# Contributing\n\n- every option has a test and a line in the README\n- run `make check` before you commit\n- output for machines ends with one newline and is stable in order\n',
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
    s.step(
      'The import is needed as well.',
      '',
      t.patch(
        'tests/test_cli.py',
        'import contextlib\nimport io\n',
        json ? 'import contextlib\nimport io\nimport json\n' : 'import contextlib\nimport csv\nimport io\n',
      ),
    );
    s.step('They must fail now.', '', t.sh('python3 -m unittest 2>&1 | tail -14'));
    s.step(`They fail because argparse doesn't know ${v.flag} yet, the right reason. Now the code.`, '', [
      t.patch(
        `${v.name}/cli.py`,
        'import argparse\n',
        json ? 'import argparse\nimport json\n' : 'import argparse\nimport csv\nimport io\n',
      ),
      t.patch(
        `${v.name}/cli.py`,
        'def main(argv=None):\n',
        json
          ? `def as_json(rows):\n    return json.dumps([{"name": n, "size": s, "note": x} for n, s, x in rows], ensure_ascii=False, indent=2)\n\n\ndef main(argv=None):\n`
          : `def as_csv(rows):\n    out = io.StringIO()\n    writer = csv.writer(out)\n    writer.writerow(("name", "size", "note"))\n    writer.writerows(rows)\n    return out.getvalue()\n\n\ndef main(argv=None):\n`,
      ),
      t.patch(
        `${v.name}/cli.py`,
        '    args = parser.parse_args(argv)\n    print(table(load(args.limit)))',
        `    parser.add_argument("${v.flag}", action="store_true", help="print ${format} for machines")\n    args = parser.parse_args(argv)\n    show = as_${format.toLowerCase()} if args.${format.toLowerCase()} else table\n    print(show(load(args.limit)))`,
      ),
    ]);
    s.step('', '', t.sh('python3 -m unittest 2>&1 | tail -16'));
    if (!json) {
      s.step(
        `Two failures, both about line ends: csv.writer writes "\\r\\n" by default, and print adds another newline after the one of the last row. lineterminator="\\n" and rstrip of the final newline.`,
        'Line ends: lineterminator and the extra newline.',
        t.patch(
          `${v.name}/cli.py`,
          '    writer = csv.writer(out)\n',
          '    writer = csv.writer(out, lineterminator="\\n")\n',
        ),
      );
      s.step(
        '',
        '',
        t.patch(
          `${v.name}/cli.py`,
          '    return out.getvalue()\n',
          '    return out.getvalue().rstrip("\\n")\n',
        ),
      );
      s.step('', '', t.sh('python3 -m unittest 2>&1 | tail -6'));
    }
    s.step(
      `Green. An edge case that the old code has, too: \`--limit 0\` gives no rows, and \`table\` calls max() of an empty sequence. What does ${v.flag} do there?`,
      'Edge case: no rows.',
      [
        t.sh(`python3 -m ${v.name} ${v.flag} --limit 0; echo "exit: $?"`),
        t.sh(`python3 -m ${v.name} --limit 0 2>&1 | tail -2; echo "exit: $?"`),
      ],
    );
    s.extra(
      `${v.flag} handles it, the table crashes with ValueError: max() arg is an empty sequence. That is an old bug in code I was told to keep as it is. Fixing a crash doesn't change any output that exists, but it wasn't asked for; I'll leave it and mention it.\n\nNow the README line.`,
      t.patch(
        'README.md',
        '| `--limit N` | only the first N |\n',
        `| \`--limit N\` | only the first N |\n| \`${v.flag}\` | the same data as ${format}, for machines |\n`,
      ),
    );
    if (!s.kimi)
      s.step(
        '',
        'README line.',
        t.patch(
          'README.md',
          '| `--limit N` | only the first N |\n',
          `| \`--limit N\` | only the first N |\n| \`${v.flag}\` | the same data as ${format}, for machines |\n`,
        ),
      );
    s.step(
      `\`make check\` as CONTRIBUTING demands, the default output compared with the committed version, and the diff as a whole.`,
      'Check and compare the default output.',
      [
        t.sh('make check && echo "check ok"'),
        t.sh(
          `python3 -m ${v.name} > new.txt; git stash -q; python3 -m ${v.name} > old.txt; git stash pop -q; cmp old.txt new.txt && echo same; rm old.txt new.txt; git status --short`,
        ),
        t.sh(`python3 -m ${v.name} ${v.flag}`),
      ],
    );
    s.extra(
      `Everything is as it should be. Commit on a branch with a message that says what and why.`,
      t.sh(
        `git switch -q -c ${format.toLowerCase()}-output && git add -A && git commit -q -m "Add ${v.flag}: the same rows for machines" && git show --stat --color=always HEAD | tail -6`,
      ),
    );
    s.answer(
      `Done. Mention the old crash with --limit 0.`,
      '',
      `\`${v.name} ${v.flag}\` prints the same rows as ${format}.\n\n- Two tests: content (quotes, umlauts, empty note) and \`--limit\`\n- README has the option; \`make check\` passes\n- The default output is byte for byte the same as before (compared)\n\nNot touched, but you should know: \`${v.name} --limit 0\` crashes in \`table\` with "max() arg is an empty sequence". It did so before; \`${v.flag}\` is not affected.`,
    );
  },
});
