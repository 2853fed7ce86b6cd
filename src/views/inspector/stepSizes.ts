import { bodyChars, turnChars, wordsOfThink, type Block, type Step, type Trajectory } from '../../trace';

export interface StepSizes {
  readonly thinkWords: number;
  readonly thinkChars: number;
  readonly calls: number;
  readonly callChars: number;
  readonly responses: number;
  readonly responseChars: number;
  /** Of the characters of all turns. */
  readonly sharePercent: number;
}

export function stepSizes({ turns }: Trajectory, step: Step): StepSizes {
  const own = step.turns.map((index) => turns[index]).filter((turn) => turn !== undefined);
  const blocks = own.flatMap((turn) => turn.blocks.map((block) => ({ turn, block })));
  const lengthOf = (kind: Block['kind']): number =>
    blocks.reduce((sum, { block }) => (block.kind === kind ? sum + bodyChars(block) : sum), 0);
  const all = turns.reduce((sum, turn) => sum + turnChars(turn), 0);
  return {
    thinkWords: blocks.reduce(
      (sum, { turn, block }) => (block.kind === 'think' ? sum + wordsOfThink(turn, block) : sum),
      0,
    ),
    thinkChars: lengthOf('think'),
    calls: step.calls.length,
    callChars: lengthOf('tool_call'),
    responses: blocks.filter(({ block }) => block.kind === 'tool_response').length,
    responseChars: lengthOf('tool_response'),
    sharePercent: all === 0 ? 0 : (100 * own.reduce((sum, turn) => sum + turnChars(turn), 0)) / all,
  };
}
