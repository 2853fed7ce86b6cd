/** Browser Automation: small sites we wrote, seen through the outline that the agent gets. */
import { scenario, t } from '../scenario';
import type { Page } from '../record/simulated';

interface Docs {
  readonly site: string;
  readonly product: string;
  readonly prompt: string;
  readonly search: string;
  readonly wrongTitle: string;
  readonly rightTitle: string;
  readonly option: string;
  readonly facts: string;
  readonly answer: string;
}

const docs = scenario<Docs>({
  id: 'docs-search',
  category: 'Browser Automation',
  subcategory: 'Information Retrieval',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [
      { site: 'https://docs.kestrel-queue.example', product: 'Kestrel Queue', prompt: 'Find out in the Kestrel Queue documentation how to limit the number of retries of a job, and what the default is.', search: 'retry limit', wrongTitle: 'Retry policy (client SDK)', rightTitle: 'Job options', option: 'max_attempts', facts: '- row "max_attempts | integer | 25 | Attempts before a job is moved to the dead letter queue. 0 means no retry."\n- row "backoff | string | exponential | Waiting time between attempts."\n- row "unique_for | duration | - | Reject a job with the same arguments within this time."\n- text: Changed in 3.2: the default of max_attempts was 5 before.', answer: '`max_attempts`, default **25** (5 before version 3.2). 0 means no retry; after the last attempt the job goes to the dead letter queue.' },
      { site: 'https://handbook.fjord-db.example', product: 'Fjord DB', prompt: 'How do I make Fjord DB write its slow query log as JSON? Look it up in the handbook.', search: 'slow query log json', wrongTitle: 'Reading the slow query log', rightTitle: 'Logging settings', option: 'log.slow.format', facts: '- row "log.slow.enabled | boolean | false | Write queries that exceed the threshold."\n- row "log.slow.threshold | duration | 500ms | Queries slower than this are written."\n- row "log.slow.format | text, json | text | Format of the entries. Needs a restart."\n- text: Entries of both formats go to the same file; rotate it before you change the format.', answer: 'Set `log.slow.format: json` (and `log.slow.enabled: true`, it is off by default). It needs a restart; rotate the file first, because both formats go to the same file.' },
    ],
    'glm-5.1': [
      { site: 'https://docs.kestrel-queue.example', product: 'Kestrel Queue', prompt: 'Find out in the Kestrel Queue documentation how to limit the number of retries of a job, and what the default is.', search: 'retry limit', wrongTitle: 'Retry policy (client SDK)', rightTitle: 'Job options', option: 'max_attempts', facts: '- row "max_attempts | integer | 25 | Attempts before a job is moved to the dead letter queue. 0 means no retry."\n- row "backoff | string | exponential | Waiting time between attempts."\n- row "unique_for | duration | - | Reject a job with the same arguments within this time."\n- text: Changed in 3.2: the default of max_attempts was 5 before.', answer: '`max_attempts`, default **25** (5 before version 3.2). 0 means no retry; after the last attempt the job goes to the dead letter queue.' },
      { site: 'https://learn.papermill-cms.example', product: 'Papermill', prompt: 'Look up in the Papermill documentation how images are resized on upload and whether it can be switched off.', search: 'resize images', wrongTitle: 'Image galleries', rightTitle: 'Upload settings', option: 'uploads.resize', facts: '- row "uploads.resize | boolean | true | Scale images down on upload."\n- row "uploads.max_edge | integer | 2400 | Longest edge in pixels after scaling."\n- text: Originals are not kept. Switch uploads.resize off to keep them.', answer: 'Images are scaled to a longest edge of 2400 px (`uploads.max_edge`) and originals are not kept. `uploads.resize: false` switches it off.' },
    ],
  },
  prompt: (v) => v.prompt,
  world: (v): { pages: Record<string, Page> } => ({
    pages: {
      home: { url: `${v.site}/`, title: `${v.product} documentation`, outline: `- banner:\n  - link "${v.product}" [ref=e1]\n  - searchbox "Search the docs" [ref=e2]\n  - button "Toggle theme" [ref=e3]\n- dialog "We use cookies" [ref=e4]:\n  - button "Accept" [ref=e5]\n  - button "Only necessary" [ref=e6]\n- heading "${v.product} documentation" [level=1]\n- navigation "Sections":\n  - link "Getting started" [ref=e7]\n  - link "Guides" [ref=e8]\n  - link "Reference" [ref=e9]\n  - link "Changelog" [ref=e10]`, links: { '@e6': 'clean', '@e9': 'reference' }, broken: { '@e2': 'Click intercepted: element is covered by dialog "We use cookies"' } },
      clean: { url: `${v.site}/`, title: `${v.product} documentation`, outline: `- banner:\n  - link "${v.product}" [ref=e1]\n  - searchbox "Search the docs" [ref=e2]\n  - button "Toggle theme" [ref=e3]\n- heading "${v.product} documentation" [level=1]\n- navigation "Sections":\n  - link "Getting started" [ref=e4]\n  - link "Guides" [ref=e5]\n  - link "Reference" [ref=e6]\n  - link "Changelog" [ref=e7]`, links: { Enter: 'results', '@e6': 'reference' } },
      results: { url: `${v.site}/search?q=${encodeURIComponent(v.search)}`, title: `Search: ${v.search}`, outline: `- heading "3 results for '${v.search}'" [level=1]\n- list:\n  - link "${v.wrongTitle}" [ref=e3]\n    - text: Guides. How to read and interpret …\n  - link "Changelog" [ref=e4]\n    - text: 3.2 Changed defaults …\n  - link "${v.rightTitle}" [ref=e5]\n    - text: Reference. All settings with their defaults …`, links: { '@e3': 'wrong', '@e5': 'right' } },
      wrong: { url: `${v.site}/guides/${v.wrongTitle.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`, title: v.wrongTitle, outline: `- heading "${v.wrongTitle}" [level=1]\n- text: This page explains the concepts. For the settings themselves see the reference.\n- link "Back to the guides" [ref=e3]` },
      right: { url: `${v.site}/reference/${v.rightTitle.toLowerCase().replaceAll(' ', '-')}`, title: v.rightTitle, outline: `- heading "${v.rightTitle}" [level=1]\n- navigation "On this page":\n  - link "Overview" [ref=e3]\n  - link "All settings" [ref=e4]\n- text: The settings are read at start. Durations are written as 500ms, 10s or 2h.`, below: `- heading "All settings" [level=2]\n- table "Settings":\n- row "name | type | default | meaning"\n${v.facts}\n- link "Edit this page" [ref=e7]` },
    },
  }),
  run: (s, v) => {
    s.step(`I need to look it up in the documentation of ${v.product}. The site isn't named exactly; the usual address would be ${v.site}. Let me open it.`, '', t.go(`${v.site}/`));
    s.step(`The page is open. Let me take a snapshot to find the search box.`, '', t.snapshot());
    s.step(
      `There is a search box, @e2, and a cookie dialog. Click into the search box and type "${v.search}".`,
      '',
      t.click('@e2'),
    );
    s.step(
      `The dialog covers the page. I choose "Only necessary" (@e6): no reason to accept more on behalf of the user.`,
      'Dismiss the cookie dialog.',
      [t.click('@e6'), t.snapshot()],
      'A cookie dialog is in the way; I choose "Only necessary".',
    );
    s.step(`The dialog is gone and the refs are the same for the search box. Type and submit.`, '', [t.type('@e2', v.search), t.press('Enter')]);
    s.step(`Let me look at the results.`, '', t.snapshot());
    s.extra(`Three results. The first one, "${v.wrongTitle}", is the top match, so let me open it first.`, [t.click('@e3'), t.snapshot(true)]);
    s.extra(`This page only explains concepts and points to the reference. Back to the results.`, t.back());
    s.step(`"${v.rightTitle}" is in the reference, with all settings and their defaults. That's what I need.`, 'The reference page has the settings.', t.click('@e5'));
    s.step(`The visible part is only an introduction; the table is further down. Scroll and take a full snapshot.`, '', [t.scroll('down'), t.snapshot(true)]);
    s.answer(
      `There it is: ${v.option}, with its default and a remark about it. I have the answer from the reference page, no need to go on.`,
      '',
      `${v.answer}\n\nSource: the page "${v.rightTitle}" in the ${v.product} reference (${v.site}/reference/${v.rightTitle.toLowerCase().replaceAll(' ', '-')}).`,
    );
  },
});

interface Form {
  readonly site: string;
  readonly what: string;
  readonly prompt: string;
  readonly fields: readonly (readonly [label: string, value: string])[];
  readonly bad: readonly [field: number, wrong: string, message: string];
  readonly number: string;
}

const form = scenario<Form>({
  id: 'fill-form',
  category: 'Browser Automation',
  subcategory: 'Form Filling',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [
      { site: 'https://rooms.citylibrary.example/book', what: 'room', prompt: 'Book the small meeting room of the city library for 20 March 2026, 14 to 16 o\'clock, 6 people. The details are in booking.txt.', fields: [['Date', '2026-03-20'], ['From', '14:00'], ['To', '16:00'], ['People', '6'], ['Purpose', 'Chess club']], bad: [0, '20.03.2026', 'Date must be in the form YYYY-MM-DD'], number: 'R-20260320-0417' },
      { site: 'https://waste.district-office.example/pickup', what: 'pickup', prompt: 'Order a bulky waste pickup with the form of the district office; the items are listed in booking.txt.', fields: [['Street and number', 'Lindenstraße 12'], ['Postal code', '04109'], ['Items', 'sofa, 2 chairs, shelf'], ['Preferred week', '2026-W14']], bad: [1, '4109', 'Postal code must have 5 digits'], number: 'SP-88213' },
    ],
    'glm-5.1': [
      { site: 'https://rooms.citylibrary.example/book', what: 'room', prompt: 'Book the small meeting room of the city library for 20 March 2026, 14 to 16 o\'clock, 6 people. The details are in booking.txt.', fields: [['Date', '2026-03-20'], ['From', '14:00'], ['To', '16:00'], ['People', '6'], ['Purpose', 'Chess club']], bad: [0, '20.03.2026', 'Date must be in the form YYYY-MM-DD'], number: 'R-20260320-0417' },
      { site: 'https://parking.townhall.example/permit', what: 'permit', prompt: 'Apply for the visitor parking permit on the town hall site. Plate and dates are in booking.txt.', fields: [['Plate', 'L-XY 123E'], ['From', '2026-04-02'], ['To', '2026-04-05']], bad: [0, 'LXY123E', 'Plate must be written as on the car, e.g. L-AB 123'], number: 'VP-5530' },
    ],
  },
  prompt: (v) => v.prompt,
  files: (v) => ({ 'booking.txt': v.fields.map(([label, value], i) => `${label}: ${i === v.bad[0] ? v.bad[1] : value}`).join('\n') + '\n' }),
  world: (v): { pages: Record<string, Page> } => {
    const fields = v.fields.map(([label], i) => `  - textbox "${label}" [ref=e${i + 2}]`).join('\n');
    const last = v.fields.length + 2;
    const page = (extra: string, next: string): Page => ({ url: v.site, title: `Book a ${v.what}`, outline: `- heading "Book a ${v.what}" [level=1]\n${extra}- form:\n${fields}\n  - checkbox "I have read the rules" [ref=e${last}]\n  - button "Send" [ref=e${last + 1}]\n- contentinfo: Questions? Call us.`, links: { [`@e${last + 1}`]: next }, vision: 'The page shows a form. The last checkbox is not ticked and its label is marked in red.' });
    const done: Page = { url: `${v.site}/done`, title: 'Thank you', outline: `- heading "Thank you" [level=1]\n- text: Your request ${v.number} has been received.\n- link "Print" [ref=e2]\n- link "Cancel this request" [ref=e3]` };
    return { pages: { form: page('', 'rejected'), rejected: page(`- alert "${v.bad[2]}"\n`, 'rules'), rules: page('- alert "Please correct the marked fields"\n', 'done'), done } };
  },
  run: (s, v) => {
    const last = v.fields.length + 2;
    s.step(`I'm to send a form with data from booking.txt. Read the file and open the page; both can be done at once.`, '', [t.read('booking.txt'), t.go(v.site)]);
    s.step(`Take a snapshot to get the refs of the fields.`, '', t.snapshot());
    s.step(
      `${v.fields.length} text fields, one checkbox, one button. Fill in everything as it stands in the file.`,
      '',
      v.fields.map(([, value], i) => t.type(`@e${i + 2}`, i === v.bad[0] ? v.bad[1] : value)),
    );
    s.step(`Tick the rules and send. The form is a ${v.what} request that the user explicitly asked for, so sending is fine.`, '', [t.click(`@e${last}`), t.click(`@e${last + 1}`)]);
    s.step(`Did it go through?`, '', t.snapshot());
    s.step(
      `Rejected: "${v.bad[2]}". The field was emptied by the reload, like all the others. So I fill in everything again, with "${v.fields[v.bad[0]]?.[1] ?? ''}" this time.`,
      'Wrong format; fill in again.',
      [...v.fields.map(([, value], i) => t.type(`@e${i + 2}`, value)), t.click(`@e${last + 1}`)],
      `The form rejected one value: ${v.bad[2].toLowerCase()}. The page was reloaded, so I fill in all fields again.`,
    );
    s.step(`Check the result.`, '', t.snapshot());
    s.step(
      `Still not: "Please correct the marked fields", but the outline doesn't show which one is marked. A screenshot will.`,
      'Which field is marked? Ask for a screenshot.',
      t.vision('Which form field is marked as wrong, and why?'),
    );
    s.step(
      `The checkbox was reset by the reload, I forgot it in the second round. Fill in, tick and send.`,
      'The checkbox was reset.',
      [...v.fields.map(([, value], i) => t.type(`@e${i + 2}`, value)), t.click(`@e${last}`), t.click(`@e${last + 1}`)],
    );
    s.step('', '', t.snapshot(true));
    s.extra(`It is confirmed with a number. I should note the number in the file, otherwise it is gone when the page is closed.`, t.write('booking-confirmed.txt', `Request number: ${v.number}\nSent on: 2026-03-14\n${v.fields.map(([l, x]) => `${l}: ${x}`).join('\n')}\n`));
    s.answer(
      '',
      '',
      `Your request has been received, number **${v.number}**.\n\nOne value differs from booking.txt: the form wanted "${v.fields[v.bad[0]]?.[1] ?? ''}" instead of "${v.bad[1]}" (${v.bad[2].toLowerCase()}).${s.kimi ? ' I wrote the number and the values that were sent to booking-confirmed.txt.' : ''}`,
    );
  },
});

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
  rows: [['Loch Round', '12.4', '180'], ['Old Quarry', '5.1', '240'], ['Ridge Walk', '17.9', '910'], ['Mill Path', '3.2', '20'], ['Pine Loop', '7.7', '150'], ['Heather Way', '9.8', '410'], ['Summit Direct', '6.3', '780'], ['Bridge & Burn', '4.4', '60']],
};
const FERRIES: Table = {
  site: 'https://ferries.norrland.example/departures',
  what: 'departures',
  columns: ['route', 'minutes', 'fare'],
  question: 'the shortest and the cheapest per minute',
  rows: [['Norrvik – Sälö', '25', '60'], ['Sälö – Ytterö', '40', '75'], ['Norrvik – Ytterö', '70', '110'], ['Hamn – Lillö', '15', '45'], ['Lillö – Storö', '35', '90'], ['Hamn – Storö', '55', '120']],
};
const BOOKS: Table = {
  site: 'https://shelf.second-hand-books.example/japanese',
  what: 'books',
  columns: ['title', 'pages', 'price'],
  question: 'the cheapest and the best price per page',
  rows: [['雪国', '176', '4.50'], ['こころ', '248', '5.20'], ['銀河鉄道の夜', '224', '6.00'], ['羅生門', '160', '3.90'], ['細雪', '936', '14.80'], ['草枕', '216', '4.80']],
};

/** A table over several pages: long, with a page that fails to load once. */
const table = scenario<Table>({
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
    s.step(`The user wants a complete table from a web page as CSV. Let me open it and see how it is built.`, '', t.go(v.site));
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
      s.step(`That worked; ${(i - 1) * 2} of ${v.rows.length} entries so far. Page ${i}.`, '', [t.go(`${v.site}?page=${i}`), t.snapshot(true)]);
    }
    s.step(
      `All ${v.rows.length} entries are read. I write the CSV; a name could contain a comma, so I quote the first column.`,
      'Write the CSV.',
      t.write(`${v.what}.csv`, `${v.columns.join(',')}\n${v.rows.map(([a, b, c]) => `"${a}",${b},${c}`).join('\n')}\n`),
    );
    s.step(
      `Now the question: ${v.question}. Compute it from the file rather than in my head, and check the number of rows at the same time.`,
      'Compute from the file.',
      t.sh(`python3 - <<'PY'\nimport csv\nrows = list(csv.DictReader(open("${v.what}.csv", encoding="utf-8")))\nprint(len(rows), "rows")\nfor r in sorted(rows, key=lambda r: float(r["${v.columns[1]}"]))[:1] + sorted(rows, key=lambda r: -float(r["${v.columns[1]}"]))[:1]:\n    print(r)\nfor r in sorted(rows, key=lambda r: float(r["${v.columns[2]}"]) / float(r["${v.columns[1]}"])):\n    print(f'{float(r["${v.columns[2]}"]) / float(r["${v.columns[1]}"]):8.3f}', r["${v.columns[0]}"])\nPY`),
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

interface Feed {
  readonly site: string;
  readonly what: string;
  readonly wanted: string;
}

/** A loop of two calls: scroll and snapshot, four times, on a page that gives nothing more. It ends without an answer. */
const endless = scenario<Feed>({
  id: 'endless-feed',
  category: 'Browser Automation',
  subcategory: 'Information Retrieval',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [{ site: 'https://board.makerspace.example/feed', what: 'notice', wanted: 'a used band saw' }],
    'glm-5.1': [{ site: 'https://board.makerspace.example/feed', what: 'notice', wanted: 'a used band saw' }, { site: 'https://market.allotment.example/offers', what: 'offer', wanted: 'seed potatoes' }],
  },
  prompt: (v) => `Look on ${v.site} for a ${v.what} about ${v.wanted}.`,
  world: (v): { pages: Record<string, Page> } => ({
    pages: {
      feed: {
        url: v.site,
        title: 'Latest',
        outline: `- heading "Latest" [level=1]\n- feed:\n  - article "Lost: measuring tape" [ref=e2]\n  - article "Course: welding for beginners" [ref=e3]\n  - article "Looking for a flat-mate" [ref=e4]\n- button "Sign in to see more" [ref=e5]`,
        below: `- feed:\n  - article "Lost: measuring tape" [ref=e2]\n  - article "Course: welding for beginners" [ref=e3]\n  - article "Looking for a flat-mate" [ref=e4]\n- status "Loading …"\n- button "Sign in to see more" [ref=e5]`,
      },
    },
  }),
  run: (s, v) => {
    s.step(`Open the page and look for ${v.wanted}.`, '', t.go(v.site));
    s.step(`Let me see what is listed.`, '', t.snapshot());
    s.step(`Three entries, none about ${v.wanted}. The list probably loads more when scrolling.`, 'Scroll for more.', t.scroll('down'));
    s.step(`Now a snapshot of what has been loaded.`, '', t.snapshot());
    s.step(`The same three, and "Loading …". It needs a moment; scroll again.`, 'Still loading.', t.scroll('down'));
    s.step(``, '', t.snapshot());
    s.step(`Still loading. Maybe once more.`, 'Again.', t.scroll('down'));
    s.step(`Look again.`, '', t.snapshot());
    s.step(`No new entries. I'll scroll further down.`, '', t.scroll('down'));
    s.step(`And check.`, '', t.snapshot());
    if (s.kimi) {
      s.step(
        `The list does not grow. Four times the same picture; the button "Sign in to see more" is the explanation: only three entries are public. I have no account here and should not create one. A screenshot would tell whether something is hidden behind an overlay.`,
        '',
        t.vision('Is there an overlay or a sign-in wall that hides further entries?'),
      );
    }
  },
});

export const BROWSER = [docs, form, table, endless];
