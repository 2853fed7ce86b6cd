import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { RUNS } from '../testing/arbitraries';
import { encodeColumns, textAt } from './columns';

const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constant('x'.repeat(200)),
);

it('texts of any length and script come back as they were', () => {
  const texts = fc.array(fc.option(text, { nil: undefined }), { maxLength: 40 });
  fc.assert(
    fc.property(texts, (given) => {
      const table = encodeColumns(
        { text: { type: 'VARCHAR' } },
        given.map((each) => ({ text: each })),
      );
      expect(given.map((_, row) => textAt(table, 'text', row))).toEqual(given);
    }),
    RUNS,
  );
});
