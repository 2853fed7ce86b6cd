/** What every figure means: one table for tooltips, docs and tests. Keys are those of the metrics objects and of `stats --json`. */

export interface MetricInfo {
  readonly key: string;
  readonly title: string;
  readonly unit: 'count' | 'words' | 'characters' | 'flag';
  readonly level: 'trajectory' | 'step' | 'call';
  readonly sentence: string;
}

export const METRICS = [
  {
    key: 'turns',
    title: 'Turns',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Elements of `conversations` as stored, of every role: what the dataset card counts.',
  },
  {
    key: 'turnsByRole',
    title: 'Turns by role',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Turns as system, human, gpt, tool or other, aliases resolved.',
  },
  {
    key: 'steps',
    title: 'Steps',
    unit: 'count',
    level: 'trajectory',
    sentence: 'gpt turns; each opens a step that lasts until the next one.',
  },
  {
    key: 'toolCalls',
    title: 'Tool calls',
    unit: 'count',
    level: 'trajectory',
    sentence:
      'Tool call blocks of gpt turns, malformed ones included; calls quoted in think or prose and foreign syntaxes are not.',
  },
  {
    key: 'malformedCalls',
    title: 'Malformed calls',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Calls whose source is not JSON or not an object with a string `name`.',
  },
  {
    key: 'toolResponses',
    title: 'Tool responses',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Tool response blocks of tool turns; a turn without tags is one.',
  },
  {
    key: 'unmatchedCalls',
    title: 'Calls without response',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Calls that no response of their step belongs to.',
  },
  {
    key: 'unmatchedResponses',
    title: 'Responses without call',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Responses that belong to no call of their step, or stand before the first step.',
  },
  {
    key: 'parallelSteps',
    title: 'Parallel steps',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Steps with two or more calls.',
  },
  {
    key: 'parallelWidths',
    title: 'Parallel widths',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Steps by their number of calls; steps without calls are left out.',
  },
  {
    key: 'thinkBlocks',
    title: 'Think blocks',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Think blocks of gpt turns, empty and recovered ones included.',
  },
  {
    key: 'emptyThinkBlocks',
    title: 'Empty think blocks',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Think blocks that hold nothing but white space.',
  },
  {
    key: 'thinkWords',
    title: 'Think words',
    unit: 'words',
    level: 'trajectory',
    sentence: 'Words in think blocks, split on Unicode white space.',
  },
  {
    key: 'chars',
    title: 'Characters',
    unit: 'characters',
    level: 'trajectory',
    sentence: 'UTF-16 units of all values together.',
  },
  {
    key: 'responsesFailed',
    title: 'Failures',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Responses that failed, by rule; `tutorial` counts flagged tool turns.',
  },
  {
    key: 'failureKinds',
    title: 'Kinds of failure',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Failed responses by kind under the rule `structured`.',
  },
  {
    key: 'findings',
    title: 'Findings',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Findings of the core pass by kind.',
  },
  {
    key: 'tools',
    title: 'Tools',
    unit: 'count',
    level: 'trajectory',
    sentence: 'Calls by tool name; malformed ones under `<malformed>`.',
  },
  {
    key: 'hasAnswer',
    title: 'Has an answer',
    unit: 'flag',
    level: 'trajectory',
    sentence: 'The last turn is a gpt turn with text and no call.',
  },
  {
    key: 'stepChars',
    title: 'Characters of a step',
    unit: 'characters',
    level: 'step',
    sentence: 'UTF-16 units of the values of all its turns.',
  },
  {
    key: 'stepThinkWords',
    title: 'Think words of a step',
    unit: 'words',
    level: 'step',
    sentence: 'Words in the think blocks of its gpt turn.',
  },
  {
    key: 'width',
    title: 'Parallel width',
    unit: 'count',
    level: 'step',
    sentence: 'Tool calls in its gpt turn.',
  },
  {
    key: 'argumentChars',
    title: 'Characters of a call',
    unit: 'characters',
    level: 'call',
    sentence: 'UTF-16 units of its JSON as stored.',
  },
  {
    key: 'responseChars',
    title: 'Characters of a response',
    unit: 'characters',
    level: 'call',
    sentence: 'UTF-16 units of the body of the response paired with the call.',
  },
] as const satisfies readonly MetricInfo[];

export type MetricKey = (typeof METRICS)[number]['key'];
