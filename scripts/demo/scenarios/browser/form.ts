import { scenario, t } from '../../scenario';
import type { Page } from '../../record/simulated';

interface Form {
  readonly site: string;
  readonly what: string;
  readonly prompt: string;
  readonly fields: readonly (readonly [label: string, value: string])[];
  readonly bad: readonly [field: number, wrong: string, message: string];
  readonly number: string;
}

export const form = scenario<Form>({
  id: 'fill-form',
  grouped: ['glm-5.1/1', 'kimi/0'],
  category: 'Browser Automation',
  subcategory: 'Form Filling',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [
      {
        site: 'https://rooms.citylibrary.example/book',
        what: 'room',
        prompt:
          "Book the small meeting room of the city library for 20 March 2026, 14 to 16 o'clock, 6 people. The details are in booking.txt.",
        fields: [
          ['Date', '2026-03-20'],
          ['From', '14:00'],
          ['To', '16:00'],
          ['People', '6'],
          ['Purpose', 'Chess club'],
        ],
        bad: [0, '20.03.2026', 'Date must be in the form YYYY-MM-DD'],
        number: 'R-20260320-0417',
      },
      {
        site: 'https://waste.district-office.example/pickup',
        what: 'pickup',
        prompt:
          'Order a bulky waste pickup with the form of the district office; the items are listed in booking.txt.',
        fields: [
          ['Street and number', 'Lindenstraße 12'],
          ['Postal code', '04109'],
          ['Items', 'sofa, 2 chairs, shelf'],
          ['Preferred week', '2026-W14'],
        ],
        bad: [1, '4109', 'Postal code must have 5 digits'],
        number: 'SP-88213',
      },
    ],
    'glm-5.1': [
      {
        site: 'https://rooms.citylibrary.example/book',
        what: 'room',
        prompt:
          "Book the small meeting room of the city library for 20 March 2026, 14 to 16 o'clock, 6 people. The details are in booking.txt.",
        fields: [
          ['Date', '2026-03-20'],
          ['From', '14:00'],
          ['To', '16:00'],
          ['People', '6'],
          ['Purpose', 'Chess club'],
        ],
        bad: [0, '20.03.2026', 'Date must be in the form YYYY-MM-DD'],
        number: 'R-20260320-0417',
      },
      {
        site: 'https://parking.townhall.example/permit',
        what: 'permit',
        prompt:
          'Apply for the visitor parking permit on the town hall site. Plate and dates are in booking.txt.',
        fields: [
          ['Plate', 'L-XY 123E'],
          ['From', '2026-04-02'],
          ['To', '2026-04-05'],
        ],
        bad: [0, 'LXY123E', 'Plate must be written as on the car, e.g. L-AB 123'],
        number: 'VP-5530',
      },
    ],
  },
  prompt: (v) => v.prompt,
  files: (v) => ({
    'booking.txt':
      v.fields.map(([label, value], i) => `${label}: ${i === v.bad[0] ? v.bad[1] : value}`).join('\n') + '\n',
  }),
  world: (v): { pages: Record<string, Page> } => {
    const fields = v.fields.map(([label], i) => `  - textbox "${label}" [ref=e${i + 2}]`).join('\n');
    const last = v.fields.length + 2;
    const page = (extra: string, next: string): Page => ({
      url: v.site,
      title: `Book a ${v.what}`,
      outline: `- heading "Book a ${v.what}" [level=1]\n${extra}- form:\n${fields}\n  - checkbox "I have read the rules" [ref=e${last}]\n  - button "Send" [ref=e${last + 1}]\n- contentinfo: Questions? Call us.`,
      links: { [`@e${last + 1}`]: next },
      vision: 'The page shows a form. The last checkbox is not ticked and its label is marked in red.',
    });
    const done: Page = {
      url: `${v.site}/done`,
      title: 'Thank you',
      outline: `- heading "Thank you" [level=1]\n- text: Your request ${v.number} has been received.\n- link "Print" [ref=e2]\n- link "Cancel this request" [ref=e3]`,
    };
    return {
      pages: {
        form: page('', 'rejected'),
        rejected: page(`- alert "${v.bad[2]}"\n`, 'rules'),
        rules: page('- alert "Please correct the marked fields"\n', 'done'),
        done,
      },
    };
  },
  run: (s, v) => {
    const last = v.fields.length + 2;
    s.step(
      `I'm to send a form with data from booking.txt. Read the file and open the page; both can be done at once.`,
      '',
      [t.read('booking.txt'), t.go(v.site)],
    );
    s.step(`Take a snapshot to get the refs of the fields.`, '', t.snapshot());
    s.step(
      `${v.fields.length} text fields, one checkbox, one button. Fill in everything as it stands in the file.`,
      '',
      v.fields.map(([, value], i) => t.type(`@e${i + 2}`, i === v.bad[0] ? v.bad[1] : value)),
    );
    s.step(
      `Tick the rules and send. The form is a ${v.what} request that the user explicitly asked for, so sending is fine.`,
      '',
      [t.click(`@e${last}`), t.click(`@e${last + 1}`)],
    );
    s.step(`Did it go through?`, '', t.snapshot());
    s.step(
      `Rejected: "${v.bad[2]}". The field was emptied by the reload, like all the others. So I fill in everything again, with "${v.fields[v.bad[0]]?.[1] ?? ''}" this time.`,
      'Wrong format; fill in again.',
      [...v.fields.map(([, value], i) => t.type(`@e${i + 2}`, value)), t.click(`@e${last + 1}`)],
      `The form rejected one value: ${v.bad[2].toLowerCase()}. The page was reloaded, so I fill in all fields again.`,
    );
    s.step(`Check the result.`, '', t.snapshot());
    s.step(
      `Still not: "Please correct the marked fields", but the outline doesn't show which one is marked. A screenshot will.`,
      'Which field is marked? Ask for a screenshot.',
      t.vision('Which form field is marked as wrong, and why?'),
    );
    s.step(
      `The checkbox was reset by the reload, I forgot it in the second round. Fill in, tick and send.`,
      'The checkbox was reset.',
      [
        ...v.fields.map(([, value], i) => t.type(`@e${i + 2}`, value)),
        t.click(`@e${last}`),
        t.click(`@e${last + 1}`),
      ],
    );
    s.step('', '', t.snapshot(true));
    s.extra(
      `It is confirmed with a number. I should note the number in the file, otherwise it is gone when the page is closed.`,
      t.write(
        'booking-confirmed.txt',
        `Request number: ${v.number}\nSent on: 2026-03-14\n${v.fields.map(([l, x]) => `${l}: ${x}`).join('\n')}\n`,
      ),
    );
    s.answer(
      '',
      '',
      `Your request has been received, number **${v.number}**.\n\nOne value differs from booking.txt: the form wanted "${v.fields[v.bad[0]]?.[1] ?? ''}" instead of "${v.bad[1]}" (${v.bad[2].toLowerCase()}).${s.kimi ? ' I wrote the number and the values that were sent to booking-confirmed.txt.' : ''}`,
    );
  },
});
