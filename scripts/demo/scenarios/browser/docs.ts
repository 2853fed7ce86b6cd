import { scenario, t } from '../../scenario';
import type { Page } from '../../record/simulated';

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

export const docs = scenario<Docs>({
  id: 'docs-search',
  category: 'Browser Automation',
  subcategory: 'Information Retrieval',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [
      {
        site: 'https://docs.kestrel-queue.example',
        product: 'Kestrel Queue',
        prompt:
          'Find out in the Kestrel Queue documentation how to limit the number of retries of a job, and what the default is.',
        search: 'retry limit',
        wrongTitle: 'Retry policy (client SDK)',
        rightTitle: 'Job options',
        option: 'max_attempts',
        facts:
          '- row "max_attempts | integer | 25 | Attempts before a job is moved to the dead letter queue. 0 means no retry."\n- row "backoff | string | exponential | Waiting time between attempts."\n- row "unique_for | duration | - | Reject a job with the same arguments within this time."\n- text: Changed in 3.2: the default of max_attempts was 5 before.',
        answer:
          '`max_attempts`, default **25** (5 before version 3.2). 0 means no retry; after the last attempt the job goes to the dead letter queue.',
      },
      {
        site: 'https://handbook.fjord-db.example',
        product: 'Fjord DB',
        prompt: 'How do I make Fjord DB write its slow query log as JSON? Look it up in the handbook.',
        search: 'slow query log json',
        wrongTitle: 'Reading the slow query log',
        rightTitle: 'Logging settings',
        option: 'log.slow.format',
        facts:
          '- row "log.slow.enabled | boolean | false | Write queries that exceed the threshold."\n- row "log.slow.threshold | duration | 500ms | Queries slower than this are written."\n- row "log.slow.format | text, json | text | Format of the entries. Needs a restart."\n- text: Entries of both formats go to the same file; rotate it before you change the format.',
        answer:
          'Set `log.slow.format: json` (and `log.slow.enabled: true`, it is off by default). It needs a restart; rotate the file first, because both formats go to the same file.',
      },
    ],
    'glm-5.1': [
      {
        site: 'https://docs.kestrel-queue.example',
        product: 'Kestrel Queue',
        prompt:
          'Find out in the Kestrel Queue documentation how to limit the number of retries of a job, and what the default is.',
        search: 'retry limit',
        wrongTitle: 'Retry policy (client SDK)',
        rightTitle: 'Job options',
        option: 'max_attempts',
        facts:
          '- row "max_attempts | integer | 25 | Attempts before a job is moved to the dead letter queue. 0 means no retry."\n- row "backoff | string | exponential | Waiting time between attempts."\n- row "unique_for | duration | - | Reject a job with the same arguments within this time."\n- text: Changed in 3.2: the default of max_attempts was 5 before.',
        answer:
          '`max_attempts`, default **25** (5 before version 3.2). 0 means no retry; after the last attempt the job goes to the dead letter queue.',
      },
      {
        site: 'https://learn.papermill-cms.example',
        product: 'Papermill',
        prompt:
          'Look up in the Papermill documentation how images are resized on upload and whether it can be switched off.',
        search: 'resize images',
        wrongTitle: 'Image galleries',
        rightTitle: 'Upload settings',
        option: 'uploads.resize',
        facts:
          '- row "uploads.resize | boolean | true | Scale images down on upload."\n- row "uploads.max_edge | integer | 2400 | Longest edge in pixels after scaling."\n- text: Originals are not kept. Switch uploads.resize off to keep them.',
        answer:
          'Images are scaled to a longest edge of 2400 px (`uploads.max_edge`) and originals are not kept. `uploads.resize: false` switches it off.',
      },
    ],
  },
  prompt: (v) => v.prompt,
  world: (v): { pages: Record<string, Page> } => ({
    pages: {
      home: {
        url: `${v.site}/`,
        title: `${v.product} documentation`,
        outline: `- banner:\n  - link "${v.product}" [ref=e1]\n  - searchbox "Search the docs" [ref=e2]\n  - button "Toggle theme" [ref=e3]\n- dialog "We use cookies" [ref=e4]:\n  - button "Accept" [ref=e5]\n  - button "Only necessary" [ref=e6]\n- heading "${v.product} documentation" [level=1]\n- navigation "Sections":\n  - link "Getting started" [ref=e7]\n  - link "Guides" [ref=e8]\n  - link "Reference" [ref=e9]\n  - link "Changelog" [ref=e10]`,
        links: { '@e6': 'clean', '@e9': 'reference' },
        broken: { '@e2': 'Click intercepted: element is covered by dialog "We use cookies"' },
      },
      clean: {
        url: `${v.site}/`,
        title: `${v.product} documentation`,
        outline: `- banner:\n  - link "${v.product}" [ref=e1]\n  - searchbox "Search the docs" [ref=e2]\n  - button "Toggle theme" [ref=e3]\n- heading "${v.product} documentation" [level=1]\n- navigation "Sections":\n  - link "Getting started" [ref=e4]\n  - link "Guides" [ref=e5]\n  - link "Reference" [ref=e6]\n  - link "Changelog" [ref=e7]`,
        links: { Enter: 'results', '@e6': 'reference' },
      },
      results: {
        url: `${v.site}/search?q=${encodeURIComponent(v.search)}`,
        title: `Search: ${v.search}`,
        outline: `- heading "3 results for '${v.search}'" [level=1]\n- list:\n  - link "${v.wrongTitle}" [ref=e3]\n    - text: Guides. How to read and interpret …\n  - link "Changelog" [ref=e4]\n    - text: 3.2 Changed defaults …\n  - link "${v.rightTitle}" [ref=e5]\n    - text: Reference. All settings with their defaults …`,
        links: { '@e3': 'wrong', '@e5': 'right' },
      },
      wrong: {
        url: `${v.site}/guides/${v.wrongTitle.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
        title: v.wrongTitle,
        outline: `- heading "${v.wrongTitle}" [level=1]\n- text: This page explains the concepts. For the settings themselves see the reference.\n- link "Back to the guides" [ref=e3]`,
      },
      right: {
        url: `${v.site}/reference/${v.rightTitle.toLowerCase().replaceAll(' ', '-')}`,
        title: v.rightTitle,
        outline: `- heading "${v.rightTitle}" [level=1]\n- navigation "On this page":\n  - link "Overview" [ref=e3]\n  - link "All settings" [ref=e4]\n- text: The settings are read at start. Durations are written as 500ms, 10s or 2h.`,
        below: `- heading "All settings" [level=2]\n- table "Settings":\n- row "name | type | default | meaning"\n${v.facts}\n- link "Edit this page" [ref=e7]`,
      },
    },
  }),
  run: (s, v) => {
    s.step(
      `I need to look it up in the documentation of ${v.product}. The site isn't named exactly; the usual address would be ${v.site}. Let me open it.`,
      '',
      t.go(`${v.site}/`),
    );
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
    s.step(`The dialog is gone and the refs are the same for the search box. Type and submit.`, '', [
      t.type('@e2', v.search),
      t.press('Enter'),
    ]);
    s.step(`Let me look at the results.`, '', t.snapshot());
    s.extra(`Three results. The first one, "${v.wrongTitle}", is the top match, so let me open it first.`, [
      t.click('@e3'),
      t.snapshot(true),
    ]);
    s.extra(`This page only explains concepts and points to the reference. Back to the results.`, t.back());
    s.step(
      `"${v.rightTitle}" is in the reference, with all settings and their defaults. That's what I need.`,
      'The reference page has the settings.',
      t.click('@e5'),
    );
    s.step(
      `The visible part is only an introduction; the table is further down. Scroll and take a full snapshot.`,
      '',
      [t.scroll('down'), t.snapshot(true)],
    );
    s.answer(
      `There it is: ${v.option}, with its default and a remark about it. I have the answer from the reference page, no need to go on.`,
      '',
      `${v.answer}\n\nSource: the page "${v.rightTitle}" in the ${v.product} reference (${v.site}/reference/${v.rightTitle.toLowerCase().replaceAll(' ', '-')}).`,
    );
  },
});
