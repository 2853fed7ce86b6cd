import { scenario, t } from '../../scenario';

interface Preferences {
  readonly prompt: string;
  readonly facts: readonly [string, string, string];
  readonly follow: string;
  readonly old: string;
  readonly replacement: string;
  readonly full: boolean;
}

export const preferences = scenario<Preferences>({
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
              'Old note from the migration, written down in March, with all batch sizes as they were: ' +
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
        'Also into the shared notes, for sub-agents.',
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
