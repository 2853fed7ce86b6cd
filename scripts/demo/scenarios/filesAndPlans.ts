/** File Operations, Scheduling, Planning & Organization, Conversational. */
import { scenario, t } from '../scenario';

interface Photos {
  readonly folder: string;
  readonly names: readonly (readonly [name: string, day: string])[];
  readonly clash: string;
}

const photos = scenario<Photos>({
  id: 'sort-photos',
  category: 'File Operations',
  subcategory: 'Organization',
  toolset: 'coding',
  project: 'pictures',
  variants: {
    kimi: [
      { folder: 'inbox', clash: 'IMG_0003.jpg', names: [['IMG_0001.jpg', '2025-12-24'], ['IMG_0002.jpg', '2025-12-24'], ['IMG_0003.jpg', '2026-01-02'], ['phone/IMG_0003.jpg', '2026-01-02'], ['Grüße aus Köln.jpg', '2026-01-05'], ['scan 12.png', '2026-02-11'], ['notes.txt', '2026-02-11']] },
      { folder: 'import', clash: 'P1010007.jpg', names: [['P1010007.jpg', '2025-08-03'], ['card2/P1010007.jpg', '2025-08-03'], ['P1010008.jpg', '2025-08-04'], ['夏祭り.jpg', '2025-08-15'], ['P1010009.JPG', '2025-09-01'], ['readme.md', '2025-09-01']] },
    ],
    'glm-5.1': [{ folder: 'inbox', clash: 'IMG_0003.jpg', names: [['IMG_0001.jpg', '2025-12-24'], ['IMG_0002.jpg', '2025-12-24'], ['IMG_0003.jpg', '2026-01-02'], ['phone/IMG_0003.jpg', '2026-01-02'], ['Grüße aus Köln.jpg', '2026-01-05'], ['scan 12.png', '2026-02-11'], ['notes.txt', '2026-02-11']] }],
  },
  prompt: (v) => `Sort the pictures in ${v.folder} into folders by year and month of their date. Nothing may be lost or overwritten.`,
  setup: (v) => v.names.map(([name, day], i) => `mkdir -p "${v.folder}/$(dirname "${name}")" && echo "picture ${i}" > "${v.folder}/${name}" && touch -d "${day} 12:00" "${v.folder}/${name}"`),
  run: (s, v) => {
    const pictures = v.names.filter(([n]) => /\.(jpg|png)$/i.test(n)).length;
    s.step(`"Nothing may be lost or overwritten": so I first take stock. All files with their dates, and checksums to compare with afterwards.`, 'Take stock with checksums.', [t.sh(`find ${v.folder} -type f -printf '%TY-%Tm-%Td %p\\n' | sort`), t.sh(`find ${v.folder} -type f -exec md5sum {} + | sort > before.md5; wc -l < before.md5`)]);
    s.step(
      `${v.names.length} files, ${pictures} of them pictures; one is not a picture and should stay. There are two files named ${v.clash} from the same month, in different folders: a plain mv would overwrite one of them. Are they identical? The md5 list tells.`,
      `Two files are called ${v.clash}.`,
      t.sh(`grep '${v.clash}' before.md5`),
    );
    s.step(
      `Different content, so both must be kept; the second gets a suffix. I write a script with a dry run as default: it prints what it would do.`,
      'Different; script with a dry run.',
      t.write('sort.py', `"""Moves pictures to YYYY/MM by their date. Without --go it only prints."""\nimport pathlib\nimport shutil\nimport sys\nimport time\n\nsource, go = pathlib.Path(sys.argv[1]), "--go" in sys.argv\ntaken = set()\nfor file in sorted(source.rglob("*")):\n    if file.suffix not in (".jpg", ".png"):\n        continue\n    folder = pathlib.Path(time.strftime("%Y/%m", time.gmtime(file.stat().st_mtime)))\n    target, n = folder / file.name, 1\n    while target in taken or target.exists():\n        target, n = folder / f"{file.stem}-{n}{file.suffix}", n + 1\n    taken.add(target)\n    print(file, "->", target)\n    if go:\n        folder.mkdir(parents=True, exist_ok=True)\n        shutil.move(file, target)\n`),
    );
    s.step('', '', t.sh(`python3 sort.py ${v.folder}`));
    if (v.names.some(([n]) => n.endsWith('.JPG'))) {
      s.step(`Only ${pictures - 1} lines: P1010009.JPG is missing because of its capital suffix. Compare in lower case.`, 'A capital .JPG is missed.', t.patch('sort.py', 'if file.suffix not in', 'if file.suffix.lower() not in'));
      s.step('', '', t.sh(`python3 sort.py ${v.folder}`));
    }
    s.step(`The plan has ${pictures} lines and no target twice; the two ${v.clash} get different names. Go.`, 'Plan is right; go.', t.sh(`python3 sort.py ${v.folder} --go | wc -l && find . -name '*.jpg' -o -name '*.JPG' -o -name '*.png' | sort`));
    s.step(
      `Verify with the checksums: every checksum from before must exist exactly once now.`,
      'Compare checksums.',
      [t.sh(`find . -type f ! -name sort.py ! -name '*.md5' -exec md5sum {} + | cut -d' ' -f1 | sort > after.sum; cut -d' ' -f1 before.md5 | sort | diff - after.sum && echo "all there"`), t.sh(`find ${v.folder} -type f; find ${v.folder} -type d -empty`)],
    );
    s.extra(`All there, and only the text file is left in ${v.folder}. The empty subfolder can stay or go; it isn't mine to delete. My helper files should go, though.`, t.sh('rm sort.py before.md5 after.sum && ls'));
    s.answer(
      '',
      '',
      `Done: ${pictures} pictures are in folders by year and month. Every checksum from before is still there exactly once.\n\n- \`${v.clash}\` existed twice with different content; the second one is now \`${v.clash.replace('.jpg', '-1.jpg')}\`\n- The text file stayed in \`${v.folder}\`, it is not a picture`,
    );
  },
});

interface Encoding {
  readonly folder: string;
  readonly lines: readonly (readonly [file: string, encoding: string, text: string])[];
}

const encoding = scenario<Encoding>({
  id: 'fix-encoding',
  category: 'File Operations',
  subcategory: 'Format Conversion',
  toolset: 'coding',
  project: 'texts',
  variants: {
    kimi: [
      { folder: 'letters', lines: [['anna.txt', 'latin-1', 'Schöne Grüße, bis übermorgen!'], ['order.txt', 'cp1252', 'Preis: 12,50 € – gültig bis März'], ['memo.txt', 'utf-8', 'Schon richtig: äöüß'], ['tokyo.txt', 'shift_jis', '会議は三月十日です。']] },
      { folder: 'subtitles', lines: [['ep1.srt', 'cp1252', '00:01 - “Où est-il ?”'], ['ep2.srt', 'utf-8', '00:01 - Là-bas !'], ['ep3.srt', 'utf-16', '00:01 - Déjà vu…'], ['ep4.srt', 'euc_jp', '00:01 - おはようございます']] },
    ],
    'glm-5.1': [{ folder: 'letters', lines: [['anna.txt', 'latin-1', 'Schöne Grüße, bis übermorgen!'], ['order.txt', 'cp1252', 'Preis: 12,50 € – gültig bis März'], ['memo.txt', 'utf-8', 'Schon richtig: äöüß'], ['tokyo.txt', 'shift_jis', '会議は三月十日です。']] }],
  },
  prompt: (v) => `Some of the files in ${v.folder} show garbage instead of umlauts and Japanese. Convert everything to UTF-8, correctly.`,
  setup: (v) => v.lines.map(([file, enc, text]) => `mkdir -p ${v.folder} && python3 -c 'import sys; open(sys.argv[1], "w", encoding=sys.argv[2], newline="\\r\\n").write(sys.argv[3] + "\\n")' ${v.folder}/${file} ${enc} '${text}'`),
  run: (s, v) => {
    const other = v.lines.filter(([, e]) => e !== 'utf-8');
    s.step(`Different encodings in one folder; I must find out for each file which one it is. \`file\` may help, and the raw bytes.`, '', [t.sh(`file ${v.folder}/*`), t.sh(`for f in ${v.folder}/*; do echo "$f: $(head -c 24 "$f" | od -An -tx1 | tr -d '\\n')"; done`)]);
    s.step(
      `\`file\` may be missing or wrong about such short texts, so I rely on the bytes. A systematic way: for every file try to decode with each candidate, strictly, and print what comes out. UTF-8 first, because text in another encoding hardly ever is valid UTF-8 by accident.`,
      'Try every candidate strictly.',
      t.python(`import pathlib\nfor file in sorted(pathlib.Path('${v.folder}').iterdir()):\n    data = file.read_bytes()\n    print(file.name)\n    for enc in ('utf-8', 'utf-16', 'cp1252', 'shift_jis', 'euc_jp'):\n        try:\n            print(f'   {enc:9} {data.decode(enc).strip()[:40]}')\n        except UnicodeError:\n            print(f'   {enc:9} -')\n`),
      'Short texts deceive detection tools, so I look at what each candidate encoding makes of every file.',
    );
    s.step(
      `Now it can be decided by reading: ${other.map(([f, e]) => `${f} is ${e === 'latin-1' ? 'cp1252 (or latin-1, the same here)' : e}`).join(', ')}. ${v.lines.find(([, e]) => e === 'utf-8')?.[0] ?? ''} is UTF-8 already and must not be converted again. Backup first, then convert; line ends are CRLF, which I keep, since the user spoke only of the encoding.`,
      'Decided. Backup, then convert.',
      t.sh(`cp -a ${v.folder} ${v.folder}.bak && ${other.map(([f, e]) => `iconv -f ${e === 'latin-1' ? 'CP1252' : e.toUpperCase().replace('_', '-')} -t UTF-8 ${v.folder}.bak/${f} > ${v.folder}/${f}`).join(' && ')}; echo "exit: $?"`),
    );
    s.step(
      `${v.lines.some(([, e]) => e === 'shift_jis') ? 'iconv may name it SHIFT-JIS or SHIFT_JIS; check the exit code and the result.' : 'Check the result.'} Decode all files strictly as UTF-8 and show them.`,
      '',
      t.python(`import pathlib\nfor file in sorted(pathlib.Path('${v.folder}').iterdir()):\n    data = file.read_bytes()\n    print(f'{file.name:10} crlf={data.count(bytes([13, 10]))} bom={data[:3] == bytes([0xEF, 0xBB, 0xBF])}', data.decode('utf-8').strip())\n`),
    );
    s.extra(`Everything reads well. One more check for a subtle error: a file that was converted twice would contain "Ã". Search for it.`, t.grep('Ã|â€|\\ufffd', { path: v.folder }));
    s.answer(
      '',
      '',
      `All files in \`${v.folder}\` are UTF-8 now:\n\n${v.lines.map(([f, e, text]) => `- \`${f}\`: ${e === 'utf-8' ? 'was UTF-8 already, untouched' : `from ${e}`} → "${text}"`).join('\n')}\n\nLine ends (CRLF) are as before. The originals are in \`${v.folder}.bak\`; delete it when you are satisfied.`,
    );
  },
});

interface Dupes {
  readonly folder: string;
  readonly prefix: string;
}

const duplicates = scenario<Dupes>({
  id: 'find-duplicates',
  category: 'File Operations',
  subcategory: 'Organization',
  toolset: 'coding',
  project: 'archive',
  variants: { kimi: [{ folder: 'papers', prefix: 'paper' }, { folder: 'samples', prefix: 'kick' }], 'glm-5.1': [{ folder: 'papers', prefix: 'paper' }] },
  prompt: (v) => `How much space do duplicates take in ${v.folder}? Replace them by hard links if it is worth it.`,
  setup: (v) => [`mkdir -p ${v.folder}/old ${v.folder}/new && for i in 1 2 3 4 5 6; do head -c $((i * 40000)) /dev/zero | tr '\\0' $i > ${v.folder}/new/${v.prefix}-$i.bin; done && cp ${v.folder}/new/${v.prefix}-2.bin ${v.folder}/old/copy.bin && cp ${v.folder}/new/${v.prefix}-5.bin "${v.folder}/old/${v.prefix} 5 (1).bin" && cp ${v.folder}/new/${v.prefix}-5.bin ${v.folder}/old/five.bin && : > ${v.folder}/old/empty1 && : > ${v.folder}/old/empty2`],
  run: (s, v) => {
    s.step(`Find duplicates by content. First an overview: how many files and how large.`, '', [t.sh(`find ${v.folder} -type f | wc -l; du -sb ${v.folder}`), t.sh('which fdupes jdupes rdfind; echo "exit: $?"')]);
    s.step(
      `No tool for it is installed, and installing one for 11 files isn't needed. Group by size first, then by checksum: files of different size can't be equal. Empty files are equal to each other but take no space; leave them out.`,
      'No tool installed; size, then checksum.',
      t.python(`import collections, hashlib, pathlib\nby_size = collections.defaultdict(list)\nfor f in pathlib.Path('${v.folder}').rglob('*'):\n    if f.is_file() and f.stat().st_size:\n        by_size[f.stat().st_size].append(f)\ntotal = 0\nfor size, files in sorted(by_size.items()):\n    groups = collections.defaultdict(list)\n    for f in files:\n        groups[hashlib.sha256(f.read_bytes()).hexdigest()].append(f)\n    for digest, same in groups.items():\n        if len(same) > 1:\n            total += size * (len(same) - 1)\n            print(digest[:8], size, *sorted(map(str, same)), sep='  ')\nprint('wasted', total)\n`),
    );
    s.step(
      `Two groups, three superfluous copies, 480,000 bytes of about 1.3 MB: 36 %. Worth it. Hard links need one file system for all; check before. Also a link means that a change in one place changes both; the user asked for it, so fine, but I'll say it.`,
      'Worth it. Same file system?',
      t.sh(`df --output=source ${v.folder}/old ${v.folder}/new | sort -u | grep -vc Filesystem`),
    );
    s.step(
      `One file system. Link: keep the file in new/, replace the others. \`ln -f\` removes the target first and would leave nothing if the link failed in between, so I link to a temporary name and rename.`,
      '',
      t.sh(`cd ${v.folder} && for pair in "new/${v.prefix}-2.bin|old/copy.bin" "new/${v.prefix}-5.bin|old/${v.prefix} 5 (1).bin" "new/${v.prefix}-5.bin|old/five.bin"; do a=\${pair%|*}; b=\${pair#*|}; cmp "$a" "$b" && ln "$a" "$b.tmp" && mv "$b.tmp" "$b" && echo "linked $b"; done; cd ..`),
    );
    s.step(`Verify: link counts and the space.`, '', [t.sh(`find ${v.folder} -type f -links +1 -printf '%n %p\\n' | sort`), t.sh(`du -sb ${v.folder}; find ${v.folder} -name '*.tmp'`)]);
    s.extra(`Strange: mv of two names for the same inode does nothing according to POSIX, but here the old file was a different inode at the time, so it was replaced. The link counts confirm it: 2 and 3. No temporary files left.`, t.sh(`cmp "${v.folder}/new/${v.prefix}-5.bin" ${v.folder}/old/five.bin && echo equal`));
    s.answer(
      '',
      '',
      `Duplicates took 480,000 bytes, more than a third of \`${v.folder}\`, so I replaced the three copies by hard links.\n\n- Each pair was compared byte for byte right before linking\n- Keep in mind: a change to one of the linked files now changes all of them\n- The two empty files are equal as well, but linking them would save nothing`,
    );
  },
});

interface BigLog {
  readonly name: string;
  readonly service: string;
  readonly lines: number;
}

/** A large output: the agent prints a whole log and then learns to filter. */
const bigLog = scenario<BigLog>({
  id: 'large-log',
  category: 'File Operations',
  subcategory: 'Log Analysis',
  toolset: 'coding',
  project: 'logs',
  variants: { kimi: [{ name: 'gateway.log', service: 'gateway', lines: 1700 }], 'glm-5.1': [{ name: 'worker.log', service: 'worker', lines: 420 }] },
  prompt: (v) => `Requests through the ${v.service} were slow this morning. What does ${v.name} say about when and why?`,
  files: (v) => ({
    'make.py': `import random\nrandom.seed(11)\nout = open("${v.name}", "w")\nfor i in range(${v.lines}):\n    m = i * 60 // ${v.lines}\n    slow = 22 <= m < 31\n    ms = random.randint(900, 4200) if slow and i % 3 else random.randint(4, 40)\n    level = "WARN " if ms > 900 else "INFO "\n    pool = "pool=16/16 waiting=%d" % random.randint(3, 40) if slow else "pool=%d/16 waiting=0" % random.randint(1, 9)\n    print(f"2026-03-14T08:{m:02d}:{i % 60:02d}Z {level} ${v.service} request={i:06d} GET /v2/items/{random.randint(1, 40)} status=200 took={ms}ms {pool}", file=out)\n    if m == 22 and i % 60 == 5:\n        print(f"2026-03-14T08:22:05Z ERROR ${v.service} job=reindex started, holding 12 connections", file=out)\n    if m == 31 and i % 60 == 1:\n        print(f"2026-03-14T08:31:01Z INFO  ${v.service} job=reindex finished, released 12 connections", file=out)\n`,
  }),
  setup: () => ['python3 make.py && rm make.py'],
  run: (s, v) => {
    s.step(`Let me look at the log.`, '', t.sh(`cat ${v.name}`));
    s.step(
      `That was careless: ${v.lines} lines at once. I should let the machine count. Median and worst time per minute will show when it was slow.`,
      'Too much to read; count per minute.',
      t.python(`import collections, re, statistics\nper = collections.defaultdict(list)\nfor line in open('${v.name}'):\n    m = re.search(r'T08:(\\d\\d).*took=(\\d+)ms', line)\n    if m: per[m[1]].append(int(m[2]))\nfor minute, t in sorted(per.items()):\n    print(f'08:{minute} n={len(t):3} median={statistics.median(t):7.1f} max={max(t):5}', '#' * (max(t) // 200))\n`),
      'I should not have printed all of it. Per minute:',
    );
    s.step(`Clear: from 08:22 to 08:30 the maximum jumps from 40 ms to over 4 s. What is different in that window? Lines that aren't requests, and the pool numbers.`, 'Slow from 08:22 to 08:30. What else is in that window?', [t.grep(' (ERROR|FATAL) |job=', { path: v.name }), t.sh(`grep -o 'pool=[0-9]*/16 waiting=[0-9]*' ${v.name} | sort -t= -k3 -n | tail -3; grep -c 'pool=16/16' ${v.name}`)]);
    s.extra(
      `A job "reindex" took 12 of 16 connections from 08:22:05 to 08:31:01, exactly the window. In that time the pool was full and up to 40 requests waited. Is it correlation only? Check that there is no slow request outside and no full pool outside.`,
      t.sh(`awk '/took=/ { split($1, a, ":"); m = a[2] + 0; split($0, b, "took="); ms = b[2] + 0; if (ms > 500 && (m < 22 || m > 30)) n++ } END { print "slow outside the window:", n + 0 }' ${v.name}; grep 'pool=16/16' ${v.name} | cut -c12-16 | sort -u | tr '\\n' ' '`),
    );
    s.answer(
      '',
      '',
      `**When:** from 08:22 to 08:31. Median and worst times jump from tens of milliseconds to seconds; no request outside that window is slow.\n\n**Why:** the job \`reindex\` held 12 of the 16 connections of the pool from 08:22:05 to 08:31:01. The pool was full the whole time (\`pool=16/16\`) and up to 40 requests were waiting. The requests themselves are fine, they only waited for a connection.\n\n**What would help:** give the job its own small pool, or limit it to 4 connections.`,
    );
  },
});

interface Cron {
  readonly name: string;
  readonly prompt: string;
  readonly wrong: string;
  readonly right: string;
  readonly job: string;
  readonly message: string;
}

const CRONS: readonly Cron[] = [
  { name: 'weekday-disk', prompt: 'Check the disk every weekday at half past six in the morning and tell me only when it is more than 85 percent full.', wrong: '30 6 * * 1-5 *', right: '30 6 * * 1-5', job: 'Run `df -P /` in the terminal. If the use of / is above 85 %, report the percentage and the five largest folders under /var and /home. If not, answer with nothing.', message: 'at 06:30 from Monday to Friday' },
  { name: 'backup-check', prompt: 'Every Sunday evening, verify that the newest backup is younger than a day and readable. Set that up as a job.', wrong: '0 20 * * SUN-SUN', right: '0 20 * * 0', job: 'Find the newest file in /backup, check that it is younger than 24 hours and that `tar -tzf` can list it. Report either way in one line.', message: 'on Sundays at 20:00' },
  { name: 'release-watch', prompt: 'Tell me twice a day whether there is a new release of the parser library, until version 4 is out.', wrong: 'twice daily', right: '0 8,18 * * *', job: 'Read https://releases.parser-lib.example/latest.txt. If the version differs from the one in ~/.parser-version, report it and update the file. If it is 4.0.0 or later, say that this job can be removed.', message: 'at 08:00 and 18:00' },
];

const cron = scenario<Cron>({
  id: 'cron-job',
  category: 'Scheduling',
  subcategory: 'Recurring Jobs',
  toolset: 'schedule',
  project: 'workspace',
  variants: { kimi: CRONS, 'glm-5.1': [CRONS[0] as Cron, CRONS[2] as Cron] },
  prompt: (v) => v.prompt,
  world: (v) => ({
    cronErrors: { [v.wrong]: `Invalid schedule '${v.wrong}'. Use a duration ('30m'), an interval ('every 2h'), a cron expression with 5 fields ('0 9 * * *') or an ISO timestamp.` },
    memory: { memory: ['The server clock is UTC; the user lives in Europe/Berlin (UTC+1, UTC+2 in summer).'], user: [] },
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
    s.extra(`One dry run of what the job does, so that it doesn't fail for the first time at night.`, t.sh(v.name === 'weekday-disk' ? `df -P / | awk 'NR==1 || NR==2 { print NF " fields" }'` : v.name === 'backup-check' ? 'ls -t /backup 2>&1 | head -1' : 'cat ~/.parser-version 2>&1'));
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
  },
});

interface Plan {
  readonly prompt: string;
  readonly file: string;
  readonly items: readonly (readonly [id: string, text: string, days: number, needs: string])[];
  readonly end: string;
}

const PLANS: readonly Plan[] = [
  { prompt: 'Plan the move of our wiki to the new server: tasks, order, and whether we can finish in ten working days.', file: 'plan/wiki-move.md', end: 'ten', items: [['a', 'Inventory of pages, attachments and bots', 2, ''], ['b', 'New server: packages, TLS, backups', 3, ''], ['c', 'Trial import of a copy', 2, 'a,b'], ['d', 'Fix broken links and macros', 3, 'c'], ['e', 'Tell the users, freeze the old wiki', 1, 'c'], ['f', 'Final import and switch of DNS', 1, 'd,e'], ['g', 'Watch for a day, then archive the old server', 1, 'f']] },
  { prompt: 'Make a plan for our school\'s science fair in the gym: what has to happen when, and what is the critical path?', file: 'plan/science-fair.md', end: 'fourteen', items: [['a', 'Reserve the gym and power lines', 1, ''], ['b', 'Call for projects', 5, 'a'], ['c', 'Choose projects, assign tables', 2, 'b'], ['d', 'Order boards and extension leads', 4, 'a'], ['e', 'Posters and programme', 3, 'c'], ['f', 'Build up', 1, 'c,d'], ['g', 'Fair and tidying up', 1, 'e,f']] },
];

const plan = scenario<Plan>({
  id: 'critical-path',
  category: 'Planning & Organization',
  subcategory: 'Project Planning',
  toolset: 'agent',
  project: 'office',
  variants: { kimi: PLANS, 'glm-5.1': [PLANS[0] as Plan] },
  prompt: (v) => v.prompt,
  run: (s, v) => {
    const todo = (done: number): ReturnType<typeof t.todo> =>
      t.todo(['Collect tasks, durations, dependencies', 'Compute the critical path', `Write ${v.file}`].map((x, i) => [String(i + 1), x, i < done ? 'completed' : i === done ? 'in_progress' : 'pending'] as const));
    const code = (sep: string): string => `tasks = {\n${v.items.map(([id, text, days, needs]) => `    '${id}': (${JSON.stringify(text)}, ${days}, [${needs.split(',').filter(Boolean).map((n) => `'${n}'`).join(sep)}]),`).join('\n')}\n}\nstart, end, last = {}, {}, {}\nfor key, (name, days, needs) in tasks.items():\n    start[key] = max((end[n] for n in needs), default=0)\n    last[key] = max(needs, key=lambda n: end[n], default=None)\n    end[key] = start[key] + days\n    print(f'{key} day {start[key] + 1:2}-{end[key]:2}  {name}')\nkey = max(end, key=end.get)\npath = []\nwhile key:\n    path.append(key)\n    key = last[key]\nprint('critical path:', ' > '.join(reversed(path)), '=', max(end.values()), 'days')\n`;
    s.step(`A planning task. I'll structure it: collect the tasks with durations and dependencies, compute the critical path, write the plan. Let me note that, and look whether there are notes to start from.`, '', [todo(0), t.find('*.md')]);
    s.step(`Nothing to start from, so the durations are my estimates; I'll mark them as such. Compute rather than guess: earliest start of each task is the latest end of what it needs.`, 'Compute the critical path.', t.python(code(' ').replace("['a' 'b']", "['a' 'b']")));
    s.step(`KeyError: a list like ['a' 'b'] without a comma concatenates the strings to 'ab'. My typo. With commas.`, 'Missing comma between strings.', t.python(code(', ')), "A missing comma: `'a' 'b'` became `'ab'`. Once more:");
    s.step(`Now I have dates and the critical path. Mark the progress and write the plan as a file, with a table and the assumptions.`, '', [todo(2), t.write(v.file, `# Plan\n\nDays are working days; durations are estimates.\n\n| | task | days | needs |\n|---|---|---:|---|\n${v.items.map(([id, text, days, needs]) => `| ${id} | ${text} | ${days} | ${needs.replaceAll(',', ', ')} |`).join('\n')}\n`)]);
    s.extra(`What if one estimate is wrong? The user will ask "and if it takes longer". The slack of each task answers that: only tasks off the critical path may slip. Add the numbers.`, t.python(`${code(', ')}total = max(end.values())\nlate = {}\nfor k in reversed(list(tasks)):\n    late[k] = min((late[n] - tasks[n][1] for n in tasks if k in tasks[n][2]), default=total)\nprint('slack:', {k: late[k] - end[k] for k in tasks})\n`));
    s.step('', '', todo(3));
    s.answer(
      '',
      '',
      `The plan is in \`${v.file}\`. It takes less than ${v.end} working days with my estimates, but there is little room: everything on the critical path moves the end by a day for each day it slips.\n\nThe rest can run beside it. Please check the durations first, they are estimates; I can recompute the plan in a minute.`,
    );
  },
});

interface Talk {
  readonly prompt: string;
  readonly first: string;
  readonly follow: string;
  readonly command: string;
  readonly second: string;
}

const talk = scenario<Talk>({
  id: 'explain',
  category: 'Conversational',
  subcategory: 'Explanation',
  toolset: 'agent',
  project: 'workspace',
  variants: {
    kimi: [
      {
        prompt: 'Why does 0.1 + 0.2 not give 0.3 in most programming languages?',
        first: 'Because 0.1 and 0.2 have no finite representation in base 2, just as 1/3 has none in base 10. The machine stores the nearest number with 53 significant bits. Both are slightly too large, and their sum is rounded once more; the result lies one step above the number that is closest to 0.3.\n\nNothing is random about it: the same inputs always give the same result.',
        follow: 'Can you show me the actual numbers?',
        command: `python3 -c "from decimal import Decimal as D; print(D(0.1), D(0.2), D(0.1 + 0.2), D(0.3), sep='\\n')"`,
        second: 'Here they are, exactly:\n\n- 0.1 is stored as 0.1000000000000000055511151231257827…\n- 0.2 is stored as 0.2000000000000000111022302462515654…\n- their sum is 0.3000000000000000444089209850062616…\n- but the nearest number to 0.3 is 0.2999999999999999888977697537484346…\n\nThe last two differ by one unit in the last place. For money use integers of cents or a decimal type.',
      },
    ],
    'glm-5.1': [],
  },
  prompt: (v) => v.prompt,
  run: (s, v) => {
    s.answer(`A question of understanding. I know this well and need no tool: binary floating point. I should explain it without formulas: representable numbers, rounding, and that the result is deterministic. I'll keep it short and offer to show the numbers.`, '', v.first);
    s.human(v.follow);
    s.step(`Now they want real numbers. I could recite them from memory, but computing is safer: decimal.Decimal shows the exact value of a float.`, '', t.sh(v.command));
    s.answer(`The output has the full expansions; I shorten them to a readable length and point at the difference.`, '', v.second);
  },
});

export const FILES = [photos, encoding, duplicates, bigLog];
export const PLANNING = [cron, plan, talk];
