import { scenario, t } from '../../scenario';
import type { Page } from '../../record/simulated';

interface Feed {
  readonly site: string;
  readonly what: string;
  readonly wanted: string;
}

/** A loop of two calls: scroll and snapshot, four times, on a page that gives nothing more. It ends without an answer. */
export const endless = scenario<Feed>({
  id: 'endless-feed',
  category: 'Browser Automation',
  subcategory: 'Information Retrieval',
  toolset: 'browser',
  project: 'workspace',
  variants: {
    kimi: [{ site: 'https://board.makerspace.example/feed', what: 'notice', wanted: 'a used band saw' }],
    'glm-5.1': [
      { site: 'https://board.makerspace.example/feed', what: 'notice', wanted: 'a used band saw' },
      { site: 'https://market.allotment.example/offers', what: 'offer', wanted: 'seed potatoes' },
    ],
  },
  prompt: (v) => `Look on ${v.site} for a ${v.what} about ${v.wanted}.`,
  world: (v): { pages: Record<string, Page> } => ({
    pages: {
      feed: {
        url: v.site,
        title: 'Latest',
        outline: `- heading "Latest" [level=1]\n- feed:\n  - article "Lost: measuring tape" [ref=e2]\n  - article "Course: welding for beginners" [ref=e3]\n  - article "Looking for a flat-mate" [ref=e4]\n- button "Sign in to see more" [ref=e5]`,
        below: `- feed:\n  - article "Lost: measuring tape" [ref=e2]\n  - article "Course: welding for beginners" [ref=e3]\n  - article "Looking for a flat-mate" [ref=e4]\n- status "Loading …"\n- button "Sign in to see more" [ref=e5]`,
      },
    },
  }),
  run: (s, v) => {
    s.step(`Open the page and look for ${v.wanted}.`, '', t.go(v.site));
    s.step(`Let me see what is listed.`, '', t.snapshot());
    s.step(
      `Three entries, none about ${v.wanted}. The list probably loads more when scrolling.`,
      'Scroll for more.',
      t.scroll('down'),
    );
    s.step(`Now a snapshot of what has been loaded.`, '', t.snapshot());
    s.step(
      `The same three, and "Loading …". It needs a moment; scroll again.`,
      'Still loading.',
      t.scroll('down'),
    );
    s.step(``, '', t.snapshot());
    s.step(`Still loading. Maybe once more.`, 'Again.', t.scroll('down'));
    s.step(`Look again.`, '', t.snapshot());
    s.step(`No new entries. I'll scroll further down.`, '', t.scroll('down'));
    s.step(`And check.`, '', t.snapshot());
    if (s.kimi) {
      s.step(
        `The list does not grow. Four times the same picture; the button "Sign in to see more" is the explanation: only three entries are public. I have no account here and should not create one. A screenshot would tell whether something is hidden behind an overlay.`,
        '',
        t.vision('Is there an overlay or a sign-in wall that hides further entries?'),
      );
    }
  },
});
