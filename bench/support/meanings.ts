/** The words of docs/BENCH.md: what every table, line and column means. */

interface Section {
  /** Of the bench, as in `npm run bench -- <name>`. */
  readonly name: string;
  readonly title: string;
  readonly intro: string;
}

const SECTIONS: readonly Section[] = [
  {
    name: 'browser',
    title: 'What a reader waits for',
    intro: `Chromium, the build that \`npm start\` serves (in Brotli, as \`npm start\` sends it), a new browser context for every visit: nothing is cached.
*Painted* = it is in the document and two animation frames have passed.

* **cold start → first row**: from the navigation to the first row of the list.
* **cold permalink → step**: from the navigation to the heading and the article of the linked step.
* **open one from the list**: from the click on a row to its first step; the index is complete before it.
* **filter click → list and count**: from the click on a category to the filtered list and its count; five categories on one page, the index complete.

Data: the bundled demo (two shards, 160 rows), and a generated file of 1,529 rows in the hub's layout, one row group of 100 MB, by URL.
Bytes and requests are those the servers had sent when it was painted: what runs in the background by then (the index) is in them.`,
  },
  {
    name: 'replayer',
    title: 'Reading a run',
    intro: `Chromium and the build as above; the demo's longest run, and generated ones read by URL as JSON lines: 5,000 steps in 50 MB, and one response of 100 MB.

* **key → painted step**: from the key's time stamp until heading and article say the step and a frame with them was handed on; 40 keys a round, three rounds; p50 and p95 are medians of the rounds.
* **click on a row → first step**: reading and parsing included; three rounds.
* **find → first hit**: from typing a text that stands only at the end of the run to its first hit counted; three rounds.`,
  },
  {
    name: 'reading',
    title: 'What reading costs',
    intro: `\`src/source\` in Node against the data server, both generated files (506 and 601 MB, 14,701 rows) or a fifth of them; the table says how many rows.
Bytes and requests are exact. "cold" = nothing is known of the file; "footer known" = it is open; "the row after it" = asked on the same file next.
"no page index" is a fifth of kimi in row groups of 100 MB without an offset index: one row costs its row group, once.
"plain hyparquet" is its \`parquetReadObjects\` with \`useOffsetIndex\` on the same row, decoding included on both sides.`,
  },
  {
    name: 'index',
    title: 'The whole index',
    intro: `In Node: both generated files or a fifth of them (see *bytes*), units given to the pool that ships, its workers as threads. *decodeMs* is the same workers
stopping where parsing would begin. The tutorial's Python reads and parses the same rows in one thread, by pyarrow where it is installed.
In Chromium: kimi by URL, from the navigation until every row is indexed and the figures stand; *second* is the same address in the same browser again, the index kept.
*peak PSS* is the memory of all of Chromium's processes, shared pages counted by share; *at rest* is with an empty page. It is
measured in a browser that nothing is attached to: for DevTools, and so for Playwright, the page keeps up to 200 MB of what it fetched.`,
  },
  {
    name: 'engine',
    title: 'Queries',
    intro: `Both generated files or a fifth of them (the table says how many trajectories) in one process and one thread: read and decoded, parsed by the core pass of \`src/trace\`, inserted into DuckDB-WASM (the eh build in Node),
then asked. *core pass ÷ decode only* is the time of decoding and parsing by that of decoding alone. Filters: every value of every facet, pairs with the commonest tool, ranges, words.`,
  },
  {
    name: 'find',
    title: 'Finding',
    intro: `Chromium and the build as above, both generated files or a fifth of them by URL (the line *list* says how many), the index complete.

* **filter click**: up to six values of five facets, one after the other: from the click until count and first rows are painted (*p50Ms*, *p95Ms*), and until facets,
  ranges and figures are there too (*p95AllMs*). *longestTaskMs* is the longest main-thread task before the rows, *longestLaterTaskMs* after them; 0 = none over 50 ms.
* **typing**: three texts into the search field, a key every 60 ms, what they filter applied.
* **scrolling**: a generated file of a million rows; *mostOptions* is the most rows in the document.`,
  },
  {
    name: 'insights',
    title: 'Figures',
    intro: `Both generated files or a fifth of them in one process and one thread, as above: a filter → count and order of the list, and every figure of \`#/insights\` one after the other (on the page only those
near the window are asked). Filters: none, one value of each facet, ranges, a pair, a word. Growth: the same tables copied to about 10 k, 100 k and 1 M trajectories; the bound of 400 ms is for 14,701.`,
  },
  {
    name: 'trace',
    title: 'The parsers',
    intro: `Worst inputs we know for a scanner of tagged text: \`ratio\` is the time for twice the input (2 is linear, 4 quadratic). Then parsing alone beside the tutorial's Python on the same turns.`,
  },
];

export const MEANINGS = {
  intro: `Every figure comes from \`npm run bench\`; nothing here is a gate. Bytes and requests are exact. Times are of a small machine that was shared with other
work, so compare ratios: *perCalibration* divides a time by that of a fixed CPU loop timed beside it.

The line "50 ms, 100 Mbit/s" adds 50 ms to every answer and shares the bandwidth among all requests; "loopback" adds nothing.
The generated data is \`npm run make:fullscale -- --out <dir>\`; \`RETRACE_FULLSCALE=<dir> npm run bench\` uses it whole, without it a fifth is made in \`.cache\`.`,
  sections: SECTIONS,
  tables: {
    list: 'Opening both files, then the whole list with turn counts, no text.',
  } as Readonly<Record<string, string>>,
  columns: [
    ['medianMs, worstMs', 'of five rounds.'],
    ['perCalibration', 'median ÷ calibrationMs.'],
    [
      'blockedMs',
      'sum of the main-thread tasks over 50 ms that began before it was painted, median of the rounds.',
    ],
    ['longestTaskMs', 'the longest of them in any round.'],
    ['parquetBytes, parquetRequests', 'sent for data files until it was painted, median of the rounds.'],
    ['appBytes, appRequests', 'sent for the page, scripts, styles, fonts and wasm until then.'],
    ['calibrationMs', '40 million steps of xorshift, before and after the rounds.'],
  ] as const,
};
