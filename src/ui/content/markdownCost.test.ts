import { expect, test } from 'vitest';
import { isCheapMarkdown } from './markdownCost';

test('what traces hold is drawn, what is made to stall is not', () => {
  expect(isCheapMarkdown('# A\n\n- **b** `c` [d](e)\n\n| a | b |\n|---|---|\n'.repeat(40))).toBe(true);
  for (const unit of ['*a_', '~~a', '[', '![a](', '`a', '<a ', '> ', '- ', '1. ', '- a\n'])
    expect(isCheapMarkdown(unit.repeat(2000))).toBe(false);
});
