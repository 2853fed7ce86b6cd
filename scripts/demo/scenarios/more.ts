/** A long comparison in the browser, and two more uses of the agent's own tools. */
import { scenario, t } from '../scenario';
import type { Page, SimulatedWorld } from '../record/simulated';

interface Shop {
  readonly name: string;
  readonly url: string;
  readonly price: string;
  readonly extra: string;
  readonly trouble: 'none' | 'dialog' | 'timeout' | 'variant';
}
interface Compare {
  readonly item: string;
  readonly prompt: string;
  readonly shops: readonly Shop[];
  readonly verdict: string;
}

const COMPARES: readonly Compare[] = [
  {
    item: 'seat',
    prompt:
      'Compare the train, the bus and the ferry to Nordhavn on 4 April: price, duration, bicycle. Write it to trip.md.',
    verdict:
      'The **bus** is the cheapest, but it takes no bicycle. With a bicycle the **ferry** (27.00 + 0) is cheaper than the train (34.90 + 6.00) and takes an hour longer.',
    shops: [
      {
        name: 'train',
        url: 'https://rail.coastline.example/nordhavn',
        price: '34.90',
        extra: 'Duration 3:10, bicycle 6.00',
        trouble: 'dialog',
      },
      {
        name: 'bus',
        url: 'https://coach.coastline.example/nordhavn',
        price: '19.00',
        extra: 'Duration 4:25, bicycle not possible',
        trouble: 'timeout',
      },
      {
        name: 'ferry',
        url: 'https://ferry.coastline.example/nordhavn',
        price: '27.00',
        extra: 'Duration 4:10, bicycle free',
        trouble: 'variant',
      },
    ],
  },
  {
    item: 'paper',
    prompt:
      'Which of our three suppliers is cheapest for 2,500 sheets of A3 paper, 160 g? Put the offers into offers.md with delivery time.',
    verdict:
      '**Papierhof** is the cheapest with 118.40 including delivery; Bogen & Blatt delivers two days earlier for 12.50 more.',
    shops: [
      {
        name: 'Papierhof',
        url: 'https://papierhof.example/a3-160',
        price: '118.40',
        extra: 'Delivery 4 days, shipping included',
        trouble: 'variant',
      },
      {
        name: 'Bogen & Blatt',
        url: 'https://bogen-blatt.example/a3-160',
        price: '130.90',
        extra: 'Delivery 2 days, shipping included',
        trouble: 'dialog',
      },
      {
        name: 'Kontor',
        url: 'https://kontor-bedarf.example/a3-160',
        price: '121.00',
        extra: 'Delivery 6 days, shipping 9.90',
        trouble: 'timeout',
      },
    ],
  },
  {
    item: 'table',
    prompt:
      'Find a table for six on Friday at 19:30 in one of the three restaurants of the old harbour and note the cancellation rules.',
    verdict:
      'Only the **Speicher** has a table for six on Friday at 19:30. I did not book; say so and I will. The Anker has one at 20:15.',
    shops: [
      {
        name: 'Anker',
        url: 'https://anker.oldharbour.example/table',
        price: '20:15',
        extra: 'Cancel up to 24 h before',
        trouble: 'dialog',
      },
      {
        name: 'Speicher',
        url: 'https://speicher.oldharbour.example/table',
        price: '19:30',
        extra: 'Cancel up to 6 h before',
        trouble: 'variant',
      },
      {
        name: 'Kai 3',
        url: 'https://kai3.oldharbour.example/table',
        price: 'none for six',
        extra: 'Tables for four only',
        trouble: 'timeout',
      },
    ],
  },
];

const compare = scenario<Compare>({
  id: 'compare-offers',
  category: 'Browser Automation',
  subcategory: 'Comparison',
  toolset: 'browser',
  project: 'workspace',
  variants: { kimi: COMPARES, 'glm-5.1': [COMPARES[0] as Compare] },
  prompt: (v) => v.prompt,
  world: (v): SimulatedWorld => {
    const pages: Record<string, Page> = {};
    v.shops.forEach((shop, i) => {
      const offer = `- heading "${shop.name}" [level=1]\n- text: ${shop.price}\n- text: ${shop.extra}\n- button "Book" [ref=e4]`;
      const select = `- heading "${shop.name}" [level=1]\n- combobox "Choose" [ref=e2]\n- button "Show" [ref=e3]\n- text: Please choose first.`;
      pages[`s${i}`] = {
        url: shop.url,
        title: shop.name,
        outline:
          shop.trouble === 'dialog'
            ? `- dialog "Newsletter" [ref=e9]:\n  - button "Close" [ref=e8]\n${offer.replace(/- text: .*\n/, '')}`
            : shop.trouble === 'variant'
              ? select
              : shop.trouble === 'timeout'
                ? '- status "Loading …"\n- link "Simple version" [ref=e5]'
                : offer,
        links: { '@e8': `o${i}`, '@e3': `o${i}`, '@e5': `o${i}` },
        ...(shop.trouble === 'variant'
          ? { broken: { '@e2': 'Element @e2 is a combobox: use browser_type to set its value' } }
          : {}),
      };
      pages[`o${i}`] = { url: `${shop.url}#offer`, title: `${shop.name}: offer`, outline: offer };
    });
    return { pages };
  },
  run: (s, v) => {
    const [a, b, c] = v.shops;
    if (a === undefined || b === undefined || c === undefined) return;
    s.step(
      `Three sites to look at, then a comparison. I make a list, one entry per site, so that none is forgotten if something fails on the way.`,
      'Three sites, one by one.',
      t.todo([
        ...v.shops.map(
          (x, i) => [String(i + 1), `${x.name}: ${x.url}`, i === 0 ? 'in_progress' : 'pending'] as const,
        ),
        ['4', 'Write the comparison', 'pending'],
      ]),
    );
    const visit = (shop: Shop, i: number): void => {
      s.step(`${i === 0 ? 'The first site is' : 'Now the'} ${shop.name}.`, '', t.go(shop.url));
      s.step('', '', t.snapshot());
      if (shop.trouble === 'dialog') {
        s.step(
          `A newsletter dialog covers the page, and the price isn't in the outline. Close it; I certainly won't subscribe anybody.`,
          'Close the newsletter dialog.',
          t.click('@e8'),
        );
      } else if (shop.trouble === 'variant') {
        s.step(
          `The page wants a choice first. There is a combobox @e2; click it to see the options.`,
          'Choose first.',
          t.click('@e2'),
        );
        s.step(
          `It can't be clicked, it has to be typed into. Type what we need.`,
          'Type into it.',
          t.type(
            '@e2',
            v.item === 'paper'
              ? 'A3, 160 g, 2,500 sheets'
              : v.item === 'table'
                ? 'Friday 19:30, 6 people'
                : '4 April, 1 person, 1 bicycle',
          ),
        );
        s.step('', '', t.click('@e3'));
      } else {
        s.step(
          `"Loading …" and nothing else. Let me give it a moment and look again.`,
          'Still loading; look again.',
          t.snapshot(),
        );
        s.extra(
          `Still loading. A screenshot might tell whether it is really stuck or only the outline is incomplete.`,
          t.vision('Is the page still loading, or is there content that the outline does not show?'),
        );
        s.step(
          `No help there. The link "Simple version" (@e5) is probably meant for this case.`,
          'Use the simple version.',
          t.click('@e5'),
          `The page of ${shop.name} does not finish loading; I take its simple version.`,
        );
      }
      s.step(`Now the offer should be visible.`, '', t.snapshot(true));
      s.extra(
        `${shop.name}: ${shop.price}. ${shop.extra}. Noted; update the list before I go on.`,
        t.todo(
          [
            [String(i + 1), `${shop.name}: ${shop.price}, ${shop.extra}`, 'completed'],
            [
              String(i + 2),
              i < 2 ? `${v.shops[i + 1]?.name ?? ''}: ${v.shops[i + 1]?.url ?? ''}` : 'Write the comparison',
              'in_progress',
            ],
          ],
          true,
        ),
      );
    };
    v.shops.forEach(visit);
    const file = v.item === 'paper' ? 'offers.md' : v.item === 'table' ? 'tables.md' : 'trip.md';
    s.step(
      `I have all three. Write the comparison with the source of each value, so that it can be checked.`,
      'Write it down with sources.',
      t.write(
        file,
        `# Comparison\n\n| what | offer | remarks | source |\n|---|---|---|---|\n${v.shops.map((x) => `| ${x.name} | ${x.price} | ${x.extra} | ${x.url} |`).join('\n')}\n`,
      ),
    );
    s.extra(
      `Read it once more against my notes in the list: three rows, three sources. A wrong number here would be worse than no table.`,
      [t.read(file), t.todo()],
    );
    s.answer(
      '',
      '',
      `${v.verdict}\n\n| | | |\n|---|---|---|\n${v.shops.map((x) => `| ${x.name} | ${x.price} | ${x.extra} |`).join('\n')}\n\nThe table with the sources is in \`${file}\`. I did not book or order anything.`,
    );
  },
});

interface Recipe {
  readonly skill: string;
  readonly prompt: string;
  readonly steps: readonly string[];
  readonly file: string;
  readonly content: string;
  readonly check: string;
  readonly fix: readonly [from: string, to: string, why: string];
}

const RECIPES: readonly Recipe[] = [
  {
    skill: 'systemd-unit',
    prompt: 'Write a systemd unit for our queue worker, the way our skill says, and validate it.',
    steps: [
      'Type=exec, Restart=on-failure, RestartSec=5',
      'run as a user of its own, never as the administrator',
      'hardening: NoNewPrivileges, ProtectSystem=strict, PrivateTmp',
      'every unit has a Documentation= line',
    ],
    file: 'queue-worker.service',
    content:
      '[Unit]\nDescription=Queue worker\nAfter=network-online.target\n\n[Service]\nType=exec\nUser=queue\nExecStart=/opt/queue/bin/worker --config /etc/queue.toml\nRestart=on-failure\nRestartSec=5\nNoNewPrivileges=yes\nProtectSystem=strict\nPrivateTmp=yes\n\n[Install]\nWantedBy=multi-user.target\n',
    check: `python3 -c "import configparser as c; p = c.ConfigParser(strict=False); p.optionxform = str; p.read('queue-worker.service'); need = [('Unit', 'Documentation'), ('Service', 'User'), ('Service', 'PrivateTmp')]; missing = [k for s, k in need if k not in p[s]]; print('missing:', missing or 'nothing'); raise SystemExit(bool(missing))"`,
    fix: [
      'Description=Queue worker\n',
      'Description=Queue worker\nDocumentation=https://docs.queue.example/worker\n',
      'Documentation=',
    ],
  },
  {
    skill: 'csv-export',
    prompt: 'Export the members from members.db as CSV following our export skill.',
    steps: [
      'UTF-8 with BOM, semicolons, CRLF (for the office programs)',
      'dates as YYYY-MM-DD',
      'no column with personal numbers',
      'check the number of lines against the table',
    ],
    file: 'export.py',
    content: `import csv\nimport sqlite3\n\ndb = sqlite3.connect("members.db")\nwith open("members.csv", "w", encoding="utf-8", newline="") as out:\n    writer = csv.writer(out, delimiter=";")\n    writer.writerow(["name", "joined"])\n    writer.writerows(db.execute("SELECT name, joined FROM member ORDER BY name"))\n`,
    check: `python3 export.py && python3 -c "d = open('members.csv', 'rb').read(); print('bom', d[:3] == bytes([239, 187, 191]), 'lines', d.count(b'\\r\\n')); raise SystemExit(d[:3] != bytes([239, 187, 191]))"`,
    fix: ['encoding="utf-8"', 'encoding="utf-8-sig"', 'the byte order mark'],
  },
  {
    skill: 'adr',
    prompt:
      'Record our decision to move from REST polling to server-sent events as an ADR, see our skill for the form.',
    steps: [
      'file docs/adr/NNNN-title.md with the next free number',
      'sections: Status, Context, Decision, Consequences',
      'at least one negative consequence',
      'at most 40 lines',
    ],
    file: 'docs/adr/0008-server-sent-events.md',
    content:
      '# 8. Server-sent events instead of polling\n\n## Status\n\nAccepted\n\n## Context\n\nClients poll every 5 seconds; 97 % of the answers are empty.\n\n## Decision\n\nOne event stream per client, with Last-Event-ID for resuming.\n\n## Consequences\n\n- Updates arrive at once\n- Far fewer requests\n',
    check: `f=docs/adr/0008-server-sent-events.md; for s in Status Context Decision Consequences; do grep -q "^## $s" $f || echo "missing section $s"; done; [ $(wc -l < $f) -le 40 ] || echo "too long"; grep -qi 'but\\|cost\\|drawback' $f || { echo "no negative consequence"; exit 1; }`,
    fix: [
      '- Far fewer requests\n',
      '- Far fewer requests\n- Drawback: proxies must not buffer the stream, and every client holds a connection\n',
      'a negative consequence',
    ],
  },
  {
    skill: 'dockerfile',
    prompt:
      'Write a Dockerfile for the report service according to our skill and check it against its rules.',
    steps: [
      'pin the base image to a version',
      'two stages: build and run',
      'run as a user without privileges',
      'HEALTHCHECK is required',
    ],
    file: 'Dockerfile',
    content:
      'FROM python:3.11.9-slim AS build\nWORKDIR /src\nCOPY . .\nRUN pip install --no-cache-dir --prefix=/install .\n\nFROM python:3.11.9-slim\nCOPY --from=build /install /usr/local\nUSER 10001\nEXPOSE 8080\nCMD ["report-service"]\n',
    check: `grep -q 'FROM .*:[0-9]' Dockerfile || echo "base image not pinned"; [ $(grep -c '^FROM' Dockerfile) -eq 2 ] || echo "not two stages"; grep -q '^USER' Dockerfile || echo "no USER"; grep -q '^HEALTHCHECK' Dockerfile || { echo "HEALTHCHECK is missing"; exit 1; }`,
    fix: [
      'EXPOSE 8080\n',
      'EXPOSE 8080\nHEALTHCHECK --interval=30s --timeout=3s CMD ["python3", "-c", "import urllib.request as u; u.urlopen(\'http://127.0.0.1:8080/health\')"]\n',
      'the HEALTHCHECK',
    ],
  },
];

const recipe = scenario<Recipe>({
  id: 'follow-skill',
  category: 'Agent Tools',
  subcategory: 'Skills & Plugins',
  toolset: 'agent',
  project: 'service',
  variants: { kimi: [RECIPES[0] as Recipe, RECIPES[2] as Recipe], 'glm-5.1': RECIPES },
  prompt: (v) => v.prompt,
  files: () => ({
    'README.md': '# Service\n',
    'docs/adr/0007-toml-configuration.md': '# 7. Configuration in TOML\n\n## Status\n\nAccepted\n',
  }),
  setup: (v) =>
    v.skill === 'csv-export'
      ? [
          `sqlite3 members.db "CREATE TABLE IF NOT EXISTS member (name TEXT, joined TEXT, number TEXT); DELETE FROM member; INSERT INTO member VALUES ('Ærø Kajakklub', '2019-05-02', '1'), ('Chor Süd', '2021-09-14', '2'), ('囲碁クラブ', '2023-01-30', '3')"`,
        ]
      : [],
  world: (v) => ({
    skills: [
      {
        name: v.skill,
        category: 'engineering',
        description: `Our rules for this kind of file: ${v.skill}`,
        content: `# ${v.skill}\n\n${v.steps.map((x, i) => `${i + 1}. ${x}`).join('\n')}\n`,
      },
      {
        name: 'code-review',
        category: 'engineering',
        description: 'What a review looks at',
        content: '# Review\n\nCorrectness first.\n',
      },
      { name: 'meeting-notes', category: 'writing', description: 'Notes of a meeting', content: '# Notes\n' },
    ],
    memory: { memory: [], user: [] },
  }),
  run: (s, v) => {
    s.step(
      `The user refers to a skill of ours. Which one is it? Let me list them and see what is in the folder already.`,
      '',
      [t.skills('engineering'), t.find('*')],
    );
    s.step(
      `"${v.skill}" is the one. Load it before writing a single line: it says how it is done here.`,
      `Load ${v.skill}.`,
      t.skill(v.skill),
    );
    s.extra(
      `${v.steps.length} rules: ${v.steps.join('; ')}. I keep them as a checklist. linked_files is null, but some of our skills have an example all the same; one try costs nothing.`,
      t.skill(v.skill, 'references/example.md'),
    );
    s.step(`Write ${v.file} along these rules.`, '', t.write(v.file, v.content));
    s.step(
      `Now check it against each rule with a command rather than by eye: I wrote it, so I read over my own mistakes.`,
      'Check it against the rules.',
      t.sh(v.check),
    );
    s.step(
      `The check finds what I forgot: ${v.fix[2]}. It is in the skill, I just skipped it while writing.`,
      `I forgot ${v.fix[2]}.`,
      t.patch(v.file, v.fix[0], v.fix[1]),
    );
    s.step('', '', [t.sh(v.check), t.read(v.file)]);
    s.extra(
      `All rules are met. Is there something worth remembering? That the skill exists, and which rule is easily forgotten: yes, a line for next time.`,
      t.remember('memory', `Skill ${v.skill}: check the result by command; easily forgotten: ${v.fix[2]}.`),
    );
    s.answer(
      '',
      '',
      `\`${v.file}\` is written and meets all ${v.steps.length} rules of the skill \`${v.skill}\`:\n\n${v.steps.map((x) => `- ${x}`).join('\n')}\n\nMy first version lacked ${v.fix[2]}; the check found it.`,
    );
  },
});

interface Batch {
  readonly name: string;
  readonly job: string;
  readonly total: number;
  readonly bad: number;
}

const batch = scenario<Batch>({
  id: 'watch-batch',
  category: 'Agent Tools',
  subcategory: 'Process Management',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'thumbnails', job: 'scale', total: 24, bad: 17 },
      { name: 'transcripts', job: 'align', total: 30, bad: 9 },
    ],
    'glm-5.1': [
      { name: 'thumbnails', job: 'scale', total: 24, bad: 17 },
      { name: 'transcripts', job: 'align', total: 30, bad: 9 },
      { name: 'tiles', job: 'render', total: 36, bad: 31 },
    ],
  },
  prompt: (v) =>
    `Run the ${v.job} batch of ${v.name} in the background, keep an eye on it, and tell me which items failed and why.`,
  files: (v) => ({
    'batch.py': `import sys, time\n\nbad = {${v.bad}: "header is truncated", ${v.bad - 5}: "unknown colour space 'CMYK'"}\nfor i in range(1, ${v.total} + 1):\n    if i in bad:\n        print(f"[{i:02d}/${v.total}] item-{i:03d} FAILED: {bad[i]}", flush=True)\n        if "--strict" in sys.argv:\n            sys.exit(3)\n        continue\n    print(f"[{i:02d}/${v.total}] item-{i:03d} ok", flush=True)\nprint(f"{${v.total} - len(bad)} ok, {len(bad)} failed")\nsys.exit(1 if bad else 0)\n`,
  }),
  run: (s, v) => {
    s.step(
      `A batch in the background. Let me look at the script first: how does it report failures, and does it stop at the first one?`,
      'Read the script.',
      t.read('batch.py'),
    );
    s.step(
      `It has a --strict switch that stops at the first failure. The user wants to know all failed items, so without it. Start.`,
      '',
      t.bg('python3 batch.py --strict'),
    );
    s.step(
      `Wait, I typed --strict although I had just decided against it. Let me see what it did.`,
      'Oops, --strict. Poll.',
      t.process('poll', { session_id: 'LAST' }),
    );
    s.step(
      `It will stop at the first failure. Kill it and start again without the switch.`,
      'Restart without it.',
      [t.process('kill', { session_id: 'LAST' }), t.bg('python3 batch.py')],
      'I started it in strict mode by mistake; again without.',
    );
    s.step('', '', t.process('poll', { session_id: 'LAST' }));
    s.step(`Running. Poll again.`, '', t.process('poll', { session_id: 'LAST' }));
    s.step(
      `It has ended with exit code 1, which by the script means that some items failed. The preview shows only the end; the log has all lines.`,
      'Finished with failures; whole log.',
      t.process('log', { session_id: 'LAST' }),
    );
    s.extra(
      `Two failures. Are they problems of the items or of the batch? The reasons differ, and both sound like damaged or unusual input. I count the lines to be sure that no item is missing altogether.`,
      t.sh(`python3 batch.py | grep -c '^\\['; python3 batch.py | grep FAILED`),
    );
    s.answer(
      '',
      '',
      `The batch is through: ${v.total - 2} of ${v.total} items are fine, two failed.\n\n- **item-${String(v.bad - 5).padStart(3, '0')}**: unknown colour space 'CMYK'\n- **item-${String(v.bad).padStart(3, '0')}**: header is truncated\n\nBoth are problems of the input, not of the batch. The exit code 1 only says that there were failures.`,
    );
  },
});

export const MORE = [compare, recipe, batch];
