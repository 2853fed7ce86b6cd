import { scenario, t } from '../../scenario';

interface Bisect {
  readonly name: string;
  readonly fn: string;
  readonly good: string;
  readonly bad: string;
  readonly input: string;
  readonly right: string;
  readonly subject: string;
  readonly topics: readonly string[];
}

export const bisect = scenario<Bisect>({
  id: 'git-bisect',
  grouped: ['kimi/0'],
  category: 'Repository Tasks',
  subcategory: 'Version Control',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      {
        name: 'slugs',
        fn: 'slug',
        good: 're.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")',
        bad: 're.sub(r"[^a-z0-9]", "-", text.lower()).strip("-")',
        input: 'Hello,  World',
        right: 'hello-world',
        subject: 'simplify the expression',
        topics: ['readme', 'license', 'editor settings', 'benchmark', 'more docs', 'typing', 'ci'],
      },
      {
        name: 'durations',
        fn: 'human',
        good: 'f"{s // 3600}h {s % 3600 // 60:02d}m"',
        bad: 'f"{s // 3600}h {s // 60:02d}m"',
        input: '7500',
        right: '2h 05m',
        subject: 'shorter arithmetic',
        topics: [
          'readme',
          'examples',
          'changelog',
          'lint settings',
          'spelling',
          'badge',
          'translations',
          'notes',
        ],
      },
    ],
    'glm-5.1': [
      {
        name: 'slugs',
        fn: 'slug',
        good: 're.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")',
        bad: 're.sub(r"[^a-z0-9]", "-", text.lower()).strip("-")',
        input: 'Hello,  World',
        right: 'hello-world',
        subject: 'simplify the expression',
        topics: ['readme', 'license', 'editor settings', 'benchmark', 'more docs', 'typing', 'ci'],
      },
      {
        name: 'initials',
        fn: 'initials',
        good: '"".join(w[0].upper() for w in text.split())',
        bad: '"".join(w[0].upper() for w in text.split(" "))',
        input: 'north  star',
        right: 'NS',
        subject: 'be explicit about the separator',
        topics: ['readme', 'examples', 'ci', 'more tests later', 'docs'],
      },
    ],
  },
  prompt: (v) =>
    `In ${v.name}, ${v.fn}("${v.input}") used to give "${v.right}" in v1.0 and no longer does. Find the commit that broke it and propose a fix.`,
  files: (v) => ({
    'text.py': `import re\n\n\ndef ${v.fn}(text):\n${v.fn === 'human' ? '    s = int(text)\n' : ''}    return ${v.good}\n`,
    'README.md': `# ${v.name}\n`,
  }),
  setup: (v) => {
    const at = Math.floor(v.topics.length / 2);
    return [
      'git init -q -b main && git add -A && git commit -q -m "First version" && git tag v1.0',
      ...v.topics.flatMap((topic, i) => [
        `echo "${topic}" >> NOTES.md && git add -A && git commit -q -m "Add ${topic}"`,
        ...(i === at
          ? [
              `cat > text.py <<'PY'\nimport re\n\n\ndef ${v.fn}(text):\n${v.fn === 'human' ? '    s = int(text)\n' : ''}    return ${v.bad}\nPY\ngit commit -qam "${v.fn}: ${v.subject}"`,
            ]
          : []),
      ]),
    ];
  },
  run: (s, v) => {
    const probe = `python3 -c 'import sys; from text import ${v.fn}; sys.exit(${v.fn}("${v.input}") != "${v.right}")'`;
    s.step(
      `A regression between v1.0 and now: a case for git bisect. First I confirm both ends, otherwise bisect gives nonsense: is it broken now, and how long is the history?`,
      'Confirm the regression, see the history.',
      [
        t.sh(`python3 -c 'from text import ${v.fn}; print(repr(${v.fn}("${v.input}")))'`),
        t.sh('git log --oneline --decorate'),
      ],
    );
    s.step(
      `It is broken now. Was it right in v1.0? I use a worktree, so that the working copy stays as it is.`,
      'Check v1.0 in a worktree.',
      t.sh(
        `git worktree add -q ../v1 v1.0 && (cd ../v1 && python3 -c 'from text import ${v.fn}; print(repr(${v.fn}("${v.input}")))'); git worktree remove ../v1`,
      ),
    );
    s.step(
      `Good in v1.0, bad in HEAD. Now let git search on its own with \`bisect run\`; the probe exits with 0 when the result is right, 1 otherwise.`,
      'bisect run with a probe.',
      t.sh(
        `git bisect start && git bisect bad && git bisect good v1.0 && git bisect run ${probe} 2>&1 | tail -20`,
      ),
    );
    s.step(
      `It names the first bad commit: "${v.fn}: ${v.subject}". Don't forget to leave the bisect state, and look at the change itself.`,
      'Leave bisect, look at the commit.',
      [
        t.sh('git bisect reset 2>&1 | tail -1; git status --short | head'),
        t.sh(`git log -1 --format=%H --grep='${v.fn}:' | xargs git show --color=always`),
      ],
    );
    s.extra(
      `The commit changed one expression. Its message says "${v.subject}", so the change of behaviour was not intended. Are there other callers that meanwhile rely on the new behaviour? Let me search before I propose to put it back.`,
      t.grep(`${v.fn}\\(`, {}),
    );
    s.step(
      `Nobody relies on it. The fix: the old expression, plus a test, since the lack of one allowed this. I propose it on a branch of its own rather than on main.`,
      'Fix on a branch, with a test.',
      [
        t.sh(`git switch -q -c fix-${v.fn} && git branch --show-current`),
        t.patch('text.py', v.bad, v.good),
        t.write(
          'test_text.py',
          `import unittest\n\nfrom text import ${v.fn}\n\n\nclass TextTest(unittest.TestCase):\n    def test_${v.fn}(self):\n        self.assertEqual(${v.fn}("${v.input}"), "${v.right}")\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
        ),
      ],
    );
    s.step(
      `Run the test, and run it against the bad version too: a test that can't fail proves nothing.`,
      'Test it both ways.',
      [
        t.sh('python3 -m unittest 2>&1 | tail -3'),
        t.sh(
          'git stash push -q text.py && python3 -m unittest 2>&1 | tail -8; git stash pop -q && git status --short',
        ),
      ],
    );
    s.step(
      `It passes with the fix and fails without. Commit.`,
      '',
      t.sh(
        `git add -A && git commit -q -m "${v.fn}: restore the behaviour of v1.0, with a test" && git log --oneline -2 && git diff --stat HEAD~1`,
      ),
    );
    s.answer(
      '',
      '',
      `The culprit is the commit "${v.fn}: ${v.subject}", found with \`git bisect\` and confirmed by hand.\n\nIt turned\n\`\`\`\n${v.good}\n\`\`\`\ninto\n\`\`\`\n${v.bad}\n\`\`\`\nwhich is not the same for input like "${v.input}".\n\nThe branch \`fix-${v.fn}\` restores the old expression and adds a test that fails without the fix. main is untouched; merge it when you agree.`,
    );
    s.human('Agreed. Merge it into main and delete the branch.');
    s.step(
      `The user agrees with the fix. The branch is one commit ahead of main, so a fast-forward is enough; I use --ff-only so that it fails rather than making a merge commit I didn't announce.`,
      'Fast-forward only.',
      t.sh(
        `git switch -q main && git merge --ff-only fix-${v.fn} && git branch -d fix-${v.fn} && git log --oneline -3`,
      ),
    );
    s.answer(
      '',
      '',
      `Done: main contains the fix (fast-forward) and the branch \`fix-${v.fn}\` is deleted. Nothing was pushed.`,
    );
  },
});
