import { scenario, t } from '../../scenario';

interface Plan {
  readonly prompt: string;
  readonly file: string;
  readonly items: readonly (readonly [id: string, text: string, days: number, needs: string])[];
  readonly end: string;
}

const PLANS: readonly Plan[] = [
  {
    prompt:
      'Plan the move of our wiki to the new server: tasks, order, and whether we can finish in ten working days.',
    file: 'plan/wiki-move.md',
    end: 'ten',
    items: [
      ['a', 'Inventory of pages, attachments and bots', 2, ''],
      ['b', 'New server: packages, TLS, backups', 3, ''],
      ['c', 'Trial import of a copy', 2, 'a,b'],
      ['d', 'Fix broken links and macros', 3, 'c'],
      ['e', 'Tell the users, freeze the old wiki', 1, 'c'],
      ['f', 'Final import and switch of DNS', 1, 'd,e'],
      ['g', 'Watch for a day, then archive the old server', 1, 'f'],
    ],
  },
  {
    prompt:
      "Make a plan for our school's science fair in the gym: what has to happen when, and what is the critical path?",
    file: 'plan/science-fair.md',
    end: 'fourteen',
    items: [
      ['a', 'Reserve the gym and power lines', 1, ''],
      ['b', 'Call for projects', 5, 'a'],
      ['c', 'Choose projects, assign tables', 2, 'b'],
      ['d', 'Order boards and extension leads', 4, 'a'],
      ['e', 'Posters and programme', 3, 'c'],
      ['f', 'Build up', 1, 'c,d'],
      ['g', 'Fair and tidying up', 1, 'e,f'],
    ],
  },
];

export const plan = scenario<Plan>({
  id: 'critical-path',
  category: 'Planning & Organization',
  subcategory: 'Project Planning',
  toolset: 'agent',
  project: 'office',
  variants: { kimi: PLANS, 'glm-5.1': [PLANS[0] as Plan] },
  prompt: (v) => v.prompt,
  run: (s, v) => {
    const todo = (done: number): ReturnType<typeof t.todo> =>
      t.todo(
        ['Collect tasks, durations, dependencies', 'Compute the critical path', `Write ${v.file}`].map(
          (x, i) =>
            [String(i + 1), x, i < done ? 'completed' : i === done ? 'in_progress' : 'pending'] as const,
        ),
      );
    const code = (sep: string): string =>
      `tasks = {\n${v.items
        .map(
          ([id, text, days, needs]) =>
            `    '${id}': (${JSON.stringify(text)}, ${days}, [${needs
              .split(',')
              .filter(Boolean)
              .map((n) => `'${n}'`)
              .join(sep)}]),`,
        )
        .join(
          '\n',
        )}\n}\nstart, end, last = {}, {}, {}\nfor key, (name, days, needs) in tasks.items():\n    start[key] = max((end[n] for n in needs), default=0)\n    last[key] = max(needs, key=lambda n: end[n], default=None)\n    end[key] = start[key] + days\n    print(f'{key} day {start[key] + 1:2}-{end[key]:2}  {name}')\nkey = max(end, key=end.get)\npath = []\nwhile key:\n    path.append(key)\n    key = last[key]\nprint('critical path:', ' > '.join(reversed(path)), '=', max(end.values()), 'days')\n`;
    s.step(
      `A planning task. I'll structure it: collect the tasks with durations and dependencies, compute the critical path, write the plan. Let me note that, and look whether there are notes to start from.`,
      '',
      [todo(0), t.find('*.md')],
    );
    s.step(
      `Nothing to start from, so the durations are my estimates; I'll mark them as such. Compute rather than guess: earliest start of each task is the latest end of what it needs.`,
      'Compute the critical path.',
      t.python(code(' ').replace("['a' 'b']", "['a' 'b']")),
    );
    s.step(
      `KeyError: a list like ['a' 'b'] without a comma concatenates the strings to 'ab'. My typo. With commas.`,
      'Missing comma between strings.',
      t.python(code(', ')),
      "A missing comma: `'a' 'b'` became `'ab'`. Once more:",
    );
    s.step(
      `Now I have dates and the critical path. Mark the progress and write the plan as a file, with a table and the assumptions.`,
      '',
      [
        todo(2),
        t.write(
          v.file,
          `# Plan\n\nDays are working days; durations are estimates.\n\n| | task | days | needs |\n|---|---|---:|---|\n${v.items.map(([id, text, days, needs]) => `| ${id} | ${text} | ${days} | ${needs.replaceAll(',', ', ')} |`).join('\n')}\n`,
        ),
      ],
    );
    s.extra(
      `What if one estimate is wrong? The user will ask "and if it takes longer". The slack of each task answers that: only tasks off the critical path may slip. Add the numbers.`,
      t.python(
        `${code(', ')}total = max(end.values())\nlate = {}\nfor k in reversed(list(tasks)):\n    late[k] = min((late[n] - tasks[n][1] for n in tasks if k in tasks[n][2]), default=total)\nprint('slack:', {k: late[k] - end[k] for k in tasks})\n`,
      ),
    );
    s.step('', '', todo(3));
    s.answer(
      '',
      '',
      `The plan is in \`${v.file}\`. It takes less than ${v.end} working days with my estimates, but there is little room: everything on the critical path moves the end by a day for each day it slips.\n\nThe rest can run beside it. Please check the durations first, they are estimates; I can recompute the plan in a minute.`,
    );
  },
});
