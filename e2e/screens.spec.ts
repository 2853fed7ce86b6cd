/** Every page in its themes and windows, into .cache/screens to be looked at; and axe in each. */
import { LOOKS, test } from './fixtures';

const PAGES = [
  { name: 'browse', hash: '#/browse' },
  { name: 'replay', hash: '#/t/~0.0?step=3' },
  { name: 'replay-unknown', hash: '#/t/nobody' },
  { name: 'error', hash: '#/browse?src=url:http://example.com/a.parquet' },
] as const;

for (const look of LOOKS) {
  for (const { name, hash } of PAGES) {
    test(`${name} ${look.scheme} ${look.width}: looks, and no axe violation`, async ({ retrace }) => {
      await retrace.wear(look);
      await retrace.open(hash);
      await retrace.look(name);
    });
  }
}
