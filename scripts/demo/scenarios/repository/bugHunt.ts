/**
 * Repository Tasks: a small library with several failing tests, mended one by one. Each bug is written once with its own
 * reasoning; a variant has its own set of them, so that the runs take different ways. These are the long runs.
 */
import { scenario, t, type Script } from '../../scenario';

interface Bug {
  readonly file: string;
  readonly code: string;
  readonly test: string;
  /** What the failing test makes the agent think. */
  readonly look: string;
  /** A first fix that is not enough, when there is one. */
  readonly wrong?: readonly [from: string, to: string, think: string, after: string];
  readonly right: readonly [from: string, to: string, think: string];
  readonly summary: string;
}

const BUGS: Readonly<Record<string, Bug>> = {
  chunk: {
    file: 'chunks',
    code: `def chunks(items, size):\n    """[1, 2, 3], 2 → [[1, 2], [3]]"""\n    return [items[i:i + size] for i in range(0, len(items) - 1, size)]\n`,
    test: `    def test_chunks(self):\n        from lib.chunks import chunks\n        self.assertEqual(chunks([1, 2, 3], 2), [[1, 2], [3]])\n        self.assertEqual(chunks([], 2), [])\n        self.assertEqual(list(chunks(range(3), 1))[-1], range(2, 3))\n`,
    look: 'The last chunk is missing. An off-by-one in the range, most likely, but I want to see whether it is `len - 1` or the slice.',
    right: [
      'len(items) - 1, size',
      'len(items), size',
      '`range(0, len(items) - 1, size)` stops one too early: with three items and size 2 the range is 0 only. Without the "- 1" an empty list gives an empty range as well, so no special case is needed.',
    ],
    summary: '`chunks`: the last item was lost (`len - 1`)',
  },
  merge: {
    file: 'merge',
    code: `def merge(a, b, seen=[]):\n    """Two sorted lists → one, without duplicates."""\n    for x in sorted(a + b):\n        if x not in seen:\n            seen.append(x)\n    return seen\n`,
    test: `    def test_merge(self):\n        from lib.merge import merge\n        self.assertEqual(merge([1, 3], [2, 3]), [1, 2, 3])\n        self.assertEqual(merge([5], [4]), [4, 5])\n`,
    look: 'The first call is right and the second one contains the values of the first. State that survives a call: I expect a mutable default argument.',
    wrong: [
      '    for x in sorted',
      '    seen.clear()\n    for x in sorted',
      'The default list is shared between calls. Clearing it at the start would make each call independent.',
      "Now the test passes, but I am not happy with it: two results of two calls are the same list object, so the second call empties the result of the first one behind the caller's back. The test does not see that because it compares right away. A proper fix has no shared list at all.",
    ],
    right: [
      'b, seen=[]):\n    """Two sorted lists → one, without duplicates."""\n    seen.clear()\n',
      'b):\n    """Two sorted lists → one, without duplicates."""\n    seen = []\n',
      'A new list inside the function, and no parameter that nobody passes. Let me make sure that no caller uses it: the name `seen` occurs only here.',
    ],
    summary: '`merge`: a mutable default argument kept the values of earlier calls',
  },
  roman: {
    file: 'roman',
    code: `PAIRS = [(1000, "M"), (500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")]\n\n\ndef roman(n):\n    result = ""\n    for value, letter in PAIRS:\n        while n >= value:\n            result += letter\n            n -= value\n    return result\n`,
    test: `    def test_roman(self):\n        from lib.roman import roman\n        self.assertEqual(roman(1987), "MCMLXXXVII")\n        self.assertEqual(roman(4), "IV")\n        self.assertEqual(roman(49), "XLIX")\n`,
    look: 'roman(1987) gives "MDCCCCLXXXVII". The subtractive forms (CM, XL, IV …) are missing. Is it the table or the loop?',
    wrong: [
      'PAIRS = [(1000, "M"), (500',
      'PAIRS = [(1000, "M"), (900, "CM"), (500',
      'The loop is a plain greedy algorithm and fine; the table lacks the pairs. 900 is the one that the message shows, so I add that.',
      'The first assertion passes and the second fails with "IIII": I fixed the instance in the message instead of the class of the error. All six subtractive pairs belong into the table.',
    ],
    right: [
      '(500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")]',
      '(500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]',
      'Complete the table: 400, 90, 40, 9 and 4. The greedy loop then does the rest, since the values stay in descending order.',
    ],
    summary: '`roman`: the subtractive pairs were missing from the table',
  },
  wrap: {
    file: 'wrap',
    code: `def wrap(text, width):\n    lines, line = [], ""\n    for word in text.split(" "):\n        if len(line) + len(word) > width:\n            lines.append(line)\n            line = word\n        else:\n            line = f"{line} {word}"\n    return lines + [line]\n`,
    test: `    def test_wrap(self):\n        from lib.wrap import wrap\n        self.assertEqual(wrap("the quick brown fox", 10), ["the quick", "brown fox"])\n        self.assertTrue(all(len(x) <= 9 for x in wrap("aa bbb cccc ddddd", 9)))\n`,
    look: 'The lines begin with a blank: " the quick". So the first word of a line gets a separator that it must not have. There may be a second problem with the width, since the blank is not counted in the condition.',
    wrong: [
      '            line = f"{line} {word}"',
      '            line = f"{line} {word}".strip()',
      'strip() removes the leading blank of the first word. The simplest change; see if it is enough.',
      'The first assertion holds now, the second does not: a line has 10 characters although the limit is 9. As I suspected, `len(line) + len(word)` forgets the blank between them.',
    ],
    right: [
      'if len(line) + len(word) > width:',
      'if line and len(line) + 1 + len(word) > width:',
      'Count the blank, and only break when there is something on the line, otherwise a word longer than the width would produce an empty line before it.',
    ],
    summary: '`wrap`: leading blanks, and the separator was not counted in the width',
  },
  cache: {
    file: 'cache',
    code: `class Cache:\n    def __init__(self, size):\n        self.size = size\n        self.data = {}\n\n    def get(self, key):\n        return self.data.get(key)\n\n    def put(self, key, value):\n        self.data[key] = value\n        if len(self.data) > self.size:\n            self.data.pop(next(iter(self.data)))\n`,
    test: `    def test_cache_drops_the_least_recently_used(self):\n        from lib.cache import Cache\n        c = Cache(2)\n        c.put("a", 1)\n        c.put("b", 2)\n        c.get("a")\n        c.put("c", 3)\n        self.assertEqual((c.get("a"), c.get("b"), c.get("c")), (1, None, 3))\n        c.put("a", 9)\n        c.put("d", 4)\n        self.assertEqual((c.get("a"), c.get("c")), (9, None))\n`,
    look: 'The cache dropped "a", although it was read last. It behaves first in, first out; the test name says least recently used. Reading has to move an entry to the end.',
    wrong: [
      '        return self.data.get(key)',
      '        if key in self.data:\n            self.data[key] = self.data.pop(key)\n        return self.data.get(key)',
      'A dict keeps the order of insertion, so taking the entry out and putting it back moves it to the end. The one who is dropped is the first, that is right already.',
      'Half of it: after reading the order is right, but overwriting an existing key does not move it, since assigning to a key that exists keeps its place.',
    ],
    right: [
      '        self.data[key] = value\n',
      '        self.data.pop(key, None)\n        self.data[key] = value\n',
      'In `put`, too: take an existing entry out first. `pop` with a default does nothing for a new key.',
    ],
    summary: '`Cache`: it dropped the oldest instead of the least recently used entry',
  },
  slugs: {
    file: 'words',
    code: `import re\n\n\ndef words(text):\n    """Lower-case words of a text."""\n    return re.findall(r"[a-z]+", text.lower())\n`,
    test: `    def test_words(self):\n        from lib.words import words\n        self.assertEqual(words("Größe, naïve Œuvre!"), ["größe", "naïve", "œuvre"])\n        self.assertEqual(words("snake_case 42"), ["snake", "case"])\n`,
    look: 'Words with umlauts are torn apart: ["gr", "e", …]. The expression is [a-z]+, made for English only.',
    wrong: [
      'r"[a-z]+"',
      'r"\\w+"',
      '\\w covers letters of all scripts in Python 3. That is the usual replacement.',
      'The umlauts are right now, but \\w also contains digits and the underscore: "snake_case" stays in one piece and "42" counts as a word. I need letters only.',
    ],
    right: [
      'r"\\w+"',
      'r"[^\\W\\d_]+"',
      'The idiom for "letters only" is [^\\W\\d_]: word characters without digits and underscore.',
    ],
    summary: '`words`: only a–z counted as letters',
  },
  median: {
    file: 'stats',
    code: `def median(values):\n    values.sort()\n    return values[len(values) // 2]\n`,
    test: `    def test_median(self):\n        from lib.stats import median\n        data = [3, 1, 2]\n        self.assertEqual(median(data), 2)\n        self.assertEqual(data, [3, 1, 2], "input must not change")\n        self.assertEqual(median([4, 1, 3, 2]), 2.5)\n`,
    look: 'The value is right but the input was sorted in place: the message says "input must not change". And what about an even number of values? The test has that too.',
    right: [
      '    values.sort()\n    return values[len(values) // 2]',
      '    ordered = sorted(values)\n    middle = len(ordered) // 2\n    if len(ordered) % 2:\n        return ordered[middle]\n    return (ordered[middle - 1] + ordered[middle]) / 2',
      'sorted() makes a copy. For an even number the mean of the two in the middle. I fix both at once, since the second assertion would fail next for certain.',
    ],
    summary: '`median`: sorted its input in place and ignored even lengths',
  },
  dates: {
    file: 'dates',
    code: `import datetime\n\n\ndef month_end(day):\n    """Last day of the month of a date."""\n    return day.replace(day=30)\n`,
    test: `    def test_month_end(self):\n        import datetime\n        from lib.dates import month_end\n        d = datetime.date\n        self.assertEqual(month_end(d(2025, 4, 7)), d(2025, 4, 30))\n        self.assertEqual(month_end(d(2025, 12, 7)), d(2025, 12, 31))\n        self.assertEqual(month_end(d(2024, 2, 1)), d(2024, 2, 29))\n`,
    look: 'Every month ends on the 30th here. April passes by luck, December fails, February would even raise.',
    wrong: [
      '    return day.replace(day=30)',
      '    return day.replace(month=day.month + 1, day=1) - datetime.timedelta(days=1)',
      'The usual trick: the first of the next month minus one day.',
      'ValueError: month must be in 1..12. For December the next month is 13, I forgot the turn of the year. Instead of a special case there is calendar.monthrange.',
    ],
    right: [
      '    return day.replace(month=day.month + 1, day=1) - datetime.timedelta(days=1)',
      '    return day.replace(day=calendar.monthrange(day.year, day.month)[1])',
      'monthrange gives the number of days of a month, leap years included. The import has to change from datetime to calendar.',
    ],
    summary: '`month_end`: every month ended on the 30th',
  },
};

interface Hunt {
  readonly name: string;
  readonly bugs: readonly string[];
}

function mend(s: Script, bug: Bug, first: boolean): void {
  const path = `lib/${bug.file}.py`;
  const name = /def (test_\w+)/.exec(bug.test)?.[1] ?? '';
  const one = t.sh(`python3 -m unittest -k ${name} 2>&1 | tail -12`);
  s.step(
    `${first ? 'I begin with the one I understand best from its message. ' : 'Next one. '}${bug.look}`,
    bug.look.split('. ')[0] ?? '',
    t.read(path),
  );
  if (bug.wrong !== undefined && s.kimi) {
    const [from, to, think, after] = bug.wrong;
    s.step(think, '', t.patch(path, from, to));
    s.step('', '', one);
    s.step(`${after} ${bug.right[2]}`, '', t.patch(path, bug.right[0], bug.right[1]));
  } else {
    const [from, to, think] = bug.right;
    const direct = bug.wrong === undefined || from !== bug.wrong[1] ? from : bug.wrong[0];
    s.step(
      think,
      think.split(/[.:] /)[0] ?? '',
      bug.wrong === undefined ? t.patch(path, direct, to) : t.write(path, fixed(bug)),
    );
  }
  if (bug.file === 'dates' && s.kimi)
    s.step('The import, before I forget it.', '', t.patch(path, 'import datetime\n', 'import calendar\n'));
  s.step('', '', one);
}

function fixed(bug: Bug): string {
  const half =
    bug.wrong === undefined ? bug.code : bug.code.replace(bug.wrong[0], () => bug.wrong?.[1] ?? '');
  const full = half.replace(bug.right[0], () => bug.right[1]);
  return bug.file === 'dates' ? full.replace('import datetime', 'import calendar') : full;
}

export const bugHunt = scenario<Hunt>({
  id: 'bug-hunt',
  category: 'Repository Tasks',
  subcategory: 'Bug Fixing',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'toolbelt', bugs: ['chunk', 'merge', 'roman', 'cache'] },
      { name: 'helpers', bugs: ['slugs', 'median', 'dates', 'merge'] },
      { name: 'snippets', bugs: ['cache', 'wrap', 'median', 'slugs', 'chunk'] },
    ],
    'glm-5.1': [
      { name: 'toolbelt', bugs: ['chunk', 'merge', 'roman', 'wrap', 'cache'] },
      { name: 'snippets', bugs: ['cache', 'wrap', 'median', 'slugs', 'chunk'] },
    ],
  },
  prompt: (v) =>
    `The tests of ${v.name} are red. Go through the failures one by one, fix the library (not the tests) and give me a list of what was wrong.`,
  files: (v) => ({
    'lib/__init__.py': '',
    ...Object.fromEntries(v.bugs.map((b) => [`lib/${BUGS[b]?.file ?? ''}.py`, BUGS[b]?.code ?? ''])),
    'test_lib.py': `import unittest\n\n\nclass LibTest(unittest.TestCase):\n${v.bugs.map((b) => BUGS[b]?.test ?? '').join('\n')}`,
  }),
  setup: () => ['git init -q -b main && git add -A && git commit -q -m "Library and tests"'],
  run: (s, v) => {
    const bugs = v.bugs.flatMap((b) => BUGS[b] ?? []);
    s.step(
      `The tests are red and I'm to mend the library, not the tests. First the whole picture: how many fail, and with which messages?`,
      'Run everything once.',
      [t.sh('python3 -m unittest 2>&1 | tail -60'), t.find('*.py')],
    );
    s.extra(
      `${bugs.length} failures in ${bugs.length} modules, each with a different message, so probably ${bugs.length} separate bugs. I write them down and go through them one at a time; after each fix I run only the test in question.`,
      t.todo(
        bugs.map((b, i) => [String(i + 1), `lib/${b.file}.py`, i === 0 ? 'in_progress' : 'pending'] as const),
      ),
    );
    bugs.forEach((bug, i) => mend(s, bug, i === 0));
    s.step(
      `All individual tests pass. Now the whole suite, since one fix may have broken something else, and the proof that I left the tests alone.`,
      'Whole suite; tests untouched?',
      [t.sh('python3 -m unittest 2>&1 | tail -4'), t.sh('git diff --stat')],
    );
    s.answer(
      '',
      '',
      `All ${bugs.length} tests of ${v.name} pass; test_lib.py is unchanged.\n\n${bugs.map((b, i) => `${i + 1}. ${b.summary}`).join('\n')}\n\n${s.kimi ? 'Where my first fix was only half of it, the tests told me; the ones that were not covered I mention above. ' : ''}Nothing is committed.`,
    );
  },
});
