import { describe, expect, it } from 'vitest';
import type { ListRow } from '../../client/types';
import { NO_PARAMS } from '../../state/url';
import { encodeStrip, type StripMark } from '../../trace';
import { placeOfRow } from './placeOfRow';

const mark = (failed: number): StripMark => ({
  size: 1,
  calls: 1,
  failed,
  hasFinding: false,
  inLoop: false,
  isAnswer: false,
  afterPrompt: false,
});

function aRow(failures: readonly number[], attentionStep?: number): ListRow {
  return {
    ref: { file: 0, row: 4 },
    address: 'a',
    task: 't',
    category: '',
    subcategory: '',
    config: '',
    turns: 9,
    index: {
      steps: failures.length,
      calls: 1,
      failures: 0,
      findings: 0,
      thinkWords: 0,
      attention: '',
      attentionStep,
      strip: encodeStrip(failures.map(mark)),
    },
  };
}

const byAttention = { ...NO_PARAMS, sort: { key: 'attention', direction: 'desc' } } as const;

describe('placeOfRow', () => {
  it('opens at the start in any other order', () => {
    expect(placeOfRow(NO_PARAMS, aRow([0, 1])).params).toEqual({ ...NO_PARAMS, row: { file: 0, row: 4 } });
  });
  it('lands on the first failing step in the order of attention', () => {
    expect(placeOfRow(byAttention, aRow([0, 0, 2, 1], 1)).params.step).toBe(3);
  });
  it('lands on the finding where nothing failed', () => {
    expect(placeOfRow(byAttention, aRow([0, 0], 2)).params.step).toBe(2);
  });
  it('leaves step, block and quote of the trajectory before behind', () => {
    const { params } = placeOfRow(
      { ...NO_PARAMS, step: 9, block: { turn: 1, block: 1 }, quote: 'x' },
      aRow([0]),
    );
    expect([params.step, params.block, params.quote]).toEqual([undefined, undefined, undefined]);
  });
});
