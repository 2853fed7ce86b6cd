import { scenario, t } from '../../scenario';

interface Zone {
  readonly fn: string;
  readonly zone: string;
  readonly day: string;
  readonly hours: number;
  readonly wrong: string;
}

export const daylight = scenario<Zone>({
  id: 'daylight-saving',
  grouped: ['glm-5.1/1'],
  category: 'Terminal & Coding',
  subcategory: 'Debugging',
  toolset: 'coding',
  project: 'shifts',
  variants: {
    kimi: [{ fn: 'shiftHours', zone: 'Europe/Berlin', day: '2026-03-29', hours: 7, wrong: '8' }],
    'glm-5.1': [
      { fn: 'shiftHours', zone: 'Europe/Berlin', day: '2026-03-29', hours: 7, wrong: '8' },
      { fn: 'dutyHours', zone: 'America/New_York', day: '2026-11-01', hours: 9, wrong: '8' },
    ],
  },
  prompt: (v) =>
    `A night shift on ${v.day} is paid with ${v.wrong} hours, it should be ${v.hours}. Find the bug in hours.mjs and fix it.`,
  files: (v) => ({
    'hours.mjs': `/** Hours of a shift from start to end, local times of ${v.zone}, "YYYY-MM-DD HH:MM". */\nexport function ${v.fn}(start, end) {\n  const parse = (text) => Date.parse(text.replace(' ', 'T') + ':00Z');\n  return (parse(end) - parse(start)) / 3_600_000;\n}\n`,
    'hours.test.mjs': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.fn} } from './hours.mjs';\n\ntest('an ordinary night', () => {\n  assert.equal(${v.fn}('2026-02-10 22:00', '2026-02-11 06:00'), 8);\n});\n`,
  }),
  run: (s, v) => {
    const before = v.day === '2026-03-29' ? '2026-03-28 22:00' : '2026-10-31 22:00';
    s.step(
      `${v.day} is the night in which the clocks change in ${v.zone}, so the shift is really ${v.hours} hours long. I expect that the code ignores the time zone. Let me read it.`,
      `${v.day}: clocks change in ${v.zone}.`,
      [t.read('hours.mjs'), t.read('hours.test.mjs')],
    );
    s.step(
      `Confirmed: it appends "Z", so local times are read as UTC, which has no clock changes. First a failing test for this very night, and for the other change of the year too.`,
      'Reads local time as UTC. Failing test first.',
      t.patch(
        'hours.test.mjs',
        `test('an ordinary night'`,
        `test('the night of the clock change', () => {\n  assert.equal(${v.fn}('${before}', '${v.day} 06:00'), ${v.hours});\n});\n\ntest('an ordinary night'`,
      ),
    );
    s.step('', '', t.sh('node --test 2>&1 | head -40'));
    s.step(
      `It fails as it should. How do I get the offset of ${v.zone} at a local time without a library? Intl.DateTimeFormat with timeZoneName 'longOffset' gives the offset at an instant. Try it.`,
      'Use Intl for the offset.',
      t.sh(
        `node -e "const f = new Intl.DateTimeFormat('en', { timeZone: '${v.zone}', timeZoneName: 'longOffset' }); for (const d of ['2026-02-10T21:00Z', '${v.day}T12:00Z']) console.log(d, f.formatToParts(new Date(d)).find((p) => p.type === 'timeZoneName').value)"`,
      ),
    );
    s.step(
      `It works: the offset differs between the two. The local time → instant conversion: take the text as UTC, subtract the offset at that guess, and repeat once with the offset at the better guess; twice is enough except for times that don't exist.`,
      '',
      t.write(
        'hours.mjs',
        `const ZONE = '${v.zone}';\nconst format = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });\n\n/** Offset of the zone at an instant, in milliseconds. */\nfunction offsetAt(instant) {\n  const name = format.formatToParts(instant).find((p) => p.type === 'timeZoneName').value;\n  const [, sign, hours, minutes] = /GMT([+-])(\\d\\d):(\\d\\d)/.exec(name);\n  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;\n}\n\n/** Local time of the zone → instant. */\nfunction parse(text) {\n  const asUtc = Date.parse(text.replace(' ', 'T') + ':00Z');\n  const guess = asUtc - offsetAt(asUtc);\n  return asUtc - offsetAt(guess);\n}\n\n/** Hours of a shift from start to end, local times "YYYY-MM-DD HH:MM". */\nexport function ${v.fn}(start, end) {\n  return (parse(end) - parse(start)) / 3_600_000;\n}\n`,
      ),
    );
    s.step('Run the tests.', '', t.sh('node --test 2>&1 | tail -12'));
    s.extra(
      `Both pass. One trap I can think of: for a zone with offset 0 the name could be just "GMT" without digits, and then my regular expression would return null and throw. ${v.zone} never has offset 0, but the constant at the top invites people to change it. Let me try Europe/London in winter instead of guessing.`,
      t.sh(
        `sed "s#${v.zone}#Europe/London#" hours.mjs > london.mjs && node -e "import('./london.mjs').then((m) => console.log(m.${v.fn}('2026-02-10 22:00', '2026-02-11 06:00')))" 2>&1 | tail -8; rm london.mjs`,
      ),
      'Both pass. A zone with offset 0 needs a look:',
    );
    s.answer(
      `It prints 8, so the name has digits for offset 0 as well. My worry was unfounded. Done.`,
      '',
      `Fixed: the night of ${v.day} counts ${v.hours} hours.\n\nhours.mjs appended a \`Z\` to local times and so calculated in UTC, where clocks never change. It now looks up the offset of ${v.zone} for the start and the end separately. A test covers that night.${s.kimi ? ' Zones with offset 0 (London in winter) work too.' : ''}`,
    );
  },
});
