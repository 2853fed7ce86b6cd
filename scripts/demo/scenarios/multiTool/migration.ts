import { scenario, t } from '../../scenario';

interface Migration {
  readonly app: string;
  readonly sections: readonly (readonly [name: string, pairs: readonly (readonly [string, string])[]])[];
}

/** A long run: configuration from INI to TOML, with every reader of it, and several failures on the way. */
export const migration = scenario<Migration>({
  id: 'config-migration',
  grouped: true,
  category: 'Multi-Tool',
  subcategory: 'Migration',
  toolset: 'full',
  project: (v) => v.app,
  variants: {
    kimi: [
      {
        app: 'mailsort',
        sections: [
          [
            'server',
            [
              ['host', 'imap.example.org'],
              ['port', '993'],
              ['tls', 'yes'],
            ],
          ],
          [
            'rules',
            [
              ['max_age_days', '30'],
              ['folders', 'Inbox, Später, Archiv 2025'],
            ],
          ],
        ],
      },
      {
        app: 'birdcam',
        sections: [
          [
            'camera',
            [
              ['device', '/dev/video0'],
              ['fps', '12'],
              ['night', 'no'],
            ],
          ],
          [
            'storage',
            [
              ['keep_days', '14'],
              ['tags', 'Meise, Spatz, Käuzchen'],
            ],
          ],
        ],
      },
    ],
    'glm-5.1': [
      {
        app: 'birdcam',
        sections: [
          [
            'camera',
            [
              ['device', '/dev/video0'],
              ['fps', '12'],
              ['night', 'no'],
            ],
          ],
          [
            'storage',
            [
              ['keep_days', '14'],
              ['tags', 'Meise, Spatz, Käuzchen'],
            ],
          ],
        ],
      },
    ],
  },
  prompt: (v) =>
    `Move ${v.app} from settings.ini to settings.toml: convert the file, adapt every reader, keep the tests green and note the convention in memory.`,
  files: (v) => {
    const [a, b] = v.sections;
    const s1 = a?.[0] ?? '';
    const s2 = b?.[0] ?? '';
    const [k1, k2, k3] = (a?.[1] ?? []).map(([k]) => k);
    const [l1, l2] = (b?.[1] ?? []).map(([k]) => k);
    return {
      'settings.ini': v.sections
        .map(([name, pairs]) => `[${name}]\n${pairs.map(([k, x]) => `${k} = ${x}`).join('\n')}\n`)
        .join('\n'),
      [`${v.app}/__init__.py`]: '',
      [`${v.app}/main.py`]: `import configparser\n\n\ndef describe(path="settings.ini"):\n    cfg = configparser.ConfigParser()\n    cfg.read(path, encoding="utf-8")\n    s = cfg["${s1}"]\n    return f"{s['${k1}']} {s.getint('${k2}') * 2} {s.getboolean('${k3}')}"\n`,
      [`${v.app}/clean.py`]: `import configparser\n\n\ndef plan(path="settings.ini"):\n    cfg = configparser.ConfigParser()\n    cfg.read(path, encoding="utf-8")\n    s = cfg["${s2}"]\n    names = [x.strip() for x in s["${l2}"].split(",")]\n    return [(n, int(s["${l1}"])) for n in names]\n`,
      'bin/show.sh': `#!/bin/bash\n# prints one setting\ngrep "^$1 *=" settings.ini | cut -d= -f2 | sed 's/^ *//'\n`,
      'tests/__init__.py': '',
      'tests/test_app.py': `import subprocess\nimport unittest\n\nfrom ${v.app}.clean import plan\nfrom ${v.app}.main import describe\n\n\nclass AppTest(unittest.TestCase):\n    def test_describe(self):\n        self.assertIn(${JSON.stringify(a?.[1][0]?.[1] ?? '')}, describe())\n        self.assertTrue(describe().endswith(${JSON.stringify(a?.[1][2]?.[1] === 'yes' ? 'True' : 'False')}))\n\n    def test_plan(self):\n        self.assertEqual(len(plan()), 3)\n        self.assertIsInstance(plan()[0][1], int)\n\n    def test_shell(self):\n        out = subprocess.run(["bash", "bin/show.sh", "${k1}"], capture_output=True, text=True).stdout\n        self.assertEqual(out.strip(), ${JSON.stringify(a?.[1][0]?.[1] ?? '')})\n`,
    };
  },
  setup: () => [
    'printf "__pycache__/\\n" > .gitignore && git init -q -b main && git add -A && git commit -q -m Start',
  ],
  world: () => ({
    memory: { memory: ['Python here is 3.11 without pip.'], user: [] },
    skills: [
      {
        name: 'config-style',
        category: 'engineering',
        description: 'How configuration files look in our projects',
        content:
          '# Configuration\n\n- TOML, one file `settings.toml` in the root\n- lists are lists, not comma-separated strings; booleans are true/false\n- durations carry the unit in the name\n- readers go through one module `config.py`\n',
      },
    ],
  }),
  run: (s, v) => {
    const [a, b] = v.sections;
    const s1 = a?.[0] ?? '';
    const s2 = b?.[0] ?? '';
    const [k1, k2, k3] = (a?.[1] ?? []).map(([k]) => k);
    const [l1, l2] = (b?.[1] ?? []).map(([k]) => k);
    const test = t.sh('python3 -m unittest 2>&1 | tail -22');
    s.step(
      `A migration in several steps. First: who reads settings.ini? And is there a convention for configuration files; skills may have one.`,
      'Who reads it? Any convention?',
      [t.grep('settings\\.ini|configparser'), t.skills(), t.read('settings.ini')],
    );
    s.step(
      `Three readers: two Python modules and a shell script; plus a skill "config-style". Let me load the skill and run the tests for a baseline.`,
      '',
      [t.skill('config-style'), test],
    );
    s.step(
      `The convention: settings.toml, real lists and booleans, one module config.py. Baseline: 3 tests pass. Plan it.`,
      '',
      t.todo([
        ['1', 'Convert the file', 'in_progress'],
        ['2', 'config.py as the only reader', 'pending'],
        ['3', 'Adapt both modules', 'pending'],
        ['4', 'Adapt bin/show.sh', 'pending'],
        ['5', 'Remove settings.ini, note the convention', 'pending'],
      ]),
    );
    s.extra(`Now read the modules before I change them.`, [
      t.read(`${v.app}/main.py`),
      t.read(`${v.app}/clean.py`),
      t.read('bin/show.sh'),
    ]);
    s.step(
      `Convert. By hand would be possible, but a small script avoids typing errors; types by rule: digits → integer, yes/no → boolean, commas → list, else string.`,
      'Convert by script.',
      t.python(
        `import configparser, json\ncfg = configparser.ConfigParser()\ncfg.read('settings.ini', encoding='utf-8')\ndef value(x):\n    if x.isdigit(): return x\n    if x in ('yes', 'no'): return 'true' if x == 'yes' else 'false'\n    if ',' in x: return json.dumps([p.strip() for p in x.split(',')])\n    return json.dumps(x)\nwith open('settings.toml', 'w') as out:\n    for section in cfg.sections():\n        print(f'[{section}]', file=out)\n        for k, x in cfg[section].items():\n            print(f'{k} = {value(x)}', file=out)\n        print(file=out)\nprint(open('settings.toml').read())\n`,
      ),
    );
    s.step(
      `It works, but the umlauts became \\u escapes: json.dumps escapes non-ASCII by default. It is valid TOML, though ugly for people who edit the file. ensure_ascii=False, and encoding="utf-8" on writing.`,
      'Umlauts are escaped; ensure_ascii=False.',
      t.write(
        'settings.toml',
        v.sections
          .map(
            ([name, pairs]) =>
              `[${name}]\n${pairs
                .map(
                  ([k, x]) =>
                    `${k} = ${
                      /^\d+$/.test(x)
                        ? x
                        : x === 'yes'
                          ? 'true'
                          : x === 'no'
                            ? 'false'
                            : x.includes(', ')
                              ? `[${x
                                  .split(', ')
                                  .map((p) => `"${p}"`)
                                  .join(', ')}]`
                              : `"${x}"`
                    }`,
                )
                .join('\n')}\n`,
          )
          .join('\n'),
      ),
    );
    s.step(
      `config.py, with tomllib from the standard library.`,
      '',
      t.write(
        `${v.app}/config.py`,
        `"""The only reader of settings.toml."""\nimport tomllib\n\n\ndef load(path="settings.toml"):\n    with open(path, encoding="utf-8") as file:\n        return tomllib.load(file)\n`,
      ),
    );
    s.step(
      `Now the two modules. \`getint\` and \`getboolean\` go away, since TOML has types; the list needs no split.`,
      '',
      [
        t.write(
          `${v.app}/main.py`,
          `from .config import load\n\n\ndef describe(path="settings.toml"):\n    s = load(path)["${s1}"]\n    return f"{s['${k1}']} {s['${k2}'] * 2} {s['${k3}']}"\n`,
        ),
        t.write(
          `${v.app}/clean.py`,
          `from .config import load\n\n\ndef plan(path="settings.toml"):\n    s = load(path)["${s2}"]\n    return [(name, s["${l1}"]) for name in s["${l2}"]]\n`,
        ),
      ],
    );
    s.step('', '', test);
    s.step(
      `TypeError: tomllib wants a binary file, it decodes UTF-8 itself. Open with "rb".`,
      'tomllib needs "rb".',
      t.patch(`${v.app}/config.py`, 'open(path, encoding="utf-8")', 'open(path, "rb")'),
    );
    s.step('', '', test);
    s.step(
      `All three pass. But test_shell passes only because settings.ini is still there! Remove the old file, then it must fail.`,
      'The shell test still reads the old file. Remove it.',
      [t.sh('git rm -q settings.ini && ls'), test],
    );
    s.step(
      `Now it fails, as it should. The script greps "key = value" and doesn't know sections. With TOML strings there are quotes. Simplest: let Python read it, \`python3 -c\` with tomllib, looking through all sections for the key.`,
      'Let show.sh use tomllib.',
      t.write(
        'bin/show.sh',
        `#!/bin/bash\n# prints one setting\npython3 - "$1" <<'PY'\nimport sys, tomllib\nfor section in tomllib.load(open("settings.toml", "rb")).values():\n    if sys.argv[1] in section:\n        print(section[sys.argv[1]])\nPY\n`,
      ),
    );
    s.step('', '', test);
    s.extra(
      `Green. Differences in behaviour that tests don't see: lists are printed as Python lists by show.sh, before as the raw text. Let me look.`,
      [
        t.sh(`bash bin/show.sh ${l2}; git show HEAD:settings.ini | grep ${l2}`),
        t.sh(`bash bin/show.sh ${k3}`),
      ],
    );
    s.extra(
      `As feared: \`['…', '…']\` and \`True\` instead of "a, b" and "yes". Somebody may parse that. Print lists joined by ", " and booleans as yes/no, as before.`,
      t.patch(
        'bin/show.sh',
        '        print(section[sys.argv[1]])',
        '        x = section[sys.argv[1]]\n        print(", ".join(x) if isinstance(x, list) else {True: "yes", False: "no"}.get(x, x) if isinstance(x, bool) else x)',
      ),
    );
    s.extra('', [
      t.sh(
        `for k in ${k1} ${k2} ${k3} ${l1} ${l2}; do bash bin/show.sh $k; done > new.txt; git show HEAD:settings.ini | grep = | cut -d= -f2 | sed 's/^ *//' | diff - new.txt && echo same; rm new.txt`,
      ),
      test,
    ]);
    s.step(
      `Are there mentions of the old file left, in docs or comments? And the final state of the repository.`,
      'Any mention left?',
      [t.grep('settings\\.ini|configparser'), t.sh('git add -A && git status --short')],
    );
    s.step(`Nothing left. Note the convention in memory, finish the list.`, '', [
      t.remember(
        'memory',
        `${v.app}: configuration is settings.toml, read only through ${v.app}/config.py (tomllib, open with "rb").`,
      ),
      t.todo([
        ['1', 'Convert the file', 'completed'],
        ['2', 'config.py as the only reader', 'completed'],
        ['3', 'Adapt both modules', 'completed'],
        ['4', 'Adapt bin/show.sh', 'completed'],
        ['5', 'Remove settings.ini, note the convention', 'completed'],
      ]),
    ]);
    s.answer(
      '',
      '',
      `${v.app} reads \`settings.toml\` now; \`settings.ini\` is gone and the tests pass.\n\n- \`${v.app}/config.py\` is the only reader, as our config-style skill asks\n- Lists and booleans are real ones in the file\n- \`bin/show.sh\` no longer greps; ${s.kimi ? 'its output is the same as before for every key (compared)' : 'it reads through tomllib'}\n\nOne trap I ran into: the test of the shell script stayed green as long as the old file existed, so I removed the file before trusting it. Everything is staged, not committed.`,
    );
  },
});
