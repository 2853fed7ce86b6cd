/** One step as Markdown, to be pasted into an issue or a chat: think, text, calls and responses as recorded. */
import type { Block, BlockRef, Step, Trajectory, Turn } from '../model';

/** A fence longer than any run of backticks inside, so that nothing gets out. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function bodyOf({ value }: Turn, { bodyStart, bodyEnd }: Block): string {
  return value.slice(bodyStart, bodyEnd).trim();
}

function responseMarkdown({ turns }: Trajectory, ref: BlockRef): string {
  const turn = turns[ref.turn];
  const block = turn?.blocks[ref.block];
  if (turn === undefined || block?.kind !== 'tool_response') return '';
  const { failed, detail } = block.outcome.structured;
  const content =
    typeof block.content === 'string' ? fenced(block.content, '') : fenced(bodyOf(turn, block), 'json');
  return `**Response${block.name === undefined ? '' : ` of ${block.name}`}**, ${failed ? `failed: ${detail}` : 'ok'}\n\n${content}`;
}

function blockMarkdown(trajectory: Trajectory, step: Step, turn: Turn, block: Block, index: number): string {
  const body = bodyOf(turn, block);
  switch (block.kind) {
    case 'think':
      return body === ''
        ? ''
        : `**Think**\n\n${body
            .split('\n')
            .map((line) => `> ${line}`)
            .join('\n')}`;
    case 'text':
      return body;
    case 'unparsed':
      return fenced(body, '');
    case 'tool_call': {
      const call = step.calls.find(({ ref }) => ref.turn === turn.index && ref.block === index);
      const response = call?.response === undefined ? '' : responseMarkdown(trajectory, call.response);
      return [`**Call of ${block.name}**\n\n${fenced(body, 'json')}`, response].filter(Boolean).join('\n\n');
    }
    case 'tool_response':
      return '';
  }
}

export function toStepMarkdown(trajectory: Trajectory, step: Step): string {
  const gpt = trajectory.turns[step.turn];
  const unmatched = step.unmatchedResponses.map((ref) => responseMarkdown(trajectory, ref));
  const later = step.turns
    .map((index) => trajectory.turns[index])
    .filter((turn) => turn?.role === 'human')
    .map((turn) => `**User**\n\n${turn?.value ?? ''}`);
  return [
    `## ${trajectory.task.replace(/\s+/g, ' ').trim() || 'No task'}`,
    `Step ${step.number} of ${trajectory.steps.length}, trajectory \`${trajectory.id}\``,
    ...(gpt?.blocks.map((block, index) => blockMarkdown(trajectory, step, gpt, block, index)) ?? []),
    ...unmatched,
    ...later,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
