import { scenario, t } from '../../scenario';

interface Query {
  readonly db: string;
  readonly table: string;
  readonly key: string;
  readonly when: string;
  readonly view: string;
}

export const slowQuery = scenario<Query>({
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
