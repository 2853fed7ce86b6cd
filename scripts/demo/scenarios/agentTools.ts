/** Agent Tools: memory, past sessions, skills, questions, sub-agents, background processes, task lists. */
import { scenario, t } from '../scenario';

interface Recall {
  readonly what: string;
  readonly prompt: string;
  readonly queries: readonly [string, string];
  readonly glob: string;
  readonly file: string;
  readonly content: string;
  readonly check: string;
  readonly works: boolean;
  readonly summary: string;
}

const RECALLS: readonly Recall[] = [
  {
    what: 'nginx cache settings',
    prompt:
      'Some weeks ago we worked out the nginx cache settings for the thumbnails. Please dig them up, I want to reuse them for the avatars.',
    queries: ['nginx cache thumbnails', 'proxy_cache OR thumbnails OR cache zone'],
    glob: '*cache*',
    file: 'ops/nginx/thumbs-cache.conf',
    content: `# thumbnails: 30 days, stale while the backend is down
proxy_cache_path /var/cache/nginx/thumbs levels=1:2 keys_zone=thumbs:20m
                 max_size=2g inactive=30d use_temp_path=off;

location /thumbs/ {
    proxy_pass http://127.0.0.1:8081;
    proxy_cache thumbs;
    proxy_cache_valid 200 30d;
    proxy_cache_valid 404 1m;
    proxy_cache_use_stale error timeout updating;
    add_header X-Cache-Status $upstream_cache_status;
}
`,
    check: `grep -c proxy_cache ops/nginx/*.conf`,
    works: false,
    summary:
      'zone `thumbs` with 20 MB of keys and 2 GB on disk, 200 answers kept for 30 days, 404 for one minute, stale answers while the backend is down',
  },
  {
    what: 'backup exclude list',
    prompt:
      'What did we put on the exclude list for the nightly backup? I deleted my copy by accident and need the same list again.',
    queries: ['backup exclude list nightly', 'rsync OR restic OR exclude OR backup'],
    glob: '*exclude*',
    file: 'dotfiles/backup/exclude.txt',
    content: `# nightly backup, one pattern a line
node_modules/
.venv/
*.pyc
.cache/
Downloads/*.iso
Photos/.thumbnails/
VMs/*.qcow2
# too large, kept elsewhere
Videos/raw/
`,
    check: `grep -vc '^#' dotfiles/backup/exclude.txt`,
    works: false,
    summary:
      'eight patterns: dependency folders, byte code, caches, disk images, thumbnails, VM disks and the raw videos',
  },
  {
    what: 'metrics compose file',
    prompt:
      'We set up a compose file for the metrics stack last month. Find out which ports and versions we settled on.',
    queries: ['metrics stack compose ports', 'prometheus OR grafana OR compose'],
    glob: '*compose*',
    file: 'stacks/metrics/compose.yaml',
    content: `services:
  prometheus:
    image: prom/prometheus:v2.51.0
    ports: ["127.0.0.1:9091:9090"]
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
  grafana:
    image: grafana/grafana:10.4.1
    ports: ["127.0.0.1:3001:3000"]
    environment:
      GF_AUTH_ANONYMOUS_ENABLED: "true"
  node:
    image: prom/node-exporter:v1.7.0
    network_mode: host
`,
    check: `grep -n 'image\\|ports' stacks/metrics/compose.yaml`,
    works: true,
    summary:
      'prometheus v2.51.0 on 9091, grafana 10.4.1 on 3001, both bound to 127.0.0.1; node-exporter v1.7.0 on the host network',
  },
  {
    what: 'ffmpeg recipe',
    prompt:
      'Which ffmpeg options did we use for the lecture recordings? There was a session about the file size.',
    queries: ['ffmpeg lecture recordings file size', 'ffmpeg OR transcode OR crf'],
    glob: '*.sh',
    file: 'scripts/shrink-lecture.sh',
    content: `#!/usr/bin/env bash
# slides compress well: high crf, low frame rate, speech at 48k mono
set -euo pipefail
ffmpeg -i "$1" -vf "fps=10,scale=-2:720" -c:v libx264 -crf 30 -preset slow \\
       -tune stillimage -c:a aac -b:a 48k -ac 1 "\${1%.*}.small.mp4"
`,
    check: `bash -n scripts/shrink-lecture.sh && echo syntax ok`,
    works: true,
    summary: '`fps=10,scale=-2:720`, x264 with crf 30, preset slow, tune stillimage, and 48 kbit/s mono AAC',
  },
];

const recall = scenario<Recall>({
  id: 'recall-session',
  category: 'Agent Tools',
  subcategory: 'Memory & Context',
  toolset: 'agent',
  project: 'workspace',
  variants: { kimi: RECALLS.slice(0, 3), 'glm-5.1': RECALLS },
  prompt: (v) => v.prompt,
  files: (v) => ({
    [v.file]: v.content,
    'notes/todo.md': '- renew the certificate of the mail host\n- clean up old branches\n',
    'notes/decisions.md': `# Decisions\n\n## Storage\nThumbnails are generated once and cached.\n\n## ${v.what}\nAgreed; final version lives in the repository, see \`${v.file.split('/')[0] ?? ''}/\`.\n`,
    'README.md': '# Workspace\n\nConfigurations and notes that are shared between machines.\n',
    'stacks/blog/compose.override.yaml': 'services:\n  blog:\n    ports: ["127.0.0.1:8000:8000"]\n',
    'scripts/sync.sh':
      '#!/usr/bin/env bash\nset -euo pipefail\nrsync -a --delete ~/workspace/ nas:/backup/workspace/\n',
  }),
  world: (v) =>
    v.works
      ? {
          sessions: {
            [v.queries[1].split(' ')[0] ?? '']: [
              {
                session_id: '20260211_184502_6be1f0',
                when: 'February 11, 2026',
                source: 'cli',
                model: 'agent',
                summary: `The user and the assistant worked on the ${v.what}. After two attempts the result was written to ${v.file} and noted in notes/decisions.md. Open point: none.`,
              },
            ],
          },
        }
      : {},
  run: (s, v) => {
    s.step(
      `The user refers to something we worked out in an earlier session: the ${v.what}. I have no record of that in this conversation, so session_search is the right tool. Let me start by searching with the words from the request.`,
      `Search past sessions for the ${v.what}.`,
      t.sessions(v.queries[0]),
    );
    if (v.works) {
      s.step(
        `No matches for that phrase, but the database works. The search wants single keywords; with OR it is broader. Let me check again with the terms that must have been used.`,
        'No match; broader query.',
        t.sessions(v.queries[1]),
      );
      s.step(
        `Found it: the session of 11 February, and it names the file ${v.file}. A summary isn't the content, and the file may have changed since then, so I'll read the file itself and the note.`,
        'The session names the file; read it.',
        [t.read(v.file), t.read('notes/decisions.md')],
        `There was a session about it on 11 February; the result went to \`${v.file}\`.`,
      );
    } else {
      s.step(
        `The session database is not available. That is a system problem I can't repair from here. But whatever we decided was probably written to a file, so let me look for it in the workspace: by name, and by the words in the notes.`,
        'No session database. Look in the workspace.',
        [t.find(v.glob), t.grep(v.what.split(' ')[0] ?? '', { path: 'notes' })],
        "The session database isn't available right now, so I'll look for traces in the workspace instead.",
      );
      s.extra(
        `Two useful hits: a file whose name matches, and a line in notes/decisions.md. The note should tell whether this is the final version. Let me read the note first; if there are several candidates it decides.`,
        t.read('notes/decisions.md'),
      );
      s.step(
        `The note says the final version lives in the repository. Let me read ${v.file}.`,
        '',
        t.read(v.file),
      );
    }
    s.step(
      `This is it. Before I present it as the thing we agreed on, let me check that it is complete and when it was touched last; a half-edited copy would be worse than nothing.`,
      'Quick sanity check.',
      [t.sh(v.check), t.sh(`ls -l ${v.file} && wc -c ${v.file}`)],
    );
    s.extra(
      `It is intact. Since the user had to ask for this once, it makes sense to keep the location in memory, so that next time one look is enough. It's a durable fact: a file path and what it holds.`,
      t.remember('memory', `Agreed ${v.what}: see ~/workspace/${v.file}.`),
    );
    s.answer(
      `I have the content and the location. I'll give the file, a one-line summary and say how I found it, because the user should know if the session search was down.`,
      '',
      `${v.works ? 'I found it in the session of 11 February' : 'The session search is down at the moment, but the result is in your workspace'}: \`${v.file}\`.\n\n**What we settled on:** ${v.summary}.\n\n\`\`\`\n${v.content.trim()}\n\`\`\`\n\n${v.works ? 'The file matches the summary of that session.' : 'notes/decisions.md says this is the final version.'}`,
    );
  },
});

interface Preferences {
  readonly prompt: string;
  readonly facts: readonly [string, string, string];
  readonly follow: string;
  readonly old: string;
  readonly replacement: string;
  readonly full: boolean;
}

const preferences = scenario<Preferences>({
  id: 'remember-preferences',
  category: 'Agent Tools',
  subcategory: 'Memory & Context',
  toolset: 'agent',
  project: 'workspace',
  variants: {
    kimi: [
      {
        prompt:
          'Please remember for the future: commit messages in English, tabs in Go and two spaces in TypeScript, and never push to main without asking me.',
        facts: [
          'Commit messages in English.',
          'Indentation: tabs in Go, two spaces in TypeScript.',
          'Never push to main without asking.',
        ],
        follow:
          'One more thing: I moved the projects from ~/src to ~/code. Fix that in your notes if it is in there.',
        old: '~/src',
        replacement: 'Projects live in ~/code, one folder each; shared scripts in ~/code/bin.',
        full: true,
      },
    ],
    'glm-5.1': [
      {
        prompt:
          'Remember that I prefer short answers, metric units, and German umlauts written out properly (ä, not ae).',
        facts: [
          'Prefers short answers.',
          'Metric units only.',
          'German text with real umlauts: ä ö ü ß, never ae oe ue ss.',
        ],
        follow: 'Also the projects are in ~/code now, not in ~/src any more.',
        old: '~/src',
        replacement: 'Projects live in ~/code, one folder each; shared scripts in ~/code/bin.',
        full: false,
      },
      {
        prompt:
          'Save these conventions: migrations are never edited after merge, feature flags expire after 90 days, errors carry a code.',
        facts: [
          'Migrations are never edited after merge.',
          'Feature flags expire after 90 days.',
          'Every error carries a code.',
        ],
        follow: 'The staging database moved, it is called "atlas" now. Update your notes.',
        old: 'staging',
        replacement: 'The staging database is "atlas" (PostgreSQL 16), reset every Sunday night.',
        full: true,
      },
    ],
  },
  prompt: (v) => v.prompt,
  world: (v) => ({
    memory: {
      memory: [
        'Projects live in ~/src, one folder each; shared scripts in ~/src/bin.',
        'The staging database is "meridian" (PostgreSQL 15), reset every Sunday night.',
        'python3 here has no pip; use the system packages or a venv made with --without-pip.',
        ...(v.full
          ? [
              'Old note from the migration: ' +
                'table users: 1.2M rows, copied in batches of 5000 with a pause of 200 ms; orders: 8.4M rows, batches of 2000; order_lines: 31M rows, batches of 2000 at night only; '
                  .repeat(11)
                  .trim(),
            ]
          : []),
      ],
      user: ['Time zone: Europe/Berlin.'],
    },
    skills: [],
  }),
  run: (s, v) => {
    s.step(
      `The user wants me to remember three things. They are durable preferences, so they belong into memory, target "user" for personal preferences. I'll save them as separate short entries: separate entries are easier to replace later than one long one. The calls don't depend on each other.`,
      'Three separate entries.',
      v.facts.map((f) => t.remember('user', f)),
    );
    s.extra(
      `All three are saved. I should check that I didn't store something that contradicts an older entry; the result shows the whole list: the time zone and the three new ones. No conflict.\n\nThe convention about the work itself (not the person) would be better in "memory" as well, because sub-agents get that store. Let me add one combined line there.`,
      t.remember('memory', `Conventions of the user: ${v.facts.join(' ')}`),
      'Saved. I also put a combined line into the shared notes, which sub-agents can read:',
    );
    if (v.full) {
      s.step(
        `The shared store is full: the old note about the migration takes most of it. That migration was finished long ago. Its details are not worth their place, but I shouldn't delete it without keeping the gist. Replace it by one line.`,
        'The store is full; shorten the old migration note.',
        s.kimi
          ? t.memory({
              action: 'replace',
              target: 'memory',
              old_text: 'Old note from the migration',
              content:
                'Migration (done): large tables were copied in batches of 2000-5000, order_lines at night only.',
            })
          : t.memory({ action: 'add', target: 'memory', content: `Conventions: ${v.facts.join(' ')}` }),
        s.kimi
          ? 'The store is full, mostly with details of a finished migration. I will shorten that entry first.'
          : '',
      );
      if (!s.kimi)
        s.step(
          '',
          'Full. Replace the old migration note.',
          t.memory({
            action: 'replace',
            target: 'memory',
            old_text: 'Old note',
            content: 'Migration (done): copied in batches of 2000-5000, order_lines at night only.',
          }),
        );
      s.step(
        `Now there is room. Try again to add the line.`,
        'Now add it.',
        t.remember('memory', `Conventions of the user: ${v.facts.join(' ')}`),
      );
    }
    s.answer(
      `Everything is stored. A short confirmation with the exact wording is best, so that the user can correct it.`,
      '',
      `Saved:\n${v.facts.map((f) => `- ${f}`).join('\n')}\n\nI will keep to that from now on.`,
    );
    s.human(v.follow);
    s.step(
      `The user corrects a fact. There should be an entry about it, but is it in "user" or in "memory"? It describes the environment. Let me try the replace in "user" first, hmm, no: environment facts go to "memory". The response of the earlier calls showed the list only for "user". I'll identify it by "${v.old}".`,
      '',
      t.memory({
        action: 'replace',
        target: s.kimi ? 'memory' : 'user',
        old_text: v.old,
        content: v.replacement,
      }),
    );
    if (!s.kimi)
      s.step(
        '',
        'Not in user; it is in memory.',
        t.memory({ action: 'replace', target: 'memory', old_text: v.old, content: v.replacement }),
      );
    s.extra(
      `Replaced. Is there another place with the old value? The workspace may have scripts that use it, and a note alone would not help then. A quick search in the files is cheap.`,
      t.grep(v.old.replace('~', '~'), { path: '.' }),
    );
    s.answer(
      `Nothing else mentions it. Done.`,
      '',
      `Updated. My note now reads: "${v.replacement}"${s.kimi ? '\n\nI also searched the workspace: no file mentions the old location.' : ''}`,
    );
  },
});

interface Release {
  readonly name: string;
  readonly version: string;
  readonly commits: readonly string[];
  readonly wrongSkill: string;
}

const releaseNotes = scenario<Release>({
  id: 'skill-release-notes',
  category: 'Agent Tools',
  subcategory: 'Skills & Plugins',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      {
        name: 'tidewatch',
        version: '1.4.0',
        wrongSkill: 'changelog',
        commits: [
          'feat: tide curves for the next 14 days',
          'fix: wrong sign of the time zone west of Greenwich',
          'docs: how to add a station',
          'feat: metric and imperial units',
          'chore: update the station list',
          'fix: crash on an empty reply (#41)',
        ],
      },
      {
        name: 'letterbox',
        version: '0.9.2',
        wrongSkill: 'release-writer',
        commits: [
          'fix: attachments with umlauts in the name (Änderung.pdf)',
          'perf: index of senders, 3x faster search',
          'fix: unread counter after a move',
          'chore: remove the old importer',
          'feat: keyboard shortcut to archive',
        ],
      },
    ],
    'glm-5.1': [
      {
        name: 'tidewatch',
        version: '1.4.0',
        wrongSkill: 'changelog',
        commits: [
          'feat: tide curves for the next 14 days',
          'fix: wrong sign of the time zone west of Greenwich',
          'docs: how to add a station',
          'feat: metric and imperial units',
          'chore: update the station list',
          'fix: crash on an empty reply (#41)',
        ],
      },
      {
        name: 'parcelbot',
        version: '2.0.0',
        wrongSkill: 'write-changelog',
        commits: [
          'feat!: configuration moved to parcelbot.toml',
          'feat: several carriers per shipment',
          'fix: duplicate notifications after a restart',
          'test: recorded replies of all carriers',
          'docs: migration from 1.x',
        ],
      },
    ],
  },
  prompt: (v) =>
    `Write the release notes for ${v.version} of ${v.name} the way our skill describes it, and put them at the top of CHANGELOG.md.`,
  files: (v) => ({
    'CHANGELOG.md': `# Changelog\n\n## 0.1.0 (2025-11-02)\n\n### Added\n- First public version.\n`,
    'README.md': `# ${v.name}\n`,
    VERSION: `${v.version}\n`,
  }),
  setup: (v) => [
    'git init -q -b main && git add -A && git commit -q -m "chore: first version" && git tag v0.1.0',
    ...v.commits.map(
      (c, i) => `mkdir -p src && echo ${i} > src/part${i}.txt && git add -A && git commit -q -m '${c}'`,
    ),
  ],
  world: () => ({
    skills: [
      {
        name: 'release-notes',
        category: 'writing',
        description: 'Turn the commits since the last tag into release notes that users understand',
        content: `# Release notes\n\n1. List the commits since the last tag: \`git log --no-merges --format=%s <tag>..HEAD\`\n2. Group: **Added** (feat), **Changed** (perf, feat!), **Fixed** (fix). Leave out chore, test, docs, ci.\n3. Rewrite every line for users: what they can do now or what no longer goes wrong. No commit hashes.\n4. Breaking changes come first, under **Breaking**, with the way to migrate.\n5. The heading is \`## <version> (<date>)\`, the date from the last commit.\n6. Check with references/check.sh.\n`,
        files: {
          'references/check.sh': `#!/usr/bin/env bash\n# every heading has a date, no line longer than 100, no hashes\ngrep -nE '^## [0-9]+\\.[0-9]+\\.[0-9]+ \\([0-9]{4}-[0-9]{2}-[0-9]{2}\\)$' CHANGELOG.md || exit 1\nawk 'length > 100 { print "too long: " FILENAME ":" NR; bad = 1 } END { exit bad }' CHANGELOG.md\n! grep -nE '\\b[0-9a-f]{7,40}\\b' CHANGELOG.md\n`,
        },
      },
      {
        name: 'commit-style',
        category: 'writing',
        description: 'How commit messages are written in our repositories',
        content: '# Commit style\n\ntype: summary in the imperative, at most 72 characters.\n',
      },
      {
        name: 'pdf-report',
        category: 'documents',
        description: 'Make a PDF report from markdown',
        content: '# PDF report\n\nUse pandoc.\n',
      },
    ],
  }),
  run: (s, v) => {
    const of = (type: RegExp): string[] =>
      v.commits.filter((c) => type.test(c)).map((c) => c.replace(/^\w+!?: /, '').replace(/ \(#\d+\)/, ''));
    const added = of(/^feat:/);
    const changed = of(/^perf:/);
    const fixed = of(/^fix:/);
    const breaking = of(/^feat!:/);
    const cap = (x: string): string => x.charAt(0).toUpperCase() + x.slice(1);
    const section = (title: string, items: readonly string[]): string =>
      items.length === 0 ? '' : `### ${title}\n${items.map((x) => `- ${cap(x)}.`).join('\n')}\n\n`;
    const notes = `## ${v.version} (2026-03-14)\n\n${section('Breaking', breaking)}${section('Added', added)}${section('Changed', changed)}${section('Fixed', fixed)}`;
    s.step(
      `The user mentions "our skill" for release notes. I guess it is called "${v.wrongSkill}" or similar. Let me try to load it directly; if the name is wrong the tool tells me what exists.`,
      'Load the skill.',
      t.skill(v.wrongSkill),
    );
    s.step(
      `There is no skill of that name; the list has "release-notes", that must be it. Let me read it, and in the same step get what any release note needs: the last tag and the commits.`,
      'It is called release-notes.',
      [
        t.skill('release-notes'),
        t.sh(
          'git describe --tags --abbrev=0 && git log --no-merges --format=%s $(git describe --tags --abbrev=0)..HEAD',
        ),
      ],
    );
    s.step(
      `The skill is clear: group by type, leave out chore, test and docs, write for users, heading with version and date of the last commit, and check with references/check.sh. Let me get that script, the present CHANGELOG, and the date.`,
      '',
      [
        t.skill('release-notes', 'references/check.sh'),
        t.read('CHANGELOG.md'),
        t.sh('git log -1 --format=%cs; cat VERSION'),
      ],
    );
    s.step(
      `Version file and request agree on ${v.version}. Of ${v.commits.length} commits ${added.length + changed.length + fixed.length + breaking.length} go into the notes. ${breaking.length > 0 ? 'There is a breaking change ("feat!"), which has to come first with the way to migrate.' : 'There is no breaking change.'} I'll put the new section between the title and the last release. First version, with the commit subjects lightly rewritten.`,
      'Write the section.',
      t.patch('CHANGELOG.md', '# Changelog\n\n', `# Changelog\n\n${notes.replace(' (2026-03-14)', '')}`),
    );
    s.step(
      `Now run the check of the skill. I write the script next to the repository so that it isn't committed by accident.`,
      'Check it.',
      [
        t.write(
          '../check.sh',
          `#!/usr/bin/env bash\ngrep -nE '^## [0-9]+\\.[0-9]+\\.[0-9]+ \\([0-9]{4}-[0-9]{2}-[0-9]{2}\\)$' CHANGELOG.md | grep '${v.version.replaceAll('.', '\\.')}' || { echo 'heading without date'; exit 1; }\nawk 'length > 100 { print "too long: " FILENAME ":" NR; bad = 1 } END { exit bad }' CHANGELOG.md\n! grep -nE '\\b[0-9a-f]{7,40}\\b' CHANGELOG.md\n`,
        ),
        t.sh('bash ../check.sh; echo "exit: $?"'),
      ],
    );
    s.step(
      `The check found my mistake: I left the date out of the heading, although the skill asks for it in point 5. The last commit is of 2026-03-14.`,
      'The date is missing.',
      t.patch('CHANGELOG.md', `## ${v.version}\n`, `## ${v.version} (2026-03-14)\n`),
    );
    s.step(`Run the check again and look at the file as a whole.`, '', [
      t.sh('bash ../check.sh; echo "exit: $?"'),
      t.read('CHANGELOG.md'),
    ]);
    s.answer(
      `The check passes and the file reads well. I summarise what went in and what was left out, as that is the part the user may want to change.`,
      '',
      `The notes for ${v.version} are at the top of CHANGELOG.md and pass the skill's check.\n\n- In: ${breaking.length > 0 ? `${breaking.length} breaking change, ` : ''}${added.length} additions, ${changed.length > 0 ? `${changed.length} change, ` : ''}${fixed.length} fixes\n- Left out, as the skill says: ${v.commits
        .filter((c) => /^(chore|docs|test)/.test(c))
        .map((c) => `"${c}"`)
        .join(
          ', ',
        )}\n\n${breaking.length > 0 ? 'Please look at the **Breaking** section: I named the new file but you may want to add an example.' : 'I did not commit it.'}`,
    );
  },
});

interface Audit {
  readonly name: string;
  readonly goal: string;
  readonly modules: readonly [string, string, string];
  readonly lines: readonly [string, string, string];
  readonly hit: RegExp;
  readonly grep: string;
  readonly label: string;
  readonly wrong: string;
}

const audit = scenario<Audit>({
  id: 'delegate-audit',
  grouped: ['glm-5.1/2'],
  category: 'Agent Tools',
  subcategory: 'Delegation',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      {
        name: 'harbor-api',
        goal: 'SQL statements built by string formatting',
        modules: ['billing', 'search', 'users'],
        lines: [
          'cur.execute("SELECT * FROM invoice WHERE id = ?", (invoice_id,))',
          'cur.execute(f"SELECT id FROM doc WHERE body LIKE \'%{term}%\'")',
          'cur.execute("DELETE FROM session WHERE user = %s" % user)',
        ],
        hit: /f"|%s" %/,
        grep: 'execute\\((f"|.*" %)',
        label: 'injection',
        wrong: 'users',
      },
      {
        name: 'cargo-desk',
        goal: 'timestamps without a time zone',
        modules: ['tracking', 'invoices', 'reports'],
        lines: [
          'created = datetime.now()',
          'due = datetime.now(timezone.utc) + timedelta(days=30)',
          'stamp = datetime.utcnow().isoformat()',
        ],
        hit: /now\(\)|utcnow/,
        grep: 'datetime\\.(now\\(\\)|utcnow\\(\\))',
        label: 'naive timestamp',
        wrong: 'reports',
      },
    ],
    'glm-5.1': [
      {
        name: 'cargo-desk',
        goal: 'timestamps without a time zone',
        modules: ['tracking', 'invoices', 'reports'],
        lines: [
          'created = datetime.now()',
          'due = datetime.now(timezone.utc) + timedelta(days=30)',
          'stamp = datetime.utcnow().isoformat()',
        ],
        hit: /now\(\)|utcnow/,
        grep: 'datetime\\.(now\\(\\)|utcnow\\(\\))',
        label: 'naive timestamp',
        wrong: 'reports',
      },
      {
        name: 'mailroom',
        goal: 'network calls without a timeout',
        modules: ['smtp', 'webhook', 'dns'],
        lines: [
          'smtplib.SMTP(host, 587)',
          'urllib.request.urlopen(url, timeout=10)',
          'socket.create_connection((host, 53))',
        ],
        hit: /587\)|53\)\)/,
        grep: 'SMTP\\([^t]*\\)$|create_connection\\(\\([^t]*\\)\\)$',
        label: 'missing timeout',
        wrong: 'dns',
      },
      {
        name: 'harbor-api',
        goal: 'SQL statements built by string formatting',
        modules: ['billing', 'search', 'users'],
        lines: [
          'cur.execute("SELECT * FROM invoice WHERE id = ?", (invoice_id,))',
          'cur.execute(f"SELECT id FROM doc WHERE body LIKE \'%{term}%\'")',
          'cur.execute("DELETE FROM session WHERE user = %s" % user)',
        ],
        hit: /f"|%s" %/,
        grep: 'execute\\((f"|.*" %)',
        label: 'injection',
        wrong: 'users',
      },
    ],
  },
  prompt: (v) =>
    `Audit the three modules of ${v.name} for ${v.goal}. Use sub-agents so that it goes quickly, then give me one list.`,
  files: (v) =>
    Object.fromEntries(
      v.modules.map((m, i) => [
        `${m}/service.py`,
        `"""${m}: part of ${v.name}."""\nimport smtplib, socket, urllib.request\nfrom datetime import datetime, timedelta, timezone\n\n\ndef handle(cur, host, url, user, term, invoice_id):\n    ${v.lines[i] ?? 'pass'}\n    return True\n\n\ndef health():\n    return {"module": "${m}", "ok": True}\n`,
      ]),
    ),
  world: (v) => ({
    delegates: [
      {
        results: v.modules.map((m, i) =>
          m === v.wrong
            ? {
                task_index: i,
                status: 'timeout',
                summary: null,
                error: 'Sub-agent reached max_iterations (4) without a final answer.',
                api_calls: 4,
                duration_seconds: 38.2,
              }
            : {
                task_index: i,
                status: 'completed',
                summary: v.hit.test(v.lines[i] ?? '')
                  ? `Read ${m}/service.py. One finding (${v.label}): line 7, \`${v.lines[i] ?? ''}\`. No other file in ${m}/.`
                  : `Read ${m}/service.py. No ${v.label} found; line 7 is written correctly.`,
                api_calls: 3,
                duration_seconds: 17.6 + i,
              },
        ),
        total_duration_seconds: 38.4,
      },
      {
        results: [
          {
            task_index: 0,
            status: 'completed',
            summary: `Read ${v.wrong}/service.py. No ${v.label} found.`,
            api_calls: 2,
            duration_seconds: 11.9,
          },
        ],
        total_duration_seconds: 12.1,
      },
    ],
  }),
  run: (s, v) => {
    s.step(
      `I have been asked to audit three modules with sub-agents. Before delegating I should know the layout, because the sub-agents know nothing of this conversation and need exact paths.`,
      '',
      t.find('*.py'),
    );
    s.step(
      `Three modules with one file each. I'll start one sub-agent per module in a batch, with the exact path and the definition of what counts. Few iterations should be enough for one file.`,
      'One sub-agent per module.',
      t.delegate({
        tasks: v.modules.map((m) => ({
          goal: `Find ${v.goal} in ${m}/service.py and report line numbers and code`,
          context: `Repository ${v.name}, current folder. Only read, change nothing. Report "none" when there is nothing.`,
          toolsets: ['file'],
        })),
        max_iterations: 4,
      }),
    );
    s.step(
      `Two answers, and the one for ${v.wrong} ran out of iterations. I gave it only 4. Delegate that one again with more room; meanwhile nothing else depends on it.`,
      `${v.wrong} timed out; again with more iterations.`,
      t.delegate({
        goal: `Find ${v.goal} in ${v.wrong}/service.py`,
        context: `Repository ${v.name}. The file has about 12 lines. Only read.`,
        toolsets: ['file'],
        max_iterations: 12,
      }),
    );
    s.step(
      `It says there is nothing in ${v.wrong}. I don't want to pass on a summary I can't vouch for: a sub-agent's word is not evidence. One search over all three modules costs nothing and checks every claim.`,
      'Verify with one search.',
      [t.grep(v.grep, { file_glob: '*.py' }), t.read(`${v.wrong}/service.py`)],
      'Before I put the list together I will check the claims against the code.',
    );
    s.extra(
      `The search contradicts the second sub-agent: line 7 of ${v.wrong}/service.py is clearly a finding, \`${v.lines[v.modules.indexOf(v.wrong)] ?? ''}\`. The first two reports agree with the code. Is my pattern complete, though? A different spelling could slip through; let me look at every candidate line, not only those that match.`,
      t.sh(
        `grep -n "execute\\|datetime\\.\\|SMTP\\|urlopen\\|create_connection" */service.py | grep -v import`,
      ),
    );
    s.answer(
      `Now I have all candidate lines: three calls, two of them findings. The list must say that one sub-agent was wrong, because the user chose this way of working and should know its limits.`,
      `The search contradicts the sub-agent about ${v.wrong}.`,
      `Audit of ${v.name} for ${v.goal}:\n\n| module | line | code | verdict |\n|---|---|---|---|\n${v.modules.map((m, i) => `| ${m} | 7 | \`${(v.lines[i] ?? '').replaceAll('|', '\\|')}\` | ${v.hit.test(v.lines[i] ?? '') ? `**${v.label}**` : 'fine'} |`).join('\n')}\n\nNote on the way: the sub-agent for \`${v.wrong}\` first ran out of iterations and then reported "none", which is wrong. I checked every line with a search of my own, so the table does not rest on the summaries.`,
    );
  },
});

interface Cleanup {
  readonly prompt: string;
  readonly folder: string;
  readonly ext: string;
  readonly reply: string;
  readonly days: number;
  readonly keep: string;
}

const cleanup = scenario<Cleanup>({
  id: 'clarify-cleanup',
  category: 'Agent Tools',
  subcategory: 'Clarification',
  toolset: 'agent',
  project: 'server',
  variants: {
    kimi: [
      {
        prompt: 'The log folder is huge. Clean it up, but not the important ones.',
        folder: 'logs',
        ext: 'log',
        reply: 'Delete everything older than 30 days, keep audit logs',
        days: 30,
        keep: 'audit',
      },
    ],
    'glm-5.1': [
      {
        prompt: 'The log folder is huge. Clean it up, but not the important ones.',
        folder: 'logs',
        ext: 'log',
        reply: 'Delete everything older than 30 days, keep audit logs',
        days: 30,
        keep: 'audit',
      },
      {
        prompt: 'Too many database dumps on this machine, please remove the ones we do not need.',
        folder: 'dumps',
        ext: 'sql',
        reply: 'Keep 60 days. The month-end ones stay forever',
        days: 60,
        keep: 'monthend',
      },
    ],
  },
  prompt: (v) => v.prompt,
  files: (v) => ({ [`${v.folder}/.keep`]: '' }),
  setup: (v) => [
    `cd ${v.folder} && for i in $(seq 1 12); do d=$((i * 11)); head -c $((d * 70000)) /dev/zero | tr '\\0' 'x' > app-$(printf %02d $i).${v.ext}; touch -d "2026-03-14 -$d days" app-$(printf %02d $i).${v.ext}; done; for i in 1 2 3; do echo kept > ${v.keep}-2025-1$((i - 1)).${v.ext}; touch -d "2025-1$((i - 1))-28" ${v.keep}-2025-1$((i - 1)).${v.ext}; done; touch -d 2026-03-14 ../now`,
  ],
  world: (v) => ({ replies: [v.reply, 'Yes, delete them'] }),
  run: (s, v) => {
    s.step(
      `The user wants a cleanup, but "important" isn't defined. Deleting is not reversible, so I must not guess. But before asking I should know what is there; the question will be better for it.`,
      'Look first, then ask.',
      [
        t.sh(`du -sh --apparent-size ${v.folder} && ls ${v.folder} | wc -l`),
        t.sh(`ls -l --time-style=long-iso ${v.folder}`),
      ],
    );
    s.step(
      `15 files. There are two kinds: app-NN.${v.ext}, up to several months old, and ${v.keep}-*.${v.ext}, which look like something that is kept on purpose. The open questions are the age limit and whether the ${v.keep} files are "important". A multiple choice question makes it quick to answer.`,
      'Ask for the limit.',
      t.ask(
        `Which files in ${v.folder}/ may be deleted? There are 12 app files (11 to 132 days old) and 3 ${v.keep} files.`,
        [
          `Delete everything older than 30 days, keep ${v.keep} files`,
          'Delete everything older than 90 days',
          'Only compress, delete nothing',
        ],
      ),
    );
    s.step(
      `Clear: limit ${v.days} days, and the ${v.keep} files stay. I'll make a list with find first, as a dry run, without -delete. "now" on this machine is taken from the reference file, so I compare with that.`,
      'Dry run.',
      t.sh(
        `find ${v.folder} -name '*.${v.ext}' ! -name '${v.keep}-*' ! -newermt "$(date -r now +%F) -${v.days} days" -printf '%f %s\\n' | sort`,
      ),
    );
    s.step(
      `The list contains only app files, the newest of them is just over the limit. The size adds up to most of the folder. One confirmation before a deletion is appropriate: the user sees the exact list now.`,
      'Confirm before deleting.',
      t.ask(`Dry run done: only app-*.${v.ext} files older than ${v.days} days would go. Delete them?`, [
        'Yes, delete them',
        'No',
      ]),
    );
    s.step(
      `Confirmed. The same expression with -delete, and a listing afterwards to see what is left.`,
      '',
      t.sh(
        `find ${v.folder} -name '*.${v.ext}' ! -name '${v.keep}-*' ! -newermt "$(date -r now +%F) -${v.days} days" -delete -print | wc -l; ls ${v.folder}; du -sh --apparent-size ${v.folder}`,
      ),
    );
    s.answer(
      `All ${v.keep} files are still there. Done; I could offer a rotation so that it doesn't fill up again, but shouldn't set it up unasked.`,
      '',
      `Done. Deleted: the app files older than ${v.days} days. Kept: the newer ones and all three \`${v.keep}-*\` files.\n\nIf you want this to happen by itself I can add a weekly job; I did not change anything else.`,
    );
  },
});

interface Server {
  readonly name: string;
  readonly port: number;
  readonly route: string;
  readonly json: string;
}

const background = scenario<Server>({
  id: 'background-server',
  category: 'Agent Tools',
  subcategory: 'Process Management',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      {
        name: 'weather-stub',
        port: 18431,
        route: '/v1/now',
        json: '{"temp": 7.5, "unit": "°C", "sky": "overcast"}',
      },
    ],
    'glm-5.1': [
      {
        name: 'weather-stub',
        port: 18432,
        route: '/v1/now',
        json: '{"temp": 7.5, "unit": "°C", "sky": "overcast"}',
      },
      {
        name: 'stock-stub',
        port: 18433,
        route: '/items/17',
        json: '{"id": 17, "name": "Schräubchen M3", "left": 240}',
      },
    ],
  },
  prompt: (v) =>
    `Start the ${v.name} server in the background, check that ${v.route} answers correctly, and stop it again.`,
  files: (v) => ({
    'server.py': `import json\nimport sys\nfrom http.server import BaseHTTPRequestHandler, HTTPServer\n\nREPLIES = {"${v.route}": ${v.json}}\n\n\nclass Handler(BaseHTTPRequestHandler):\n    def do_GET(self):\n        reply = REPLIES[self.path]\n        body = json.dumps(reply, ensure_ascii=False).encode("latin-1")\n        self.send_response(200)\n        self.send_header("Content-Type", "application/json; charset=utf-8")\n        self.end_headers()\n        self.wfile.write(body)\n\n    def log_message(self, text, *args):\n        print("request:", text % args, flush=True)\n\n\nif __name__ == "__main__":\n    port = int(sys.argv[1])\n    print("listening on", port, flush=True)\n    HTTPServer(("127.0.0.1", port), Handler).serve_forever()\n`,
    'README.md': `# ${v.name}\n\nRun with \`python3 server.py PORT\`. A stub for tests: replies are fixed.\n`,
  }),
  run: (s, v) => {
    const probe = `(timeout 5 python3 server.py ${v.port} > server.log 2>&1 & echo $! > pid); sleep 0.5; curl -s -i http://127.0.0.1:${v.port}`;
    const stop = '; kill $(cat pid)';
    s.step(
      `The task is to start a server in the background and test a route. Let me read the README and the code first; I need to know how it takes its port.`,
      'Read how it is started.',
      [t.read('README.md'), t.read('server.py')],
    );
    s.step(
      `It wants the port as the first argument. A server must not run in the foreground, it would block until the timeout. background=true, then poll.`,
      '',
      t.bg('timeout 3 python3 server.py'),
    );
    s.step(
      `I notice that I left out the port. It will have crashed with an IndexError. Poll to see the output.`,
      'Forgot the port; poll.',
      t.process('wait', { session_id: 'LAST', timeout: 10 }),
    );
    s.step(
      `As expected: IndexError, no argument. Start it again with port ${v.port}.`,
      '',
      t.bg(`timeout 3 python3 server.py ${v.port}`),
      'The port argument was missing. Again, with the port:',
    );
    s.step(`Check that it came up before sending a request.`, '', t.process('poll', { session_id: 'LAST' }));
    s.step(
      `It is listening. Now the request. I use -i to see the headers as well, because the encoding matters: the reply contains a non-ASCII character and the code encodes as latin-1 while the header says utf-8. That is suspicious.`,
      'Request with headers.',
      t.sh(`${probe}${v.route} | tail -1 | od -c | head -8${stop}`),
    );
    s.step(
      `The suspicion is right: the byte for the special character is a single latin-1 byte (octal 260 or 344), and the header promises utf-8. Every strict client fails on that. The user asked me to check that the answer is correct, and it isn't. The fix is one word; "utf-8" instead of "latin-1".`,
      'latin-1 body with a utf-8 header: fix.',
      t.patch('server.py', '.encode("latin-1")', '.encode("utf-8")'),
      'The body is encoded as latin-1 but labelled utf-8. That is a bug, not just a matter of taste:',
    );
    s.step(
      `Restart and check again, this time letting python parse it strictly.`,
      '',
      t.sh(
        `${probe}${v.route} | tail -1 | python3 -c "import json,sys; print(json.loads(sys.stdin.buffer.read().decode()))"; cat server.log${stop}`,
      ),
    );
    s.extra(
      `That parses. An unknown route is worth one look: REPLIES[self.path] raises KeyError, so the connection would just be closed. Let me see what a client gets.`,
      t.sh(`${probe}/nothing; echo "curl: $?"; tail -3 server.log${stop}`),
    );
    s.step(
      `Now stop everything that I started and make sure that nothing listens any more.`,
      'Stop it and verify.',
      [
        t.process('kill', { session_id: 'LAST' }),
        t.sh(`sleep 0.5; curl -s -m 2 http://127.0.0.1:${v.port}${v.route}; echo "exit code $?"`),
      ],
    );
    s.answer(
      `curl exits with 7, connection refused: the server is down. Report including the bug and, for completeness, the unknown route.`,
      '',
      `${v.route} works now, and the server is stopped again (connection refused on port ${v.port}).\n\nIt did **not** answer correctly at first: the body was encoded as latin-1 while the header says utf-8, so strict clients could not read it. I changed one word in server.py.${s.kimi ? '\n\nNot changed: an unknown route raises KeyError and the client gets an empty reply instead of a 404.' : ''}`,
    );
  },
});

export const AGENT_TOOLS = [recall, preferences, releaseNotes, audit, cleanup, background];
