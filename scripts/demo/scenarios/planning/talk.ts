import { scenario, t } from '../../scenario';

interface Talk {
  readonly prompt: string;
  readonly first: string;
  readonly follow: string;
  readonly command: string;
  readonly second: string;
}

export const talk = scenario<Talk>({
  id: 'explain',
  category: 'Conversational',
  subcategory: 'Explanation',
  toolset: 'agent',
  project: 'workspace',
  variants: {
    kimi: [
      {
        prompt: 'Why does 0.1 + 0.2 not give 0.3 in most programming languages?',
        first:
          'Because 0.1 and 0.2 have no finite representation in base 2, just as 1/3 has none in base 10. The machine stores the nearest number with 53 significant bits. Both are slightly too large, and their sum is rounded once more; the result lies one step above the number that is closest to 0.3.\n\nNothing is random about it: the same inputs always give the same result.',
        follow: 'Can you show me the actual numbers?',
        command: `python3 -c "from decimal import Decimal as D; print(D(0.1), D(0.2), D(0.1 + 0.2), D(0.3), sep='\\n')"`,
        second:
          'Here they are, exactly:\n\n- 0.1 is stored as 0.1000000000000000055511151231257827…\n- 0.2 is stored as 0.2000000000000000111022302462515654…\n- their sum is 0.3000000000000000444089209850062616…\n- but the nearest number to 0.3 is 0.2999999999999999888977697537484346…\n\nThe last two differ by one unit in the last place. For money use integers of cents or a decimal type.',
      },
    ],
    'glm-5.1': [],
  },
  prompt: (v) => v.prompt,
  run: (s, v) => {
    s.answer(
      `A question of understanding. I know this well and need no tool: binary floating point. I should explain it without formulas: representable numbers, rounding, and that the result is deterministic. I'll keep it short and offer to show the numbers.`,
      '',
      v.first,
    );
    s.human(v.follow);
    s.step(
      `Now they want real numbers. I could recite them from memory, but computing is safer: decimal.Decimal shows the exact value of a float.`,
      '',
      t.sh(v.command),
    );
    s.answer(
      `The output has the full expansions; I shorten them to a readable length and point at the difference.`,
      '',
      v.second,
    );
  },
});
