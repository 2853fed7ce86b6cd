import { scenario, t } from '../../scenario';

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

export const audit = scenario<Audit>({
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
