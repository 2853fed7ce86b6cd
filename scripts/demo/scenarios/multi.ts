/** Multi-Tool: runs that need the web, the files, the shell and the memory together. */
import { scenario, t } from '../scenario';
import type { SimulatedWorld } from '../record/simulated';

interface Rates {
  readonly site: string;
  readonly what: string;
  readonly unit: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly file: string;
  readonly lines: readonly (readonly [string, number])[];
}

const rates = scenario<Rates>({
  id: 'web-to-report',
  category: 'Multi-Tool',
  subcategory: 'Research & Report',
  toolset: 'full',
  project: 'reports',
  variants: {
    kimi: [
      { site: 'https://rates.northbank.example/today', what: 'exchange rates', unit: 'EUR', rows: [['USD', '1.0872'], ['GBP', '0.8541'], ['JPY', '163.20'], ['CHF', '0.9612']], file: 'expenses.csv', lines: [['USD', 120.5], ['JPY', 8800], ['GBP', 64], ['CHF', 30], ['USD', 19.99]] },
      { site: 'https://energy.gridinfo.example/tariffs', what: 'tariffs', unit: 'ct', rows: [['day', '34.20'], ['night', '24.80'], ['solar', '8.10'], ['heat', '22.60']], file: 'meter.csv', lines: [['day', 210], ['night', 145], ['heat', 310], ['solar', 95]] },
      { site: 'https://freight.portside.example/prices', what: 'freight prices', unit: 'USD', rows: [['20ft', '1450'], ['40ft', '2310'], ['reefer', '3890'], ['pallet', '74.5']], file: 'bookings.csv', lines: [['20ft', 3], ['40ft', 2], ['pallet', 18], ['reefer', 1]] },
    ],
    'glm-5.1': [{ site: 'https://rates.northbank.example/today', what: 'exchange rates', unit: 'EUR', rows: [['USD', '1.0872'], ['GBP', '0.8541'], ['JPY', '163.20'], ['CHF', '0.9612']], file: 'expenses.csv', lines: [['USD', 120.5], ['JPY', 8800], ['GBP', 64], ['CHF', 30], ['USD', 19.99]] }],
  },
  prompt: (v) => `Get today's ${v.what} from ${v.site}, apply them to ${v.file}, and write report.md with a total. Remember the source for next time.`,
  files: (v) => ({ [v.file]: `kind,amount\n${v.lines.map(([k, n]) => `${k},${n}`).join('\n')}\n`, 'report-template.md': '# Report of {date}\n\n{table}\n\n**Total: {total}**\n\nSource: {source}\n' }),
  world: (v): SimulatedWorld => ({
    pages: {
      old: { url: v.site, title: 'Moved', outline: '- heading "This page has moved" [level=1]\n- link "Current prices and archive" [ref=e2]', links: { '@e2': 'now' } },
      now: { url: `${v.site}/2026-03-14`, title: v.what, outline: `- heading "${v.what}" [level=1]\n- text: Valid on 14 March 2026\n- button "Show table" [ref=e2]\n- img "chart"`, links: { '@e2': 'table' }, vision: 'A line chart over twelve months without readable numbers.' },
      table: { url: `${v.site}/2026-03-14#table`, title: v.what, outline: `- heading "${v.what}" [level=1]\n- text: Valid on 14 March 2026, unit ${v.unit}\n- table:\n${v.rows.map((r) => `  - row "${r.join(' | ')}"`).join('\n')}` },
    },
    memory: { memory: [], user: [] },
  }),
  run: (s, v) => {
    const divide = v.unit === 'EUR';
    const script = (column: string, op: string): string => `import csv, sys\n\nRATES = {${v.rows.map(([k, x]) => `"${k}": ${x}`).join(', ')}}\n\ntotal = 0.0\nrows = []\nfor row in csv.DictReader(open("${v.file}")):\n    value = float(row["${column}"]) ${op} RATES[row["kind"]]\n    total += value\n    rows.append(f'| {row["kind"]} | {row["amount"]} | {value:.2f} |')\ntable = "\\n".join(["| kind | amount | ${v.unit} |", "|---|---:|---:|", *rows])\ntext = open("report-template.md").read()\nprint(text.format(date="2026-03-14", table=table, total=f"{total:.2f} ${v.unit}", source="${v.site}/2026-03-14"), end="")\n`;
    s.step(`Several parts: fetch ${v.what}, compute, write a report, remember the source. I note them as a list and begin with what doesn't depend on anything: the page and the local files.`, '', [t.todo([['1', `Get the ${v.what}`, 'in_progress'], ['2', `Apply them to ${v.file}`, 'pending'], ['3', 'Write report.md', 'pending'], ['4', 'Remember the source', 'pending']]), t.go(v.site), t.read(v.file), t.read('report-template.md')]);
    s.step(`The page is titled "Moved". Snapshot.`, '', t.snapshot());
    s.step(`Follow the link to the current page.`, '', [t.click('@e2'), t.snapshot()]);
    s.extra(`There is a chart and a button "Show table". Maybe the screenshot already has the numbers.`, t.vision('Read the numbers from the chart or the table'));
    s.step(`No readable numbers in the picture; the table it is.`, 'Show the table.', [t.click('@e2'), t.snapshot(true)]);
    s.step(
      `Now I have the four values: ${v.rows.map(([k, x]) => `${k} ${x}`).join(', ')}. ${divide ? 'They are units of foreign currency per EUR, so I have to divide, not multiply.' : `They are prices per unit in ${v.unit}, so amount times price.`} I write a small script rather than computing by hand; it fills the template.`,
      divide ? 'Rates are per EUR: divide.' : 'Price per unit: multiply.',
      [t.todo([['1', `Get the ${v.what}`, 'completed'], ['2', `Apply them to ${v.file}`, 'in_progress']], true), t.write('report.py', script('value', divide ? '/' : '*'))],
    );
    s.step('', '', t.sh('python3 report.py > report.md; echo "exit: $?"; tail -3 report.md'));
    s.step(`KeyError 'value': the column is called "amount". And because of the redirection report.md now exists and is empty, I must not forget to write it again.`, 'The column is "amount".', t.patch('report.py', '"value"', '"amount"'));
    s.step('', '', t.sh('python3 report.py > report.md; echo "exit: $?"; cat report.md'));
    s.extra(`The report is there. Check the total with a second way: awk over the CSV with the values typed in by hand. If a factor were inverted I'd notice an order of magnitude.`, t.sh(`awk -F, 'NR > 1 { r["${v.rows[0]?.[0] ?? ''}"]=${v.rows[0]?.[1] ?? 1}; r["${v.rows[1]?.[0] ?? ''}"]=${v.rows[1]?.[1] ?? 1}; r["${v.rows[2]?.[0] ?? ''}"]=${v.rows[2]?.[1] ?? 1}; r["${v.rows[3]?.[0] ?? ''}"]=${v.rows[3]?.[1] ?? 1}; t += $2 ${divide ? '/' : '*'} r[$1] } END { printf "%.2f\\n", t }' ${v.file}`));
    s.step(`Both agree. Last item: remember the source. The address that works is the one with the date, and the old one has only a link; note the way, not today's address.`, 'Agree. Remember the source.', [t.remember('memory', `${v.what}: ${v.site} shows a link to the page of the day; press "Show table" there. ${divide ? 'Values are per EUR: divide.' : `Unit: ${v.unit}.`}`), t.todo([['2', `Apply them to ${v.file}`, 'completed'], ['3', 'Write report.md', 'completed'], ['4', 'Remember the source', 'completed']], true)]);
    const total = v.lines.reduce((sum, [k, n]) => {
      const rate = Number(v.rows.find(([key]) => key === k)?.[1] ?? 1);
      return sum + (divide ? n / rate : n * rate);
    }, 0);
    s.answer('', '', `report.md is written; the total is **${total.toFixed(2)} ${v.unit}**, checked with a second calculation.\n\n- The page you named has moved; the ${v.what} of 14 March 2026 are behind its link\n- ${divide ? 'The rates are given per euro, so amounts are divided' : `Prices are per unit in ${v.unit}`}\n- I noted the way to the page in memory\n\n\`report.py\` makes the report again when the values change.`);
  },
});

interface Migration {
  readonly app: string;
  readonly sections: readonly (readonly [name: string, pairs: readonly (readonly [string, string])[]])[];
}

/** A long run: configuration from INI to TOML, with every reader of it, and several failures on the way. */
const migration = scenario<Migration>({
  id: 'config-migration',
  category: 'Multi-Tool',
  subcategory: 'Migration',
  toolset: 'full',
  project: (v) => v.app,
  variants: {
    kimi: [
      { app: 'mailsort', sections: [['server', [['host', 'imap.example.org'], ['port', '993'], ['tls', 'yes']]], ['rules', [['max_age_days', '30'], ['folders', 'Inbox, Später, Archiv 2025']]]] },
      { app: 'birdcam', sections: [['camera', [['device', '/dev/video0'], ['fps', '12'], ['night', 'no']]], ['storage', [['keep_days', '14'], ['tags', 'Meise, Spatz, Käuzchen']]]] },
    ],
    'glm-5.1': [{ app: 'birdcam', sections: [['camera', [['device', '/dev/video0'], ['fps', '12'], ['night', 'no']]], ['storage', [['keep_days', '14'], ['tags', 'Meise, Spatz, Käuzchen']]]] }],
  },
  prompt: (v) => `Move ${v.app} from settings.ini to settings.toml: convert the file, adapt every reader, keep the tests green and note the convention in memory.`,
  files: (v) => {
    const [a, b] = v.sections;
    const s1 = a?.[0] ?? '';
    const s2 = b?.[0] ?? '';
    const [k1, k2, k3] = (a?.[1] ?? []).map(([k]) => k);
    const [l1, l2] = (b?.[1] ?? []).map(([k]) => k);
    return {
      'settings.ini': v.sections.map(([name, pairs]) => `[${name}]\n${pairs.map(([k, x]) => `${k} = ${x}`).join('\n')}\n`).join('\n'),
      [`${v.app}/__init__.py`]: '',
      [`${v.app}/main.py`]: `import configparser\n\n\ndef describe(path="settings.ini"):\n    cfg = configparser.ConfigParser()\n    cfg.read(path, encoding="utf-8")\n    s = cfg["${s1}"]\n    return f"{s['${k1}']} {s.getint('${k2}') * 2} {s.getboolean('${k3}')}"\n`,
      [`${v.app}/clean.py`]: `import configparser\n\n\ndef plan(path="settings.ini"):\n    cfg = configparser.ConfigParser()\n    cfg.read(path, encoding="utf-8")\n    s = cfg["${s2}"]\n    names = [x.strip() for x in s["${l2}"].split(",")]\n    return [(n, int(s["${l1}"])) for n in names]\n`,
      'bin/show.sh': `#!/bin/bash\n# prints one setting\ngrep "^$1 *=" settings.ini | cut -d= -f2 | sed 's/^ *//'\n`,
      'tests/__init__.py': '',
      'tests/test_app.py': `import subprocess\nimport unittest\n\nfrom ${v.app}.clean import plan\nfrom ${v.app}.main import describe\n\n\nclass AppTest(unittest.TestCase):\n    def test_describe(self):\n        self.assertIn(${JSON.stringify(a?.[1][0]?.[1] ?? '')}, describe())\n        self.assertTrue(describe().endswith(${JSON.stringify(a?.[1][2]?.[1] === 'yes' ? 'True' : 'False')}))\n\n    def test_plan(self):\n        self.assertEqual(len(plan()), 3)\n        self.assertIsInstance(plan()[0][1], int)\n\n    def test_shell(self):\n        out = subprocess.run(["bash", "bin/show.sh", "${k1}"], capture_output=True, text=True).stdout\n        self.assertEqual(out.strip(), ${JSON.stringify(a?.[1][0]?.[1] ?? '')})\n`,
    };
  },
  setup: () => ['printf "__pycache__/\\n" > .gitignore && git init -q -b main && git add -A && git commit -q -m Start'],
  world: () => ({ memory: { memory: ['Python here is 3.11 without pip.'], user: [] }, skills: [{ name: 'config-style', category: 'engineering', description: 'How configuration files look in our projects', content: '# Configuration\n\n- TOML, one file `settings.toml` in the root\n- lists are lists, not comma-separated strings; booleans are true/false\n- durations carry the unit in the name\n- readers go through one module `config.py`\n' }] }),
  run: (s, v) => {
    const [a, b] = v.sections;
    const s1 = a?.[0] ?? '';
    const s2 = b?.[0] ?? '';
    const [k1, k2, k3] = (a?.[1] ?? []).map(([k]) => k);
    const [l1, l2] = (b?.[1] ?? []).map(([k]) => k);
    const test = t.sh('python3 -m unittest 2>&1 | tail -22');
    s.step(`A migration in several steps. First: who reads settings.ini? And is there a convention for configuration files; skills may have one.`, 'Who reads it? Any convention?', [t.grep('settings\\.ini|configparser'), t.skills(), t.read('settings.ini')]);
    s.step(`Three readers: two Python modules and a shell script; plus a skill "config-style". Let me load the skill and run the tests for a baseline.`, '', [t.skill('config-style'), test]);
    s.step(`The convention: settings.toml, real lists and booleans, one module config.py. Baseline: 3 tests pass. Plan it.`, '', t.todo([['1', 'Convert the file', 'in_progress'], ['2', 'config.py as the only reader', 'pending'], ['3', 'Adapt both modules', 'pending'], ['4', 'Adapt bin/show.sh', 'pending'], ['5', 'Remove settings.ini, note the convention', 'pending']]));
    s.extra(`Now read the modules before I change them.`, [t.read(`${v.app}/main.py`), t.read(`${v.app}/clean.py`), t.read('bin/show.sh')]);
    s.step(
      `Convert. By hand would be possible, but a small script avoids typing errors; types by rule: digits → integer, yes/no → boolean, commas → list, else string.`,
      'Convert by script.',
      t.python(`import configparser, json\ncfg = configparser.ConfigParser()\ncfg.read('settings.ini', encoding='utf-8')\ndef value(x):\n    if x.isdigit(): return x\n    if x in ('yes', 'no'): return 'true' if x == 'yes' else 'false'\n    if ',' in x: return json.dumps([p.strip() for p in x.split(',')])\n    return json.dumps(x)\nwith open('settings.toml', 'w') as out:\n    for section in cfg.sections():\n        print(f'[{section}]', file=out)\n        for k, x in cfg[section].items():\n            print(f'{k} = {value(x)}', file=out)\n        print(file=out)\nprint(open('settings.toml').read())\n`),
    );
    s.step(
      `It works, but the umlauts became \\u escapes: json.dumps escapes non-ASCII by default. It is valid TOML, though ugly for people who edit the file. ensure_ascii=False, and encoding="utf-8" on writing.`,
      'Umlauts are escaped; ensure_ascii=False.',
      t.write('settings.toml', v.sections.map(([name, pairs]) => `[${name}]\n${pairs.map(([k, x]) => `${k} = ${/^\d+$/.test(x) ? x : x === 'yes' ? 'true' : x === 'no' ? 'false' : x.includes(', ') ? `[${x.split(', ').map((p) => `"${p}"`).join(', ')}]` : `"${x}"`}`).join('\n')}\n`).join('\n')),
    );
    s.step(`config.py, with tomllib from the standard library.`, '', t.write(`${v.app}/config.py`, `"""The only reader of settings.toml."""\nimport tomllib\n\n\ndef load(path="settings.toml"):\n    with open(path, encoding="utf-8") as file:\n        return tomllib.load(file)\n`));
    s.step(
      `Now the two modules. \`getint\` and \`getboolean\` go away, since TOML has types; the list needs no split.`,
      '',
      [
        t.write(`${v.app}/main.py`, `from .config import load\n\n\ndef describe(path="settings.toml"):\n    s = load(path)["${s1}"]\n    return f"{s['${k1}']} {s['${k2}'] * 2} {s['${k3}']}"\n`),
        t.write(`${v.app}/clean.py`, `from .config import load\n\n\ndef plan(path="settings.toml"):\n    s = load(path)["${s2}"]\n    return [(name, s["${l1}"]) for name in s["${l2}"]]\n`),
      ],
    );
    s.step('', '', test);
    s.step(`TypeError: tomllib wants a binary file, it decodes UTF-8 itself. Open with "rb".`, 'tomllib needs "rb".', t.patch(`${v.app}/config.py`, 'open(path, encoding="utf-8")', 'open(path, "rb")'));
    s.step('', '', test);
    s.step(
      `All three pass. But test_shell passes only because settings.ini is still there! Remove the old file, then it must fail.`,
      'The shell test still reads the old file. Remove it.',
      [t.sh('git rm -q settings.ini && ls'), test],
    );
    s.step(
      `Now it fails, as it should. The script greps "key = value" and doesn't know sections. With TOML strings there are quotes. Simplest: let Python read it, \`python3 -c\` with tomllib, looking through all sections for the key.`,
      'Let show.sh use tomllib.',
      t.write('bin/show.sh', `#!/bin/bash\n# prints one setting\npython3 - "$1" <<'PY'\nimport sys, tomllib\nfor section in tomllib.load(open("settings.toml", "rb")).values():\n    if sys.argv[1] in section:\n        print(section[sys.argv[1]])\nPY\n`),
    );
    s.step('', '', test);
    s.extra(`Green. Differences in behaviour that tests don't see: lists are printed as Python lists by show.sh, before as the raw text. Let me look.`, [t.sh(`bash bin/show.sh ${l2}; git show HEAD:settings.ini | grep ${l2}`), t.sh(`bash bin/show.sh ${k3}`)]);
    s.extra(`As feared: \`['…', '…']\` and \`True\` instead of "a, b" and "yes". Somebody may parse that. Print lists joined by ", " and booleans as yes/no, as before.`, t.patch('bin/show.sh', '        print(section[sys.argv[1]])', '        x = section[sys.argv[1]]\n        print(", ".join(x) if isinstance(x, list) else {True: "yes", False: "no"}.get(x, x) if isinstance(x, bool) else x)'));
    s.extra('', [t.sh(`for k in ${k1} ${k2} ${k3} ${l1} ${l2}; do bash bin/show.sh $k; done > new.txt; git show HEAD:settings.ini | grep = | cut -d= -f2 | sed 's/^ *//' | diff - new.txt && echo same; rm new.txt`), test]);
    s.step(`Are there mentions of the old file left, in docs or comments? And the final state of the repository.`, 'Any mention left?', [t.grep('settings\\.ini|configparser'), t.sh('git add -A && git status --short')]);
    s.step(`Nothing left. Note the convention in memory, finish the list.`, '', [t.remember('memory', `${v.app}: configuration is settings.toml, read only through ${v.app}/config.py (tomllib, open with "rb").`), t.todo([['1', 'Convert the file', 'completed'], ['2', 'config.py as the only reader', 'completed'], ['3', 'Adapt both modules', 'completed'], ['4', 'Adapt bin/show.sh', 'completed'], ['5', 'Remove settings.ini, note the convention', 'completed']])]);
    s.answer('', '', `${v.app} reads \`settings.toml\` now; \`settings.ini\` is gone and the tests pass.\n\n- \`${v.app}/config.py\` is the only reader, as our config-style skill asks\n- Lists and booleans are real ones in the file\n- \`bin/show.sh\` no longer greps; ${s.kimi ? 'its output is the same as before for every key (compared)' : 'it reads through tomllib'}\n\nOne trap I ran into: the test of the shell script stayed green as long as the old file existed, so I removed the file before trusting it. Everything is staged, not committed.`);
  },
});

interface Inventory {
  readonly topic: string;
  readonly dirs: readonly [string, string];
  readonly ext: string;
}

const inventory = scenario<Inventory>({
  id: 'inventory-delegate',
  category: 'Multi-Tool',
  subcategory: 'Research & Report',
  toolset: 'full',
  project: 'monorepo',
  variants: { kimi: [{ topic: 'TODO comments', dirs: ['web', 'api'], ext: 'js' }, { topic: 'FIXME comments', dirs: ['engine', 'tools'], ext: 'py' }], 'glm-5.1': [] },
  prompt: (v) => `Make an inventory of all ${v.topic} with their age in days, oldest first, and save it where we keep such lists.`,
  files: (v) => {
    const word = v.topic.split(' ')[0] ?? '';
    const c = v.ext === 'py' ? '#' : '//';
    return { [`${v.dirs[0]}/a.${v.ext}`]: `x = 1\n${c} ${word}: handle an empty list\ny = 2\n`, [`${v.dirs[0]}/b.${v.ext}`]: `${c} ${word}(perf): cache this\n`, [`${v.dirs[1]}/c.${v.ext}`]: `z = 3\n${c} ${word}: 日付の形式を確認する\n`, [`${v.dirs[1]}/todo_list.${v.ext}`]: `title = "${word} list"\n`, 'reports/README.md': '# Reports\n\nLists go here, named YYYY-MM-DD-topic.md\n' };
  },
  setup: () => ['git init -q -b main && export GIT_AUTHOR_DATE=2025-11-04T10:00:00Z && git add */a.* reports && git commit -q -m a && export GIT_AUTHOR_DATE=2026-01-20T10:00:00Z && git add */b.* && git commit -q -m b && export GIT_AUTHOR_DATE=2026-03-02T10:00:00Z && git add -A && git commit -q -m c'],
  world: () => ({ sessions: { report: [{ session_id: '20260120_091500_aa10', when: 'January 20, 2026', source: 'cli', summary: 'Lists and inventories are kept in reports/, named YYYY-MM-DD-topic.md; ages are computed with git blame.' }] } }),
  run: (s, v) => {
    const word = v.topic.split(' ')[0] ?? '';
    const name = `reports/2026-03-14-${word.toLowerCase()}.md`;
    const code = (flag: string): string => `import datetime, re, subprocess\nfound = []\nout = subprocess.run(['git', 'grep', '-n', '${flag}'], capture_output=True, text=True).stdout\nfor line in out.splitlines():\n    path, number, text = line.split(':', 2)\n    blame = subprocess.run(['git', 'blame', '--porcelain', '-L', f'{number},{number}', path], capture_output=True, text=True).stdout\n    when = datetime.datetime.fromtimestamp(int(re.search(r'^author-time (\\d+)', blame, re.M)[1]), datetime.timezone.utc)\n    age = (datetime.datetime(2026, 3, 14, tzinfo=datetime.timezone.utc) - when).days\n    found.append((age, path, number, text.strip()))\nfor age, path, number, text in sorted(found, reverse=True):\n    print(f'| {age} | {path}:{number} | {text} |')\n`;
    s.step(`"Where we keep such lists": I don't know where that is; past sessions may. Search there, and look at the comments meanwhile.`, '', [t.sessions('inventory report list location'), t.grep(word)]);
    s.step(`The session says: reports/, named YYYY-MM-DD-topic.md, ages by git blame. The search found ${v.dirs.length * 2} lines, one of which is a string, not a comment. Check the convention in the folder itself.`, '', [t.read('reports/README.md'), t.sh('git log --format="%as %s"')]);
    s.step(`Compute ages: git grep for the lines, git blame for the dates.`, '', t.python(code(word)));
    s.step(`One false hit: the title string in todo_list.${v.ext}. Only comments count: the word must follow a comment sign.`, 'Only comments.', t.python(code(`${v.ext === 'py' ? '#' : '//'} ${word}`)));
    s.step(`Three entries, ages plausible against the log (2025-11-04, 2026-01-20, 2026-03-02). Write the list.`, '', t.write(name, `# ${v.topic}, 14 March 2026\n\n| days | where | text |\n|---:|---|---|\n| 129 | ${v.dirs[0]}/a.${v.ext}:2 | handle an empty list |\n| 52 | ${v.dirs[0]}/b.${v.ext}:1 | (perf) cache this |\n| 11 | ${v.dirs[1]}/c.${v.ext}:2 | 日付の形式を確認する |\n`));
    s.step(`Compare what I wrote with the computed output; I typed the ages from it.`, '', [t.read(name), t.sh(`git grep -n '${v.ext === 'py' ? '#' : '//'} ${word}' | wc -l`)]);
    s.answer('', '', `There are three ${v.topic}; the list is in \`${name}\` (that is where session notes and reports/README.md say such lists go).\n\n1. 129 days: ${v.dirs[0]}/a.${v.ext}:2, handle an empty list\n2. 52 days: ${v.dirs[0]}/b.${v.ext}:1, cache this\n3. 11 days: ${v.dirs[1]}/c.${v.ext}:2, 日付の形式を確認する ("check the date format")\n\nA string with the word in \`todo_list.${v.ext}\` is not counted.`);
  },
});

export const MULTI = [rates, migration, inventory];
