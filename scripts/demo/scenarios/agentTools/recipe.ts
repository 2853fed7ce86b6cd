import { scenario, t } from '../../scenario';

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

export const recipe = scenario<Recipe>({
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
