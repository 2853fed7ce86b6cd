import { describe, expect, it } from 'vitest';
import { fileOrder, queryOrder } from './listOrder';

describe.each([
  ['file order', fileOrder([2, 0, 3])],
  ['an answer of the engine', queryOrder(Int32Array.of(0, 0, 2, 2, 2), Int32Array.of(0, 1, 0, 1, 2))],
])('%s', (_name, order) => {
  const refs = ['0.0', '0.1', '2.0', '2.1', '2.2'];

  it('gives the row at each position, and the position of each row', () => {
    expect(order.count).toBe(refs.length);
    for (const [position, ref] of refs.entries()) {
      const found = order.refAt(position);
      expect(`${found?.file}.${found?.row}`).toBe(ref);
      expect(found === undefined ? undefined : order.positionOf(found)).toBe(position);
    }
  });

  it('knows nothing outside', () => {
    expect([
      order.refAt(5),
      order.refAt(-1),
      order.positionOf({ file: 1, row: 0 }),
      order.positionOf({ file: 0, row: 2 }),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
