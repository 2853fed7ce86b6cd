import { scenario, t } from '../../scenario';
import type { Page } from '../../record/simulated';

interface Table {
  readonly site: string;
  readonly what: string;
  readonly columns: readonly [string, string, string];
  readonly rows: readonly (readonly [string, string, string])[];
  readonly question: string;
}

const TRAILS: Table = {
  site: 'https://trails.highland-park.example/list',
  what: 'trails',
  columns: ['name', 'km', 'climb'],
  question: 'the longest and the steepest one (climb per km)',
  rows: [
    ['Loch Round', '12.4', '180'],
    ['Old Quarry', '5.1', '240'],
    ['Ridge Walk', '17.9', '910'],
    ['Mill Path', '3.2', '20'],
    ['Pine Loop', '7.7', '150'],
    ['Heather Way', '9.8', '410'],
    ['Summit Direct', '6.3', '780'],
    ['Bridge & Burn', '4.4', '60'],
  ],
};

const FERRIES: Table = {
  site: 'https://ferries.norrland.example/departures',
  what: 'departures',
  columns: ['route', 'minutes', 'fare'],
  question: 'the shortest and the cheapest per minute',
  rows: [
    ['Norrvik – Sälö', '25', '60'],
    ['Sälö – Ytterö', '40', '75'],
    ['Norrvik – Ytterö', '70', '110'],
    ['Hamn – Lillö', '15', '45'],
    ['Lillö – Storö', '35', '90'],
    ['Hamn – Storö', '55', '120'],
  ],
};

const BOOKS: Table = {
  site: 'https://shelf.second-hand-books.example/japanese',
  what: 'books',
  columns: ['title', 'pages', 'price'],
  question: 'the cheapest and the best price per page',
  rows: [
    ['雪国', '176', '4.50'],
    ['こころ', '248', '5.20'],
    ['銀河鉄道の夜', '224', '6.00'],
    ['羅生門', '160', '3.90'],
    ['細雪', '936', '14.80'],
    ['草枕', '216', '4.80'],
  ],
};

/** A table over several pages: long, with a page that fails to load once. */
export const table = scenario<Table>({
  id: 'paged-table',
  category: 'Browser Automation',
  subcategory: 'Data Extraction',
  toolset: 'browser',
  project: 'workspace',
  variants: { kimi: [TRAILS, BOOKS], 'glm-5.1': [TRAILS, FERRIES] },
  prompt: (v) => `Collect all ${v.what} from ${v.site} into ${v.what}.csv and tell me ${v.question}.`,
  world: (v): { pages: Record<string, Page> } => {
    const pages: Record<string, Page> = {};
    const size = 2;
    const count = Math.ceil(v.rows.length / size);
    for (let i = 0; i < count; i += 1) {
      const rows = v.rows.slice(i * size, i * size + size);
      pages[`p${i}`] = {
        url: i === 0 ? v.site : `${v.site}?page=${i + 1}`,
        title: `All ${v.what}, page ${i + 1} of ${count}`,
        outline: `- heading "All ${v.what}" [level=1]\n- text: Page ${i + 1} of ${count}, ${v.rows.length} entries\n- table:\n  - row "${v.columns.join(' | ')}"\n${rows.map((r) => `  - row "${r.join(' | ')}"`).join('\n')}\n- navigation "Pages":\n  - link "Previous" [ref=e8]\n  - link "Next" [ref=e9]`,
        ...(i + 1 < count ? { links: { '@e9': `p${i + 1}` } } : {}),
        ...(i === 1 ? { broken: { '@e9': 'Click timed out after 10s: waiting for navigation' } } : {}),
      };
    }
    return { pages };
  },
  run: (s, v) => {
    const count = Math.ceil(v.rows.length / 2);
    s.step(
      `The user wants a complete table from a web page as CSV. Let me open it and see how it is built.`,
      '',
      t.go(v.site),
    );
    s.step('', '', t.snapshot(true));
    s.step(
      `Page 1 of ${count}, ${v.rows.length} entries in total, 2 per page. Maybe there is an export or a larger page size; the outline shows neither. The address may take a parameter, but let me use the "Next" link first, as a visitor would.`,
      `${count} pages, 2 entries each.`,
      [t.click('@e9'), t.snapshot(true)],
      `There are ${v.rows.length} entries on ${count} pages; I go through them one by one.`,
    );
    s.step(`Page 2. Next.`, '', t.click('@e9'));
    s.step(
      `The click timed out. Perhaps the site is slow. Am I still on page 2?`,
      'Timed out; where am I?',
      t.snapshot(),
    );
    s.step(
      `Still page 2. The links follow the pattern ?page=N, as the address of page 2 suggests. Go to page 3 directly instead of clicking again.`,
      'Go to page 3 by its address.',
      [t.go(`${v.site}?page=3`), t.snapshot(true)],
      'The link does not react; I open page 3 by its address.',
    );
    for (let i = 4; i <= count; i += 1) {
      s.step(`That worked; ${(i - 1) * 2} of ${v.rows.length} entries so far. Page ${i}.`, '', [
        t.go(`${v.site}?page=${i}`),
        t.snapshot(true),
      ]);
    }
    s.step(
      `All ${v.rows.length} entries are read. I write the CSV; a name could contain a comma, so I quote the first column.`,
      'Write the CSV.',
      t.write(
        `${v.what}.csv`,
        `${v.columns.join(',')}\n${v.rows.map(([a, b, c]) => `"${a}",${b},${c}`).join('\n')}\n`,
      ),
    );
    s.step(
      `Now the question: ${v.question}. Compute it from the file rather than in my head, and check the number of rows at the same time.`,
      'Compute from the file.',
      t.sh(
        `python3 - <<'PY'\nimport csv\nrows = list(csv.DictReader(open("${v.what}.csv", encoding="utf-8")))\nprint(len(rows), "rows")\nfor r in sorted(rows, key=lambda r: float(r["${v.columns[1]}"]))[:1] + sorted(rows, key=lambda r: -float(r["${v.columns[1]}"]))[:1]:\n    print(r)\nfor r in sorted(rows, key=lambda r: float(r["${v.columns[2]}"]) / float(r["${v.columns[1]}"])):\n    print(f'{float(r["${v.columns[2]}"]) / float(r["${v.columns[1]}"]):8.3f}', r["${v.columns[0]}"])\nPY`,
      ),
    );
    const ratio = (r: readonly [string, string, string]): number => Number(r[2]) / Number(r[1]);
    const byRatio = [...v.rows].toSorted((a, b) => ratio(a) - ratio(b));
    const bySize = [...v.rows].toSorted((a, b) => Number(a[1]) - Number(b[1]));
    const cheapest = [...v.rows].toSorted((a, b) => Number(a[2]) - Number(b[2]))[0];
    const first = v === TRAILS ? bySize.at(-1) : v === FERRIES ? bySize[0] : cheapest;
    const second = v === TRAILS ? byRatio.at(-1) : byRatio[0];
    s.answer(
      `${v.rows.length} rows, as the page announced. I can answer.`,
      '',
      `All ${v.rows.length} ${v.what} are in \`${v.what}.csv\` (${v.columns.join(', ')}).\n\n${v.question.charAt(0).toUpperCase()}${v.question.slice(1)}: **${first?.[0] ?? ''}** (${first?.[1] ?? ''} ${v.columns[1]}, ${first?.[2] ?? ''} ${v.columns[2]}) and **${second?.[0] ?? ''}** (${second === undefined ? '' : ratio(second).toFixed(2)} ${v.columns[2]} per ${v.columns[1] === 'km' ? 'km' : v.columns[1].replace(/s$/, '')}).\n\nThe "Next" link of page 2 did not work, so I opened the later pages by their address; the number of rows agrees with the one shown on the page.`,
    );
  },
});
