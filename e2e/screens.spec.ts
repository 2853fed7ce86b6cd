/**
 * Every page in its themes and windows, into .cache/screens to be looked at; and axe in each. By default each in one
 * theme and window where a flow looks at the other.
 */
import { LOOKS, PHONE_LOOK, WIDE_LOOK, test } from './fixtures';

const PAGES = [
  { name: 'browse', hash: '#/browse', looks: LOOKS },
  { name: 'replay', hash: '#/t/~0.0?step=3', looks: WIDE_LOOK },
  { name: 'replay-unknown', hash: '#/t/nobody', looks: PHONE_LOOK },
  { name: 'error', hash: '#/browse?src=url:http://example.com/a.parquet', looks: WIDE_LOOK },
] as const;

for (const { name, hash, looks } of PAGES) {
  for (const look of looks) {
    test(`${name} ${look.scheme} ${look.width}: looks, and no axe violation`, async ({ retrace }) => {
      await retrace.wear(look);
      await retrace.open(hash);
      await retrace.look(name);
    });
  }
}
