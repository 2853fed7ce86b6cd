import { scenario, t } from '../../scenario';

interface Cron {
  readonly name: string;
  readonly prompt: string;
  readonly wrong: string;
  readonly right: string;
  readonly job: string;
  readonly message: string;
}

const CRONS: readonly Cron[] = [
  {
    name: 'weekday-disk',
    prompt:
      'Check the disk every weekday at half past six in the morning and tell me only when it is more than 85 percent full.',
    wrong: '30 6 * * 1-5 *',
    right: '30 6 * * 1-5',
    job: 'Run `df -P /` in the terminal. If the use of / is above 85 %, report the percentage and the five largest folders under /var and /home. If not, answer with nothing.',
    message: 'at 06:30 from Monday to Friday',
  },
  {
    name: 'backup-check',
    prompt:
      'Every Sunday evening, verify that the newest backup is younger than a day and readable. Set that up as a job.',
    wrong: '0 20 * * SUN-SUN',
    right: '0 20 * * 0',
    job: 'Find the newest file in /backup, check that it is younger than 24 hours and that `tar -tzf` can list it. Report either way in one line.',
    message: 'on Sundays at 20:00',
  },
  {
    name: 'release-watch',
    prompt:
      'Tell me twice a day whether there is a new release of the parser library, until version 4 is out.',
    wrong: 'twice daily',
    right: '0 8,18 * * *',
    job: 'Read https://releases.parser-lib.example/latest.txt. If the version differs from the one in ~/.parser-version, report it and update the file. If it is 4.0.0 or later, say that this job can be removed.',
    message: 'at 08:00 and 18:00',
  },
];

export const cron = scenario<Cron>({
  id: 'cron-job',
  category: 'Scheduling',
  subcategory: 'Recurring Jobs',
  toolset: 'schedule',
  project: 'workspace',
  variants: { kimi: CRONS.slice(0, 2), 'glm-5.1': [CRONS[0] as Cron, CRONS[2] as Cron] },
  prompt: (v) => v.prompt,
  world: (v) => ({
    cronErrors: {
      [v.wrong]: `Invalid schedule '${v.wrong}'. Use a duration ('30m'), an interval ('every 2h'), a cron expression with 5 fields ('0 9 * * *') or an ISO timestamp.`,
    },
    memory: {
      memory: ['The server clock is UTC; the user lives in Europe/Berlin (UTC+1, UTC+2 in summer).'],
      user: [],
    },
  }),
  run: (s, v) => {
    s.step(
      `The user wants a recurring job. Is there something similar already? A second job for the same purpose would only be confusing. And what time zone does the server have? Schedules are in server time.`,
      'Existing jobs? Time zone?',
      [t.cron({ action: 'list' }), t.sh('date +%Z; df -P / | tail -1 | wc -w')],
    );
    s.step(
      `No jobs yet, and the server runs on UTC. The job starts in a fresh session without this conversation, so its prompt has to be self-contained: what to run, where, and when to speak. Create it.`,
      'None yet. Create it with a self-contained prompt.',
      t.cron({ action: 'create', name: v.name, schedule: v.wrong, prompt: v.job, deliver: 'origin' }),
    );
    s.step(
      `The schedule was rejected: it takes cron expressions with exactly five fields. So "${v.right}".`,
      'Five fields.',
      t.cron({ action: 'create', name: v.name, schedule: v.right, prompt: v.job, deliver: 'origin' }),
    );
    s.extra(
      `Created. Let me think about the time again: the user said a local time, and the server is on UTC. Half past six in Berlin is 05:30 UTC in winter and 04:30 in summer. I can't express "local time" here; should I shift it? The safest is to list the job, tell the user in which zone it runs, and offer to move it.`,
      t.cron({ action: 'list' }),
    );
    s.extra(
      `One dry run of what the job does, so that it doesn't fail for the first time at night.`,
      t.sh(
        v.name === 'weekday-disk'
          ? `df -P / | awk 'NR==1 || NR==2 { print NF " fields" }'`
          : v.name === 'backup-check'
            ? 'ls -t /backup 2>&1 | head -1'
            : 'cat ~/.parser-version 2>&1',
      ),
    );
    if (s.kimi && v.name !== 'weekday-disk') {
      s.step(
        `The path doesn't exist on this machine. The job would fail every time. I shouldn't invent a path; the prompt of the job must handle it, and the user must know. Pause the job until that's settled: a job that fails each time is worse than none.`,
        '',
        [t.cron({ action: 'pause', job_id: v.name }), t.cron({ action: 'list' })],
      );
      s.answer(
        '',
        '',
        `The job \`${v.name}\` exists and would run ${v.message} (UTC), but I **paused** it: the path it needs is not there on this machine, so every run would fail.\n\nTell me the right place and I will change the prompt and resume it.`,
      );
      return;
    }
    s.answer(
      '',
      '',
      `The job \`${v.name}\` is set up: it runs ${v.message} (server time, UTC).\n\nIts instruction:\n> ${v.job}\n\nNote the time zone: if you mean local time, tell me and I will shift it; the server does not know about summer time.`,
    );
    s.human('I do mean local time, and please make it a quarter of an hour later.');
    s.step(
      `Local time is Europe/Berlin according to my notes: in March that is UTC+1, from the 29th on UTC+2. One cron expression in UTC can't follow that. I take the summer time, since it begins in two weeks and lasts until October, and I say so. A quarter of an hour later, too.`,
      'Summer time offset, and 15 minutes later.',
      t.cron({
        action: 'update',
        job_id: v.name,
        schedule: v.right
          .replace(/^(\d+) (\d+)/, (_all, m: string, h: string) => `${Number(m) + 15} ${Number(h) - 2}`)
          .replace(/(?<=^\d+ \d+),18/, ',16'),
      }),
    );
    s.answer(
      '',
      '',
      `Changed. The job now runs a quarter of an hour later, two hours earlier on the server's clock, which is your local time from 29 March on. Until then, and again after 25 October, it comes an hour early: the scheduler knows only UTC.`,
    );
  },
});
