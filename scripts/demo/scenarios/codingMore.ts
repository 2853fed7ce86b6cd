/** Terminal & Coding, continued: queries, races, shells, money and time. */
import { scenario, t } from '../scenario';

interface Query {
  readonly db: string;
  readonly table: string;
  readonly key: string;
  readonly when: string;
  readonly view: string;
}

const slowQuery = scenario<Query>({
  id: 'slow-query',
  category: 'Terminal & Coding',
  subcategory: 'Performance',
  toolset: 'coding',
  project: (v) => v.db,
  variants: {
    kimi: [
      { db: 'shop', table: 'orders', key: 'customer', when: 'placed', view: 'the order history page' },
      { db: 'sensors', table: 'readings', key: 'station', when: 'taken', view: 'the station chart' },
    ],
    'glm-5.1': [
      { db: 'shop', table: 'orders', key: 'customer', when: 'placed', view: 'the order history page' },
      { db: 'library', table: 'loans', key: 'reader', when: 'due', view: 'the list of loans' },
    ],
  },
  prompt: (v) =>
    `The query behind ${v.view} is slow on ${v.db}.db. Find out why and make it fast without changing its result.`,
  files: (v) => ({
    'query.sql': `SELECT ${v.key}, count(*) AS n, max(${v.when}) AS latest\nFROM ${v.table}\nWHERE date(${v.when}) >= '2025-06-01' AND ${v.key} = 4711\nGROUP BY ${v.key};\n`,
    'make_db.py': `import random, sqlite3\nrandom.seed(7)\ndb = sqlite3.connect("${v.db}.db")\ndb.execute("CREATE TABLE ${v.table} (id INTEGER PRIMARY KEY, ${v.key} INTEGER, ${v.when} TEXT, amount INTEGER)")\nrows = ((random.randint(1, 5000), "202%d-%02d-%02d %02d:00" % (random.randint(3, 5), random.randint(1, 12), random.randint(1, 28), random.randint(0, 23)), random.randint(1, 900)) for _ in range(60000))\ndb.executemany("INSERT INTO ${v.table} (${v.key}, ${v.when}, amount) VALUES (?, ?, ?)", rows)\ndb.commit()\n`,
  }),
  setup: () => ['python3 make_db.py'],
  run: (s, v) => {
    const db = `${v.db}.db`;
    s.step(
      `I have been asked to speed up a query. First the facts: the query, the schema, the size of the table. All independent, so one step.`,
      'Query, schema, size.',
      [
        t.read('query.sql'),
        t.sh(`sqlite3 ${db} .schema`),
        t.sh(`sqlite3 ${db} "select count(*), min(${v.when}), max(${v.when}) from ${v.table}"`),
      ],
    );
    s.step(
      `60,000 rows, no index besides the primary key. The condition wraps the column in a function, \`date(${v.when})\`, so even an index on ${v.when} could not be used. Let me look at the query plan to confirm instead of guessing, and keep the result for comparison.`,
      'No index, and date() around the column. Confirm with the plan.',
      [
        t.sh(`(echo "EXPLAIN QUERY PLAN"; cat query.sql) | sqlite3 ${db}`),
        t.sh(`sqlite3 ${db} < query.sql | tee before.txt`),
      ],
    );
    s.step(
      `SCAN ${v.table}: a full table scan for one ${v.key}. An index on (${v.key}, ${v.when}) fits: equality first, then the range. Create it.`,
      `Index on (${v.key}, ${v.when}).`,
      t.sh(
        `sqlite3 ${db} "CREATE INDEX ${v.table}_by_${v.key} ON ${v.table} (${v.key}, ${v.when} DESC)" && (echo "EXPLAIN QUERY PLAN"; cat query.sql) | sqlite3 ${db}`,
      ),
    );
    s.step(
      `It uses the index for ${v.key} but only for the equality: "(${v.key}=?)". The date condition still runs on every row of that ${v.key}. To use the range, the column must stand bare: \`${v.when} >= '2025-06-01'\`. Is that equal? The values are texts of the form 'YYYY-MM-DD HH:MM', which sort like time, and '2025-06-01' is a prefix of the first minute of that day, so every time on that day is greater. Equal, as long as all values have that form. Verify that assumption on the data.`,
      'The range is not used because of date(). Check that all values have one form.',
      t.sh(
        `sqlite3 ${db} "select count(*) from ${v.table} where ${v.when} not glob '202[0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]' or ${v.when} is null"`,
      ),
      `The index is used for the equality only; \`date()\` hides the column from it. Before I rewrite the condition I check that the values allow it:`,
    );
    s.step(
      `0 rows differ from the form. Rewrite the condition.`,
      '',
      t.patch('query.sql', `WHERE date(${v.when}) >= '2025-06-01'`, `WHERE ${v.when} > '2025-06-01'`),
    );
    s.extra(
      `Wait, I wrote ">" instead of ">=". For a value with a time part it makes no difference, but a value that is only '2025-06-01' would be lost. There is none at the moment, but keep the meaning: ">=".`,
      t.patch('query.sql', `${v.when} > '2025-06-01'`, `${v.when} >= '2025-06-01'`),
    );
    s.step(`Compare the result with the one before, and see the plan.`, 'Compare results and the plan.', [
      t.sh(`sqlite3 ${db} < query.sql | diff - before.txt && echo identical`),
      t.sh(`(echo "EXPLAIN QUERY PLAN"; cat query.sql) | sqlite3 ${db}`),
    ]);
    s.extra(
      `Identical, and the plan says SEARCH with a COVERING INDEX on both columns. How much faster? Wall-clock times of a single run mean little on a small table; counting the rows that are visited is more honest. The number of rows for this ${v.key} after the date tells it.`,
      t.python(
        `import sqlite3\ndb = sqlite3.connect('${db}')\nall_rows = db.execute('select count(*) from ${v.table}').fetchone()[0]\none = db.execute('select count(*) from ${v.table} where ${v.key} = 4711').fetchone()[0]\nhit = db.execute("select count(*) from ${v.table} where ${v.key} = 4711 and ${v.when} >= '2025-06-01'").fetchone()[0]\nprint(f'rows visited: before {all_rows}, index only {one}, index and range {hit}')\n`,
      ),
    );
    s.answer(
      `I have everything: cause, two changes, proof that the result is the same. The index has a price on writes, mention it.`,
      '',
      `The query now reads a handful of index entries instead of all 60,000 rows; its result is identical (compared with \`diff\`).\n\n1. **No index**: created \`${v.table}_by_${v.key}\` on (${v.key}, ${v.when}).\n2. **\`date(${v.when})\`** hid the column from the index; the condition is now \`${v.when} >= '2025-06-01'\`. That is equivalent because all values have the form \`YYYY-MM-DD HH:MM\` (checked: 0 exceptions).\n\nPrice: one more index to maintain on every insert into \`${v.table}\`. The statement to put into a migration is in my third step.`,
    );
  },
});

interface Race {
  readonly name: string;
  readonly cls: string;
  readonly unit: string;
}

const asyncRace = scenario<Race>({
  id: 'async-race',
  grouped: ['kimi/0'],
  category: 'Terminal & Coding',
  subcategory: 'Debugging',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'seat-map', cls: 'SeatMap', unit: 'seat' },
      { name: 'voucher', cls: 'VoucherBook', unit: 'voucher' },
    ],
    'glm-5.1': [
      { name: 'voucher', cls: 'VoucherBook', unit: 'voucher' },
      { name: 'locker-room', cls: 'Lockers', unit: 'locker' },
      { name: 'seat-map', cls: 'SeatMap', unit: 'seat' },
    ],
  },
  prompt: (v) =>
    `node --test fails now and then in ${v.name}: the same ${v.unit} is given away twice. Fix the cause, not the test.`,
  files: (v) => ({
    'package.json': `{\n  "name": "${v.name}",\n  "type": "module",\n  "scripts": { "test": "node --test" }\n}\n`,
    'src/store.js': `/** Pretends to be a database: every access takes a turn of the event loop. */\nexport class Store {\n  #free;\n  constructor(n) { this.#free = Array.from({ length: n }, (_, i) => i + 1); }\n  async list() { await tick(); return [...this.#free]; }\n  async remove(id) { await tick(); this.#free = this.#free.filter((x) => x !== id); }\n}\nconst tick = () => new Promise((done) => setImmediate(done));\n`,
    'src/book.js': `export class ${v.cls} {\n  constructor(store) { this.store = store; }\n\n  /** Gives away the next free ${v.unit}. */\n  async take() {\n    const free = await this.store.list();\n    if (free.length === 0) throw new Error('no ${v.unit} left');\n    const id = free[0];\n    await this.store.remove(id);\n    return id;\n  }\n}\n`,
    'test/book.test.js': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.cls} } from '../src/book.js';\nimport { Store } from '../src/store.js';\n\ntest('gives away one after the other', async () => {\n  const book = new ${v.cls}(new Store(3));\n  assert.equal(await book.take(), 1);\n  assert.equal(await book.take(), 2);\n});\n\ntest('never gives the same ${v.unit} twice', async () => {\n  const book = new ${v.cls}(new Store(5));\n  const got = await Promise.all([book.take(), book.take(), book.take()]);\n  assert.equal(new Set(got).size, 3, \`got \${got}\`);\n});\n`,
  }),
  run: (s, v) => {
    s.step(
      `A test that fails "now and then" is usually a race. Let me run it first to see the message, and find the files at the same time.`,
      '',
      [t.sh('node --test 2>&1 | head -60'), t.find('*.js')],
    );
    s.step(
      `It fails right away: got 1,1,1. Three concurrent calls of take() all got the first ${v.unit}. Let me read the implementation and the store.`,
      'All three calls got number 1. Read the code.',
      [t.read('src/book.js'), t.read('src/store.js')],
    );
    s.step(
      `The cause is plain: \`take\` reads the list, then awaits, then removes. Between reading and removing, another call reads the same list: check-then-act. The user said to fix the cause, not the test.\n\nOptions: (1) an atomic operation in the store, (2) serialise \`take\` with a promise chain. With a real database (1) is right, but store.js stands for a database whose interface I shouldn't change without need. I'll take (2): each take waits for the previous one.`,
      'Check-then-act over an await. Serialise take().',
      t.patch(
        'src/book.js',
        `  async take() {\n    const free`,
        `  take() {\n    this.last = this.last.then(() => this.#takeNext());\n    return this.last;\n  }\n\n  async #takeNext() {\n    const free`,
      ),
      'This is check-then-act across an `await`: three calls read the list before the first one removes anything. I will serialise the calls.',
    );
    s.step(`Test.`, '', t.sh('node --test 2>&1 | head -50'));
    s.step(
      `A TypeError: \`this.last\` is undefined, I never initialised it in the constructor. Careless.`,
      'last was not initialised.',
      t.patch(
        'src/book.js',
        '{ this.store = store; }',
        '{\n    this.store = store;\n    this.last = Promise.resolve();\n  }',
      ),
    );
    s.step(
      `Again, and repeated 20 times, since the problem was said to be intermittent.`,
      '',
      t.sh(
        'for i in $(seq 20); do node --test >/dev/null 2>&1 && echo -n "ok " || echo -n "FAIL "; done; echo',
      ),
    );
    s.step(
      `20 of 20. But there is a flaw in what I wrote: if one \`take\` rejects ("no ${v.unit} left"), the chain is rejected forever and every later call fails with the same old error, even after something was returned to the store. Let me show it with a test before fixing it.`,
      'One rejection would poison the chain. Test that.',
      t.write(
        'test/recover.test.js',
        `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.cls} } from '../src/book.js';\nimport { Store } from '../src/store.js';\n\ntest('works again after it was empty', async () => {\n  const empty = new Store(0);\n  const book = new ${v.cls}(empty);\n  await assert.rejects(book.take(), /no ${v.unit} left/);\n  book.store = new Store(1);\n  assert.equal(await book.take(), 1);\n});\n`,
      ),
      'Stable now. One more thing: a rejected call must not block all later ones. A test for it:',
    );
    s.step('', '', t.sh('node --test test/recover.test.js 2>&1 | head -40'));
    s.step(
      `Confirmed: the second call fails with the first one's error. The chain must continue after an error; the caller still gets the rejection.`,
      'As feared. Continue the chain after errors.',
      t.patch(
        'src/book.js',
        '    this.last = this.last.then(() => this.#takeNext());\n    return this.last;',
        '    const taken = this.last.then(() => this.#takeNext());\n    this.last = taken.catch(() => {});\n    return taken;',
      ),
    );
    s.step(`Everything once more.`, '', [t.sh('node --test 2>&1 | tail -12'), t.read('src/book.js')]);
    s.answer(
      `All green. In the summary I should be honest about the limit: this protects one process only.`,
      '',
      `Fixed in \`src/book.js\`: \`take()\` now runs one call after the other, so a ${v.unit} is never given away twice.\n\nThe cause was a check-then-act over an \`await\`: several calls read the list of free ones before the first had removed its own. The tests pass 20 times in a row; I added one that makes sure a failed call does not block the following ones (my first version had that flaw).\n\nThis holds within one process. With several processes on one database the removal itself has to be atomic.`,
    );
  },
});

interface Shell {
  readonly script: string;
  readonly folder: string;
  readonly names: readonly string[];
}

const quoting = scenario<Shell>({
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

interface Money {
  readonly file: string;
  readonly what: string;
  readonly rows: readonly string[];
  readonly expected: string;
  /** What stops the program first, and what would stop it next. */
  readonly why: string;
}

const money = scenario<Money>({
  id: 'decimal-money',
  category: 'Terminal & Coding',
  subcategory: 'Data Processing',
  toolset: 'coding',
  project: 'ledger',
  variants: {
    kimi: [
      {
        file: 'invoices.csv',
        what: 'invoice',
        rows: [
          '1001;Müller & Söhne;19,99;19',
          '1002;Café Zentral;0,70;7',
          '1003;Bäckerei Öz;1.204,05;7',
          '1004;"Kern; Partner";2,675;19',
          '1005;Nord GmbH;10,10;19',
        ],
        expected: '1237.52',
        why: 'float("1.204.05") is rejected: the amount 1.204,05 has a thousands point. The line after it would fail as well, because one name contains a semicolon in quotes',
      },
    ],
    'glm-5.1': [
      {
        file: 'invoices.csv',
        what: 'invoice',
        rows: [
          '1001;Müller & Söhne;19,99;19',
          '1002;Café Zentral;0,70;7',
          '1003;Bäckerei Öz;1.204,05;7',
          '1004;"Kern; Partner";2,675;19',
          '1005;Nord GmbH;10,10;19',
        ],
        expected: '1237.52',
        why: 'float("1.204.05") is rejected: the amount 1.204,05 has a thousands point. The line after it would fail as well, because one name contains a semicolon in quotes',
      },
      {
        file: 'spenden.csv',
        what: 'donation',
        rows: ['1;Frühling;12,10;0', '2;"Sommer; Herbst";0,30;0', '3;Weiß;1.000,00;0', '4;Größe;0,10;0'],
        expected: '1012.50',
        why: 'one name contains a semicolon in quotes, so the split gives five parts. The next line would fail as well: 1.000,00 has a thousands point',
      },
    ],
  },
  prompt: (v) =>
    `total.py gives a wrong sum for ${v.file}. Correct it so that every cent is right, and add a test.`,
  files: (v) => ({
    [v.file]: `nr;name;betrag;steuer\n${v.rows.join('\n')}\n`,
    'total.py': `import sys\n\n\ndef total(path):\n    result = 0.0\n    for line in open(path).readlines()[1:]:\n        nr, name, amount, tax = line.split(";")\n        result += float(amount.replace(",", "."))\n    return result\n\n\nif __name__ == "__main__":\n    print(total(sys.argv[1]))\n`,
  }),
  run: (s, v) => {
    s.step(`Let me run the program to see the wrong sum, and read both the program and the data.`, '', [
      t.sh(`python3 total.py ${v.file}`),
      t.read('total.py'),
      t.read(v.file),
    ]);
    s.step(
      `It doesn't even get to a sum: ${v.why}. And it uses floats for money. The csv module and Decimal solve it. A test first, with sums that I compute independently.`,
      'csv module and Decimal; first an independent sum.',
      t.sh(
        `cut -d';' -f1 ${v.file} | tail -n +2 | wc -l; grep -o '[0-9.]*,[0-9]*' ${v.file} | tr -d . | tr , . | paste -sd+ | bc`,
      ),
      'Quoted semicolons, thousands points, and money as floats: three problems in one line. First an independent sum, from the shell:',
    );
    s.extra(
      `The number of rows agrees. I don't quite trust my grep, though: a number inside a name would be counted too. Let me list the amounts it found, and add them exactly with fractions.`,
      t.python(
        `from fractions import Fraction\nimport re\ntext = open('${v.file}', encoding='utf-8').read()\namounts = [m.replace('.', '').replace(',', '.') for m in re.findall(r'[\\d.]+,\\d+', text)]\nprint(amounts, float(sum(Fraction(a) for a in amounts)))\n`,
      ),
    );
    s.step(
      `Now the new version. Rounding: each amount is rounded to cents, half up, as is usual in accounting, before adding.`,
      '',
      [
        t.write(
          'total.py',
          `import csv\nimport sys\nfrom decimal import ROUND_HALF_UP, Decimal\n\nCENT = Decimal("0.01")\n\n\ndef amount(text: str) -> Decimal:\n    """'1.204,05' → Decimal('1204.05'), rounded half up to cents."""\n    return Decimal(text.replace(".", "").replace(",", ".")).quantize(CENT, ROUND_HALF_UP)\n\n\ndef total(path: str) -> Decimal:\n    with open(path, encoding="utf-8", newline="") as file:\n        return sum((amount(row["amount"]) for row in csv.DictReader(file, delimiter=";")), Decimal())\n\n\nif __name__ == "__main__":\n    print(total(sys.argv[1]))\n`,
        ),
        t.write(
          'test_total.py',
          `import unittest\nfrom decimal import Decimal\n\nfrom total import amount, total\n\n\nclass TotalTest(unittest.TestCase):\n    def test_amounts(self):\n        self.assertEqual(amount("1.204,05"), Decimal("1204.05"))\n        self.assertEqual(amount("2,675"), Decimal("2.68"))\n        self.assertEqual(amount("0,70"), Decimal("0.70"))\n\n    def test_file(self):\n        self.assertEqual(total("${v.file}"), Decimal("${v.expected}"))\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
        ),
      ],
    );
    s.step('Run the tests.', '', t.sh('python3 -m unittest 2>&1'));
    s.step(
      `KeyError: 'amount'. The header of the file is German: "betrag". I assumed a name instead of looking at line 1, which I had on the screen.`,
      'The column is called betrag.',
      t.patch('total.py', 'row["amount"]', 'row["betrag"]'),
    );
    s.step('', '', [t.sh('python3 -m unittest 2>&1'), t.sh(`python3 total.py ${v.file}`)]);
    s.answer(
      `Both pass and the sum agrees with the independent one, after rounding the one amount with three decimals. I should point at that amount: three decimals in a money column are suspicious.`,
      '',
      `\`python3 total.py ${v.file}\` prints **${v.expected}** now.\n\nThree things were wrong: names with a semicolon in quotes, the thousands point in amounts such as 1.204,05, and floats for money. It uses \`csv\` and \`Decimal\` now, with half-up rounding to cents, and has tests for all three.${v.what === 'invoice' ? '\n\nPlease check invoice 1004: its amount, 2,675, has three decimals. I round it to 2.68.' : ''}`,
    );
  },
});

interface Wait {
  readonly name: string;
  readonly marker: string;
  readonly cause: string;
}

/** A loop: the agent waits for a file that will never come, three times the same call. */
const waiting = scenario<Wait>({
  id: 'wait-for-build',
  grouped: ['kimi/0'],
  category: 'Terminal & Coding',
  subcategory: 'Build & Compilation',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'docsite', marker: 'build/.done', cause: 'mkdir' }],
    'glm-5.1': [
      { name: 'docsite', marker: 'build/.done', cause: 'mkdir' },
      { name: 'atlas-tiles', marker: 'out/.ready', cause: 'mkdir' },
    ],
  },
  prompt: (v) => `Start the build of ${v.name} in the background and tell me when ${v.marker} is there.`,
  files: (v) => ({
    'build.sh': `#!/bin/bash\necho "collecting pages"\nsleep 0.1\necho "rendering 48 of 48"\ntouch ${v.marker}\necho "done"\n`,
    'pages/index.md': '# Welcome\n',
    'pages/setup.md': '# Setup\n\nInstall, then run.\n',
  }),
  run: (s, v) => {
    const check = t.sh(`ls -l ${v.marker}`);
    s.step(
      `The user wants a background build and a message when ${v.marker} exists. Start it in the background.`,
      '',
      t.bg('bash build.sh'),
    );
    s.step(`Started. Let me check whether the marker is there already.`, '', check);
    s.step(`Not yet. The build may need a moment. Check again.`, 'Not yet.', check);
    s.step(`Still not there. I'll check again.`, 'Not yet.', check);
    s.extra(`Still nothing. Let me check once more, rendering can take a while.`, check);
    s.step(
      `The same answer every time. Repeating the call doesn't tell me anything new; I should have looked at the build itself. Is the process still running, and what did it print?`,
      'Looking at the file again is useless; look at the process.',
      [t.process('list'), t.process('log', { session_id: 'LAST' })],
      'I keep looking at a file instead of at the build. Its output:',
    );
    s.step(
      `The log has it: "touch: cannot touch '${v.marker}': No such file or directory", and then "done" all the same. The folder doesn't exist and build.sh ignores the error. It needs a mkdir -p, and \`set -e\` so that it never says "done" after an error again.`,
      'The folder is missing and errors are ignored.',
      t.patch('build.sh', '#!/bin/bash\n', `#!/bin/bash\nset -e\nmkdir -p "$(dirname ${v.marker})"\n`),
    );
    s.step('', '', t.bg('bash build.sh'));
    s.step(`This time wait for the process instead of polling the file.`, 'Wait for the process.', [
      t.process('wait', { session_id: 'LAST', timeout: 30 }),
      check,
    ]);
    s.answer(
      `The marker is there. Tell the user, including that I changed build.sh.`,
      '',
      `${v.marker} is there; the build is finished.\n\nThe first attempt could never have created it: the folder did not exist, and build.sh ignored the error and printed "done" anyway. I added \`mkdir -p\` and \`set -e\` to build.sh.`,
    );
  },
});

interface Zone {
  readonly fn: string;
  readonly zone: string;
  readonly day: string;
  readonly hours: number;
  readonly wrong: string;
}

const daylight = scenario<Zone>({
  id: 'daylight-saving',
  grouped: ['glm-5.1/1'],
  category: 'Terminal & Coding',
  subcategory: 'Debugging',
  toolset: 'coding',
  project: 'shifts',
  variants: {
    kimi: [{ fn: 'shiftHours', zone: 'Europe/Berlin', day: '2026-03-29', hours: 7, wrong: '8' }],
    'glm-5.1': [
      { fn: 'shiftHours', zone: 'Europe/Berlin', day: '2026-03-29', hours: 7, wrong: '8' },
      { fn: 'dutyHours', zone: 'America/New_York', day: '2026-11-01', hours: 9, wrong: '8' },
    ],
  },
  prompt: (v) =>
    `A night shift on ${v.day} is paid with ${v.wrong} hours, it should be ${v.hours}. Find the bug in hours.mjs and fix it.`,
  files: (v) => ({
    'hours.mjs': `/** Hours of a shift from start to end, local times of ${v.zone}, "YYYY-MM-DD HH:MM". */\nexport function ${v.fn}(start, end) {\n  const parse = (text) => Date.parse(text.replace(' ', 'T') + ':00Z');\n  return (parse(end) - parse(start)) / 3_600_000;\n}\n`,
    'hours.test.mjs': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.fn} } from './hours.mjs';\n\ntest('an ordinary night', () => {\n  assert.equal(${v.fn}('2026-02-10 22:00', '2026-02-11 06:00'), 8);\n});\n`,
  }),
  run: (s, v) => {
    const before = v.day === '2026-03-29' ? '2026-03-28 22:00' : '2026-10-31 22:00';
    s.step(
      `${v.day} is the night in which the clocks change in ${v.zone}, so the shift is really ${v.hours} hours long. I expect that the code ignores the time zone. Let me read it.`,
      `${v.day}: clocks change in ${v.zone}.`,
      [t.read('hours.mjs'), t.read('hours.test.mjs')],
    );
    s.step(
      `Confirmed: it appends "Z", so local times are read as UTC, which has no clock changes. First a failing test for this very night, and for the other change of the year too.`,
      'Reads local time as UTC. Failing test first.',
      t.patch(
        'hours.test.mjs',
        `test('an ordinary night'`,
        `test('the night of the clock change', () => {\n  assert.equal(${v.fn}('${before}', '${v.day} 06:00'), ${v.hours});\n});\n\ntest('an ordinary night'`,
      ),
    );
    s.step('', '', t.sh('node --test 2>&1 | head -40'));
    s.step(
      `It fails as it should. How do I get the offset of ${v.zone} at a local time without a library? Intl.DateTimeFormat with timeZoneName 'longOffset' gives the offset at an instant. Try it.`,
      'Use Intl for the offset.',
      t.sh(
        `node -e "const f = new Intl.DateTimeFormat('en', { timeZone: '${v.zone}', timeZoneName: 'longOffset' }); for (const d of ['2026-02-10T21:00Z', '${v.day}T12:00Z']) console.log(d, f.formatToParts(new Date(d)).find((p) => p.type === 'timeZoneName').value)"`,
      ),
    );
    s.step(
      `It works: the offset differs between the two. The local time → instant conversion: take the text as UTC, subtract the offset at that guess, and repeat once with the offset at the better guess; twice is enough except for times that don't exist.`,
      '',
      t.write(
        'hours.mjs',
        `const ZONE = '${v.zone}';\nconst format = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });\n\n/** Offset of the zone at an instant, in milliseconds. */\nfunction offsetAt(instant) {\n  const name = format.formatToParts(instant).find((p) => p.type === 'timeZoneName').value;\n  const [, sign, hours, minutes] = /GMT([+-])(\\d\\d):(\\d\\d)/.exec(name);\n  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;\n}\n\n/** Local time of the zone → instant. */\nfunction parse(text) {\n  const asUtc = Date.parse(text.replace(' ', 'T') + ':00Z');\n  const guess = asUtc - offsetAt(asUtc);\n  return asUtc - offsetAt(guess);\n}\n\n/** Hours of a shift from start to end, local times "YYYY-MM-DD HH:MM". */\nexport function ${v.fn}(start, end) {\n  return (parse(end) - parse(start)) / 3_600_000;\n}\n`,
      ),
    );
    s.step('Run the tests.', '', t.sh('node --test 2>&1 | tail -12'));
    s.extra(
      `Both pass. One trap I can think of: for a zone with offset 0 the name could be just "GMT" without digits, and then my regular expression would return null and throw. ${v.zone} never has offset 0, but the constant at the top invites people to change it. Let me try Europe/London in winter instead of guessing.`,
      t.sh(
        `sed "s#${v.zone}#Europe/London#" hours.mjs > london.mjs && node -e "import('./london.mjs').then((m) => console.log(m.${v.fn}('2026-02-10 22:00', '2026-02-11 06:00')))" 2>&1 | tail -8; rm london.mjs`,
      ),
      'Both pass. A zone with offset 0 needs a look:',
    );
    s.answer(
      `It prints 8, so the name has digits for offset 0 as well. My worry was unfounded. Done.`,
      '',
      `Fixed: the night of ${v.day} counts ${v.hours} hours.\n\nhours.mjs appended a \`Z\` to local times and so calculated in UTC, where clocks never change. It now looks up the offset of ${v.zone} for the start and the end separately. A test covers that night.${s.kimi ? ' Zones with offset 0 (London in winter) work too.' : ''}`,
    );
  },
});

export const CODING_MORE = [slowQuery, asyncRace, quoting, money, waiting, daylight];
