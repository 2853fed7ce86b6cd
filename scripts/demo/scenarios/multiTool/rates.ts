import { scenario, t } from '../../scenario';
import type { SimulatedWorld } from '../../record/simulated';

interface Rates {
  readonly site: string;
  readonly what: string;
  readonly unit: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly file: string;
  readonly lines: readonly (readonly [string, number])[];
}

export const rates = scenario<Rates>({
  id: 'web-to-report',
  category: 'Multi-Tool',
  subcategory: 'Research & Report',
  toolset: 'full',
  project: 'reports',
  variants: {
    kimi: [
      {
        site: 'https://rates.northbank.example/today',
        what: 'exchange rates',
        unit: 'EUR',
        rows: [
          ['USD', '1.0872'],
          ['GBP', '0.8541'],
          ['JPY', '163.20'],
          ['CHF', '0.9612'],
        ],
        file: 'expenses.csv',
        lines: [
          ['USD', 120.5],
          ['JPY', 8800],
          ['GBP', 64],
          ['CHF', 30],
          ['USD', 19.99],
        ],
      },
      {
        site: 'https://energy.gridinfo.example/tariffs',
        what: 'tariffs',
        unit: 'ct',
        rows: [
          ['day', '34.20'],
          ['night', '24.80'],
          ['solar', '8.10'],
          ['heat', '22.60'],
        ],
        file: 'meter.csv',
        lines: [
          ['day', 210],
          ['night', 145],
          ['heat', 310],
          ['solar', 95],
        ],
      },
      {
        site: 'https://freight.portside.example/prices',
        what: 'freight prices',
        unit: 'USD',
        rows: [
          ['20ft', '1450'],
          ['40ft', '2310'],
          ['reefer', '3890'],
          ['pallet', '74.5'],
        ],
        file: 'bookings.csv',
        lines: [
          ['20ft', 3],
          ['40ft', 2],
          ['pallet', 18],
          ['reefer', 1],
        ],
      },
    ],
    'glm-5.1': [
      {
        site: 'https://rates.northbank.example/today',
        what: 'exchange rates',
        unit: 'EUR',
        rows: [
          ['USD', '1.0872'],
          ['GBP', '0.8541'],
          ['JPY', '163.20'],
          ['CHF', '0.9612'],
        ],
        file: 'expenses.csv',
        lines: [
          ['USD', 120.5],
          ['JPY', 8800],
          ['GBP', 64],
          ['CHF', 30],
          ['USD', 19.99],
        ],
      },
    ],
  },
  prompt: (v) =>
    `Get today's ${v.what} from ${v.site}, apply them to ${v.file}, and write report.md with a total. Remember the source for next time.`,
  files: (v) => ({
    [v.file]: `kind,amount\n${v.lines.map(([k, n]) => `${k},${n}`).join('\n')}\n`,
    'report-template.md': '# Report of {date}\n\n{table}\n\n**Total: {total}**\n\nSource: {source}\n',
  }),
  world: (v): SimulatedWorld => ({
    pages: {
      old: {
        url: v.site,
        title: 'Moved',
        outline: '- heading "This page has moved" [level=1]\n- link "Current prices and archive" [ref=e2]',
        links: { '@e2': 'now' },
      },
      now: {
        url: `${v.site}/2026-03-14`,
        title: v.what,
        outline: `- heading "${v.what}" [level=1]\n- text: Valid on 14 March 2026\n- button "Show table" [ref=e2]\n- img "chart"`,
        links: { '@e2': 'table' },
        vision: 'A line chart over twelve months without readable numbers.',
      },
      table: {
        url: `${v.site}/2026-03-14#table`,
        title: v.what,
        outline: `- heading "${v.what}" [level=1]\n- text: Valid on 14 March 2026, unit ${v.unit}\n- table:\n${v.rows.map((r) => `  - row "${r.join(' | ')}"`).join('\n')}`,
      },
    },
    memory: { memory: [], user: [] },
  }),
  run: (s, v) => {
    const divide = v.unit === 'EUR';
    const script = (column: string, op: string): string =>
      `import csv, sys\n\nRATES = {${v.rows.map(([k, x]) => `"${k}": ${x}`).join(', ')}}\n\ntotal = 0.0\nrows = []\nfor row in csv.DictReader(open("${v.file}")):\n    value = float(row["${column}"]) ${op} RATES[row["kind"]]\n    total += value\n    rows.append(f'| {row["kind"]} | {row["amount"]} | {value:.2f} |')\ntable = "\\n".join(["| kind | amount | ${v.unit} |", "|---|---:|---:|", *rows])\ntext = open("report-template.md").read()\nprint(text.format(date="2026-03-14", table=table, total=f"{total:.2f} ${v.unit}", source="${v.site}/2026-03-14"), end="")\n`;
    s.step(
      `Several parts: fetch ${v.what}, compute, write a report, remember the source. I note them as a list and begin with what doesn't depend on anything: the page and the local files.`,
      '',
      [
        t.todo([
          ['1', `Get the ${v.what}`, 'in_progress'],
          ['2', `Apply them to ${v.file}`, 'pending'],
          ['3', 'Write report.md', 'pending'],
          ['4', 'Remember the source', 'pending'],
        ]),
        t.go(v.site),
        t.read(v.file),
        t.read('report-template.md'),
      ],
    );
    s.step(`The page is titled "Moved". Snapshot.`, '', t.snapshot());
    s.step(`Follow the link to the current page.`, '', [t.click('@e2'), t.snapshot()]);
    s.extra(
      `There is a chart and a button "Show table". Maybe the screenshot already has the numbers.`,
      t.vision('Read the numbers from the chart or the table'),
    );
    s.step(`No readable numbers in the picture; the table it is.`, 'Show the table.', [
      t.click('@e2'),
      t.snapshot(true),
    ]);
    s.step(
      `Now I have the four values: ${v.rows.map(([k, x]) => `${k} ${x}`).join(', ')}. ${divide ? 'They are units of foreign currency per EUR, so I have to divide, not multiply.' : `They are prices per unit in ${v.unit}, so amount times price.`} I write a small script rather than computing by hand; it fills the template.`,
      divide ? 'Rates are per EUR: divide.' : 'Price per unit: multiply.',
      [
        t.todo(
          [
            ['1', `Get the ${v.what}`, 'completed'],
            ['2', `Apply them to ${v.file}`, 'in_progress'],
          ],
          true,
        ),
        t.write('report.py', script('value', divide ? '/' : '*')),
      ],
    );
    s.step('', '', t.sh('python3 report.py > report.md; echo "exit: $?"; tail -3 report.md'));
    s.step(
      `KeyError 'value': the column is called "amount". And because of the redirection report.md now exists and is empty, I must not forget to write it again.`,
      'The column is "amount".',
      t.patch('report.py', '"value"', '"amount"'),
    );
    s.step('', '', t.sh('python3 report.py > report.md; echo "exit: $?"; cat report.md'));
    s.extra(
      `The report is there. Check the total with a second way: awk over the CSV with the values typed in by hand. If a factor were inverted I'd notice an order of magnitude.`,
      t.sh(
        `awk -F, 'NR > 1 { r["${v.rows[0]?.[0] ?? ''}"]=${v.rows[0]?.[1] ?? 1}; r["${v.rows[1]?.[0] ?? ''}"]=${v.rows[1]?.[1] ?? 1}; r["${v.rows[2]?.[0] ?? ''}"]=${v.rows[2]?.[1] ?? 1}; r["${v.rows[3]?.[0] ?? ''}"]=${v.rows[3]?.[1] ?? 1}; t += $2 ${divide ? '/' : '*'} r[$1] } END { printf "%.2f\\n", t }' ${v.file}`,
      ),
    );
    s.step(
      `Both agree. Last item: remember the source. The address that works is the one with the date, and the old one has only a link; note the way, not today's address.`,
      'Agree. Remember the source.',
      [
        t.remember(
          'memory',
          `${v.what}: ${v.site} shows a link to the page of the day; press "Show table" there. ${divide ? 'Values are per EUR: divide.' : `Unit: ${v.unit}.`}`,
        ),
        t.todo(
          [
            ['2', `Apply them to ${v.file}`, 'completed'],
            ['3', 'Write report.md', 'completed'],
            ['4', 'Remember the source', 'completed'],
          ],
          true,
        ),
      ],
    );
    const total = v.lines.reduce((sum, [k, n]) => {
      const rate = Number(v.rows.find(([key]) => key === k)?.[1] ?? 1);
      return sum + (divide ? n / rate : n * rate);
    }, 0);
    s.answer(
      '',
      '',
      `report.md is written; the total is **${total.toFixed(2)} ${v.unit}**, checked with a second calculation.\n\n- The page you named has moved; the ${v.what} of 14 March 2026 are behind its link\n- ${divide ? 'The rates are given per euro, so amounts are divided' : `Prices are per unit in ${v.unit}`}\n- I noted the way to the page in memory\n\n\`report.py\` makes the report again when the values change.`,
    );
  },
});
