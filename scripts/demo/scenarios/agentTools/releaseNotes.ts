import { scenario, t } from '../../scenario';

interface Release {
  readonly name: string;
  readonly version: string;
  readonly commits: readonly string[];
  readonly wrongSkill: string;
}

export const releaseNotes = scenario<Release>({
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
