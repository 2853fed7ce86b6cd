import { scenario, t } from '../../scenario';

interface Review {
  readonly name: string;
  readonly branch: string;
}

export const review = scenario<Review>({
  id: 'review-branch',
  category: 'Repository Tasks',
  subcategory: 'Code Review',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'uploader', branch: 'chunked' }],
    'glm-5.1': [
      { name: 'uploader', branch: 'chunked' },
      { name: 'mirror', branch: 'resume' },
    ],
  },
  prompt: (v) =>
    `Review the branch ${v.branch} of ${v.name} against main. Do not change anything, just tell me what is wrong, worst first.`,
  files: (v) => ({
    'send.py': `def send(path, put):\n    """Sends the file through put(bytes)."""\n    with open(path, "rb") as file:\n        put(file.read())\n`,
    'README.md': `# ${v.name}\n`,
  }),
  setup: (v) => [
    'git init -q -b main && git add -A && git commit -q -m "Whole files"',
    `git switch -q -c ${v.branch} && cat > send.py <<'PY'\nimport time\n\n\ndef chunks(file, size=[65536]):\n    while True:\n        data = file.read(size[0])\n        if len(data) < size[0]:\n            return\n        yield data\n\n\ndef send(path, put, retries=3):\n    """Sends the file through put(bytes), in chunks."""\n    file = open(path, "rb")\n    for data in chunks(file):\n        for attempt in range(retries):\n            try:\n                put(data)\n            except Exception:\n                time.sleep(2 ** attempt)\n            else:\n                break\nPY\ngit commit -qam "Send in chunks, with retries"`,
    'git switch -q main',
  ],
  run: (s, v) => {
    s.step(`A review without changes. I look at the commits and the complete diff first.`, '', [
      t.sh(`git log --oneline main..${v.branch}`),
      t.sh(`git diff --stat main...${v.branch} && git diff --color=always main...${v.branch}`),
    ]);
    s.step(
      `Reading carefully. (a) \`chunks\` returns when the read is shorter than size, without yielding it: the last partial chunk is lost; any file under 64 kB sends nothing at all. That is data loss. (b) After the last retry the exception is swallowed and the loop goes on: holes in the upload. (c) The file is never closed. (d) mutable default argument. (e) \`except Exception\` retries also programming errors. I believe (a) and (b), but a reviewer should prove them. I check out the branch into a worktree outside, so nothing changes here.`,
      'Two data losses suspected; prove them in a worktree.',
      t.sh(
        `git worktree add -q ../review ${v.branch} && cd ../review && python3 - <<'PY'\nimport tempfile, send, time\ntime.sleep = lambda s: None\nfor size in (10, 65536, 100000, 131072):\n    with tempfile.NamedTemporaryFile() as f:\n        f.write(b"x" * size); f.flush()\n        got = []\n        send.send(f.name, got.append)\n        print(size, "sent", sum(map(len, got)))\ndef broken(data): raise OSError("no network")\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b"x" * 65536); f.flush()\n    print("no network:", send.send(f.name, broken))\nPY\ncd ../${v.name}`,
      ),
    );
    s.step(
      `Proven: 10 bytes → nothing sent, 100000 → 65536, and without a network \`send\` returns as if all were well. Are there tests on the branch, and who calls \`send\`?`,
      'Proven. Tests on the branch? Callers?',
      [
        t.grep('send\\(', { file_glob: '*.py' }),
        t.sh(
          `git ls-tree -r --name-only ${v.branch}; git worktree remove ../review; git status --short; git branch -a`,
        ),
      ],
    );
    s.answer(
      `No tests at all. The worktree is gone, the repository as before. Now write up, worst first, each with its proof.`,
      '',
      `Do not merge \`${v.branch}\` yet.\n\n1. **The end of every file is lost.** \`chunks\` returns on a short read without yielding it. Measured: 10 bytes → 0 sent, 100,000 → 65,536. Every file under 64 kB sends nothing.\n2. **Failures are swallowed.** After the last retry the loop goes on with the next chunk and \`send\` returns normally, with no network at all. It must re-raise.\n3. **The file is never closed**: main used \`with\`, the branch does not.\n4. \`except Exception\` also retries programming errors; name the errors that are worth a retry (\`OSError\`).\n5. \`size=[65536]\` is a mutable default without need.\n6. No tests. One with sizes around the chunk size would have shown 1.\n\nNothing was changed; I used a temporary worktree and removed it.`,
    );
  },
});
