import { scenario, t } from '../../scenario';

interface Rename {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export const rename = scenario<Rename>({
  id: 'rename-across',
  grouped: ['glm-5.1/1'],
  category: 'Repository Tasks',
  subcategory: 'Refactoring',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'ferry', from: 'fetch', to: 'download' },
      { name: 'quarry', from: 'parse', to: 'decode' },
    ],
    'glm-5.1': [
      { name: 'quarry', from: 'parse', to: 'decode' },
      { name: 'mosaic', from: 'paint', to: 'render' },
    ],
  },
  prompt: (v) =>
    `Rename the function ${v.from} to ${v.to} everywhere in ${v.name}, keep the old name working with a deprecation warning, and update the docs.`,
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
      [
        t.grep(`\\b${v.from}\\b`),
        t.grep(`${v.from}_all`, { output_mode: 'files_only' }),
        t.sh('python3 -m unittest 2>&1 | tail -4'),
      ],
    );
    s.step(
      `Observations: (1) \`${v.from}_all\` is a different name and should stay, a blind replace of "${v.from}" would hit it; \\b protects me only partly, since "_" is a word character, so \\b${v.from}\\b doesn't match ${v.from}_all. Good. (2) cli.py uses the name as a string in getattr; no refactoring tool would find it. (3) docs/guide.md has "re-${v.from}" in prose, which \\b does match. So no blind replace in the docs. Let me read the three files with peculiarities.`,
      'cli.py uses the name as a string; the guide has prose.',
      [t.read(`${v.name}/core.py`), t.read(`${v.name}/cli.py`), t.read('docs/guide.md')],
    );
    s.step(
      `Start with core.py. The old name stays as a thin wrapper that warns. The message in ValueError contains "${v.from}" as a word; rename it as well.`,
      '',
      t.sh(
        `sed -i 's/\\b${v.from}\\b/${v.to}/g' ${v.name}/core.py ${v.name}/cli.py README.md tests/test_core.py && git diff --stat`,
      ),
      'Code, tests and README can be replaced mechanically; the guide I do by hand.',
    );
    s.step(`Now the wrapper with the old name, and the exports.`, 'Wrapper and exports.', [
      t.patch(
        `${v.name}/core.py`,
        `def ${v.from}_all(items):`,
        `def ${v.from}(item, *, strict=False):\n    """Deprecated: use ${v.to}."""\n    warnings.warn("${v.from} is now called ${v.to}", DeprecationWarning, stacklevel=2)\n    return ${v.to}(item, strict=strict)\n\n\ndef ${v.from}_all(items):`,
      ),
      t.write(
        `${v.name}/__init__.py`,
        `from .core import ${v.from}, ${v.from}_all, ${v.to}\n\n__all__ = ["${v.from}", "${v.from}_all", "${v.to}"]\n`,
      ),
      t.patch('docs/guide.md', `Call \`${v.from}(item)\``, `Call \`${v.to}(item)\``),
    ]);
    s.step(
      `A test for the old name: it must still work and it must warn.`,
      '',
      t.patch(
        'tests/test_core.py',
        '    def test_all(self):',
        `    def test_old_name_warns(self):\n        from ${v.name} import ${v.from}\n        with self.assertWarns(DeprecationWarning):\n            self.assertEqual(${v.from}(" a "), "a")\n\n    def test_all(self):`,
      ),
    );
    s.step('', '', t.sh('python3 -W error::DeprecationWarning -m unittest 2>&1 | tail -14'));
    s.step(
      `NameError: I use \`warnings\` in core.py without importing it. With -W error I made warnings fatal, which is useful here: it also proves that nothing inside the package uses the old name.`,
      'Missing import.',
      t.patch(`${v.name}/core.py`, `def ${v.to}(item`, `import warnings\n\n\ndef ${v.to}(item`),
    );
    s.step('', '', [
      t.sh('python3 -W error::DeprecationWarning -m unittest 2>&1 | tail -5'),
      t.grep(`\\b${v.from}\\b`),
    ]);
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
