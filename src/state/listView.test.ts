import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  COLUMN_GAP_PX,
  COLUMN_PX,
  columnsThatFit,
  DEFAULT_LIST_VIEW,
  LIST_COLUMNS,
  readListView,
} from './listView';

test('what is stored is read back; what is unknown is dropped', () => {
  fc.assert(
    fc.property(fc.subarray([...LIST_COLUMNS]), fc.constantFrom('compact', 'tall'), (columns, density) => {
      expect(readListView(JSON.parse(JSON.stringify({ columns, density })))).toEqual({ columns, density });
    }),
  );
  expect(readListView({ columns: ['x', 'turns', 'turns', 3], density: 'huge' })).toEqual({
    columns: ['turns'],
    density: 'regular',
  });
  for (const stored of [undefined, null, 'x', [], { columns: 'turns' }])
    expect(readListView(stored)).toEqual(DEFAULT_LIST_VIEW);
});

test('what is dropped makes room; failures and the strip stay; a wider list shows no less', () => {
  fc.assert(
    fc.property(
      fc.subarray([...LIST_COLUMNS]),
      fc.integer({ min: 320, max: 2000 }),
      fc.integer({ min: 0, max: 400 }),
      (columns, width, more) => {
        const shown = columnsThatFit(columns, width);
        expect(columns.filter((column) => shown.includes(column))).toEqual(shown);
        for (const column of ['strip', 'failures'] as const)
          expect(shown.includes(column)).toBe(columns.includes(column));
        const wider = columnsThatFit(columns, width + more);
        expect(shown.filter((column) => !wider.includes(column))).toEqual([]);
        const taken = shown.reduce((sum, column) => sum + COLUMN_PX[column] + COLUMN_GAP_PX, 56);
        // the strip and the failures alone leave so much from 480 px on
        expect(Math.max(width, 480) - taken).toBeGreaterThanOrEqual(160);
      },
    ),
  );
  // as the design has it at 1440 px with the facets open, and at 960 px
  expect(columnsThatFit(DEFAULT_LIST_VIEW.columns, 960)).toEqual(DEFAULT_LIST_VIEW.columns);
  expect(columnsThatFit(DEFAULT_LIST_VIEW.columns, 900)).not.toContain('think');
});
