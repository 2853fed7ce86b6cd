import { scenario, t } from '../../scenario';

interface BigLog {
  readonly name: string;
  readonly service: string;
  readonly lines: number;
}

/** A large output: the agent prints a whole log and then learns to filter. */
export const bigLog = scenario<BigLog>({
  id: 'large-log',
  category: 'File Operations',
  subcategory: 'Log Analysis',
  toolset: 'coding',
  project: 'logs',
  variants: {
    kimi: [{ name: 'gateway.log', service: 'gateway', lines: 1700 }],
    'glm-5.1': [{ name: 'worker.log', service: 'worker', lines: 420 }],
  },
  prompt: (v) =>
    `Requests through the ${v.service} were slow this morning. What does ${v.name} say about when and why?`,
  files: (v) => ({
    'make.py': `import random\nrandom.seed(11)\nout = open("${v.name}", "w")\nfor i in range(${v.lines}):\n    m = i * 60 // ${v.lines}\n    slow = 22 <= m < 31\n    ms = random.randint(900, 4200) if slow and i % 3 else random.randint(4, 40)\n    level = "WARN " if ms > 900 else "INFO "\n    pool = "pool=16/16 waiting=%d" % random.randint(3, 40) if slow else "pool=%d/16 waiting=0" % random.randint(1, 9)\n    print(f"2026-03-14T08:{m:02d}:{i * 3600 // ${v.lines} % 60:02d}Z {level} ${v.service} request={i:06d} GET /v2/items/{random.randint(1, 40)} status=200 took={ms}ms {pool}", file=out)\n    if m == 22 and (i - 1) * 60 // ${v.lines} == 21:\n        print(f"2026-03-14T08:22:05Z ERROR ${v.service} job=reindex started, holding 12 connections", file=out)\n    if m == 31 and (i - 1) * 60 // ${v.lines} == 30:\n        print(f"2026-03-14T08:31:01Z INFO  ${v.service} job=reindex finished, released 12 connections", file=out)\n`,
  }),
  setup: () => ['python3 make.py && rm make.py'],
  run: (s, v) => {
    s.step(`Let me look at the log.`, '', t.sh(`cat ${v.name}`));
    s.step(
      `That was careless: ${v.lines} lines at once. I should let the machine count. Median and worst time per minute will show when it was slow.`,
      'Too much to read; count per minute.',
      t.python(
        `import collections, re, statistics\nper = collections.defaultdict(list)\nfor line in open('${v.name}'):\n    m = re.search(r'T08:(\\d\\d).*took=(\\d+)ms', line)\n    if m: per[m[1]].append(int(m[2]))\nfor minute, t in sorted(per.items()):\n    print(f'08:{minute} n={len(t):3} median={statistics.median(t):7.1f} max={max(t):5}', '#' * (max(t) // 200))\n`,
      ),
      'I should not have printed all of it. Per minute:',
    );
    s.step(
      `Clear: from 08:22 to 08:30 the maximum jumps from 40 ms to over 4 s. What is different in that window? Lines that aren't requests, and the pool numbers.`,
      'Slow from 08:22 to 08:30. What else is in that window?',
      [
        t.grep(' (ERROR|FATAL) |job=', { path: v.name }),
        t.sh(
          `grep -o 'pool=[0-9]*/16 waiting=[0-9]*' ${v.name} | sort -t= -k3 -n | tail -3; grep -c 'pool=16/16' ${v.name}`,
        ),
      ],
    );
    s.extra(
      `A job "reindex" took 12 of 16 connections from 08:22:05 to 08:31:01, exactly the window. In that time the pool was full and up to 40 requests waited. Is it correlation only? Check that there is no slow request outside and no full pool outside.`,
      t.sh(
        `awk '/took=/ { split($1, a, ":"); m = a[2] + 0; split($0, b, "took="); ms = b[2] + 0; if (ms > 500 && (m < 22 || m > 30)) n++ } END { print "slow outside the window:", n + 0 }' ${v.name}; grep 'pool=16/16' ${v.name} | cut -c12-16 | sort -u | tr '\\n' ' '`,
      ),
    );
    s.answer(
      '',
      '',
      `**When:** from 08:22 to 08:31. Median and worst times jump from tens of milliseconds to seconds; no request outside that window is slow.\n\n**Why:** the job \`reindex\` held 12 of the 16 connections of the pool from 08:22:05 to 08:31:01. The pool was full the whole time (\`pool=16/16\`) and up to 40 requests were waiting. The requests themselves are fine, they only waited for a connection.\n\n**What would help:** give the job its own small pool, or limit it to 4 connections.`,
    );
    s.human('How much would the smaller limit have helped? Can you estimate it from the log?');
    s.step(
      `An estimate from the log: in the window the job held 12 of 16, which left 4 for the requests. With a limit of 4 for the job, 12 would have been left. What matters is how many connections the requests really use at a time outside the window, when they are free to take what they need.`,
      'Usage outside the window tells it.',
      t.sh(`grep -v 'pool=16/16' ${v.name} | grep -o 'pool=[0-9]*' | sort | uniq -c | sort -t= -k2 -n`),
    );
    s.answer(
      `Outside the window the requests never use more than 9 connections. With 12 left for them none would have waited.`,
      '',
      `It would have been enough: outside the window the requests never hold more than **9** connections at the same time. With the job limited to 4, they would have had 12, so none of them would have had to wait. The job itself would take about three times as long.`,
    );
  },
});
