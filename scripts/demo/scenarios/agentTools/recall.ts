import { scenario, t } from '../../scenario';

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

export const recall = scenario<Recall>({
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
