import { scenario, t } from '../../scenario';

interface Cleanup {
  readonly prompt: string;
  readonly folder: string;
  readonly ext: string;
  readonly reply: string;
  readonly days: number;
  readonly keep: string;
}

export const cleanup = scenario<Cleanup>({
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
