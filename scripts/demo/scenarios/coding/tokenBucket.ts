import { scenario, t } from '../../scenario';

interface Limiter {
  readonly pkg: string;
  readonly thing: string;
  readonly cls: string;
  readonly rate: number;
}

/** The showcase: a failing test, a wrong first fix, the real cause. */
export const tokenBucket = scenario<Limiter>({
  id: 'token-bucket',
  grouped: ['kimi/0', 'glm-5.1/1'],
  category: 'Terminal & Coding',
  subcategory: 'Debugging',
  toolset: 'coding',
  project: (v) => v.pkg,
  variants: {
    kimi: [
      { pkg: 'throttle', thing: 'rate limiter', cls: 'TokenBucket', rate: 5 },
      { pkg: 'gatekeeper', thing: 'request quota', cls: 'QuotaBucket', rate: 8 },
    ],
    'glm-5.1': [
      { pkg: 'throttle', thing: 'rate limiter', cls: 'TokenBucket', rate: 5 },
      { pkg: 'ingest', thing: 'upload limiter', cls: 'UploadBucket', rate: 3 },
    ],
  },
  prompt: (v) =>
    `The ${v.thing} in this project lets too many requests through after an idle period. Find out why, fix it, and make sure the tests cover it.`,
  files: (v) => ({
    'README.md': `# ${v.pkg}\n\nA small ${v.thing} for the worker pool.\n\nRun the tests with \`python3 -m unittest\`.\n`,
    [`${v.pkg}/__init__.py`]: `from .bucket import ${v.cls}\n\n__all__ = ["${v.cls}"]\n`,
    [`${v.pkg}/clock.py`]: `import time\n\n\nclass MonotonicClock:\n    def now(self) -> float:\n        return time.monotonic()\n\n\nclass FakeClock:\n    """A clock for tests: it moves only when told to."""\n\n    def __init__(self) -> None:\n        self._now = 0.0\n\n    def now(self) -> float:\n        return self._now\n\n    def advance(self, seconds: float) -> None:\n        self._now += seconds\n`,
    [`${v.pkg}/bucket.py`]: `from .clock import MonotonicClock\n\n\nclass ${v.cls}:\n    """Allows \`rate\` requests per second, bursts up to \`capacity\`."""\n\n    def __init__(self, rate: float, capacity: int, clock=None) -> None:\n        self.rate = rate\n        self.capacity = capacity\n        self.clock = clock or MonotonicClock()\n        self.tokens = float(capacity)\n        self.updated = self.clock.now()\n\n    def _refill(self) -> None:\n        now = self.clock.now()\n        elapsed = now - self.updated\n        self.tokens += elapsed * self.rate\n        if elapsed > 0:\n            self.updated = now\n\n    def allow(self, cost: int = 1) -> bool:\n        self._refill()\n        if self.tokens < cost:\n            return False\n        self.tokens -= cost\n        return True\n\n    def peek(self) -> float:\n        """Tokens left, without spending any."""\n        return min(self.capacity, self.tokens)\n`,
    'tests/__init__.py': '',
    'tests/test_bucket.py': `import unittest\n\nfrom ${v.pkg}.bucket import ${v.cls}\nfrom ${v.pkg}.clock import FakeClock\n\n\nclass BucketTest(unittest.TestCase):\n    def setUp(self):\n        self.clock = FakeClock()\n        self.bucket = ${v.cls}(rate=${v.rate}, capacity=10, clock=self.clock)\n\n    def drain(self):\n        n = 0\n        while self.bucket.allow():\n            n += 1\n        return n\n\n    def test_starts_full(self):\n        self.assertEqual(self.drain(), 10)\n\n    def test_refills_at_rate(self):\n        self.drain()\n        self.clock.advance(1)\n        self.assertEqual(self.drain(), ${v.rate})\n\n    def test_peek_does_not_spend(self):\n        self.bucket.allow(4)\n        self.assertEqual(self.bucket.peek(), 6)\n        self.assertEqual(self.bucket.peek(), 6)\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
  }),
  setup: () => ['git init -q -b main && git add -A && git commit -q -m "Initial import"'],
  run: (s, v) => {
    const bucket = `${v.pkg}/bucket.py`;
    s.step(
      `The user wants me to find out why the ${v.thing} lets too many requests through after an idle period, fix it, and extend the tests. I don't know the project yet. Let me start by looking at the layout and at what the tests cover today; both are independent, so I can do them at once.`,
      'Look at the layout and the tests first.',
      [t.find('*.py'), t.sh('git log --oneline && git status --short')],
      `I'll get an overview of the project first.`,
    );
    s.step(
      `A small package: ${bucket} holds the logic, clock.py probably a fake clock for tests. Let me read all three files that matter before forming a theory.`,
      '',
      [t.read(bucket), t.read(`${v.pkg}/clock.py`), t.read('tests/test_bucket.py')],
    );
    s.step(
      `I can see the suspicious part. \`_refill\` adds \`elapsed * rate\` to the tokens and never clamps to the capacity. \`peek\` clamps with \`min\`, so anyone who looks at the value through \`peek\` sees 10 and believes that all is well, while \`allow\` works with the unclamped number. After an hour of idling there would be ${3600 * v.rate} tokens.\n\nBefore I change anything I want to see it fail. Let me run the existing tests first to know the baseline.`,
      'No clamp in _refill. Baseline first.',
      t.sh('python3 -m pytest -q'),
      '`_refill` never caps the tokens at the capacity. Before changing it, the baseline:',
    );
    s.step(
      `pytest isn't installed for this interpreter. It isn't needed either: the test file imports unittest, I should have noticed that when I read it. Let me run \`python3 -m unittest\` instead.`,
      'No pytest here; the tests use unittest anyway.',
      t.sh('python3 -m unittest -v'),
    );
    s.step(
      `Good. All three pass, so none of them covers idling. I'll reproduce the bug with a few lines: drain the bucket, let the clock jump by 60 seconds, and count how many requests go through. Expected: 10, the capacity.`,
      'Reproduce: drain, idle 60 s, count.',
      t.python(
        `import sys\nsys.path.insert(0, '.')\nfrom ${v.pkg}.bucket import ${v.cls}\nfrom ${v.pkg}.clock import FakeClock\n\nclock = FakeClock()\nb = ${v.cls}(rate=${v.rate}, capacity=10, clock=clock)\nwhile b.allow():\n    pass\nclock.advance(60)\nprint('peek says', b.peek())\nn = 0\nwhile b.allow():\n    n += 1\nprint('allowed after 60 s idle:', n)\nprint('peek says', b.peek())\n`,
      ),
    );
    s.step(
      `Reproduced: ${60 * v.rate} requests after one idle minute instead of 10. There is a second oddity: \`peek\` said 0 before the burst, although 60 seconds had passed. It doesn't refill, so it shows stale numbers. That is a separate bug in the same place, and it is the reason nobody noticed.\n\nI'll write the tests first, one for each of the two.`,
      'Reproduced. Tests first.',
      t.patch(
        'tests/test_bucket.py',
        '\n\nif __name__ == "__main__":',
        `\n    def test_idle_time_never_exceeds_capacity(self):\n        self.drain()\n        self.clock.advance(3600)\n        self.assertEqual(self.drain(), 10)\n\n    def test_peek_counts_time_that_passed(self):\n        self.drain()\n        self.clock.advance(1)\n        self.assertEqual(self.bucket.peek(), ${v.rate})\n\n\nif __name__ == "__main__":`,
      ),
    );
    s.step(
      `Now I need to see them fail for the right reason.`,
      '',
      t.sh('python3 -m unittest 2>&1 | tail -30'),
    );
    s.step(
      `Both fail, with exactly the numbers I expect (${3600 * v.rate} instead of 10, and 0.0 instead of ${v.rate}). Now the fix: clamp in \`_refill\`, and refill in \`peek\`.`,
      'Both fail as expected. Fix.',
      t.patch(
        bucket,
        '        self.tokens += elapsed * self.rate\n        if elapsed > 0:\n            self.updated = now',
        '        self.tokens = min(self.capacity, self.tokens + elapsed * self.rate)\n        self.updated = now',
      ),
    );
    s.step(
      `Now \`peek\`. I remember the body as \`return min(self.capacity, self.tokens)\`, with the docstring above it.`,
      '',
      t.patch(
        bucket,
        '        """Tokens left without spending any."""\n        return min(self.capacity, self.tokens)',
        '        """Tokens left, without spending any."""\n        self._refill()\n        return self.tokens',
      ),
    );
    s.step(
      `No match. I mistyped the docstring: there is a comma after "left". Let me read the lines again rather than guess a second time.`,
      'The old_string did not match; read it.',
      t.read(bucket, { offset: 26, limit: 8 }),
      `The text didn't match; let me look at the exact lines.`,
    );
    s.step(
      `Right, the docstring is "Tokens left, without spending any." I'll use only the return line, which is unique.`,
      '',
      t.patch(
        bucket,
        '        return min(self.capacity, self.tokens)',
        '        self._refill()\n        return self.tokens',
      ),
    );
    s.step(
      `Let me run the whole suite again, and look at the final diff at the same time to be sure that nothing else has changed.`,
      'Suite and diff.',
      [t.sh('python3 -m unittest -v'), t.sh('git diff --stat && git diff --color=always -- ' + bucket)],
    );
    s.extra(
      `All five pass. One more thing to consider: could a clock that goes backwards matter? I removed the \`if elapsed > 0\` guard. With a monotonic clock elapsed is never negative, but FakeClock could be advanced by a negative number, and then tokens would shrink. With the old code they would have shrunk as well (only \`updated\` was guarded), so there is no regression; with the new code the state at least stays consistent. Let me check it quickly.`,
      t.python(
        `import sys\nsys.path.insert(0, '.')\nfrom ${v.pkg}.bucket import ${v.cls}\nfrom ${v.pkg}.clock import FakeClock\nc = FakeClock()\nb = ${v.cls}(rate=${v.rate}, capacity=10, clock=c)\nfor step in (0.5, -0.25, 0.25, 100):\n    c.advance(step)\n    print(step, b.peek())\n`,
      ),
      'All green. A last check on a clock that steps back:',
    );
    s.answer(
      `Everything is consistent: a step back costs at most the tokens of that step and the bucket never exceeds its capacity. I can summarise.`,
      '',
      `The ${v.thing} is fixed.\n\n**Cause.** \`${v.cls}._refill\` added \`elapsed * rate\` without a cap, so an idle minute saved up ${60 * v.rate} tokens and the next burst let ${60 * v.rate} requests through instead of 10. \`peek()\` hid it: it clamped the number it showed, and it did not count the time that had passed.\n\n**Fix** (\`${bucket}\`)\n- \`_refill\` caps the tokens at \`capacity\`\n- \`peek\` refills first and returns the true value\n\n**Tests.** Two new ones, both failing before the change: an hour of idling allows exactly 10 requests, and \`peek\` counts elapsed time. All 5 pass.\n\nNothing is committed yet; the change is in the working tree.`,
    );
  },
});
