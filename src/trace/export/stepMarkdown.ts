/** One step, or a whole run, as Markdown, to be pasted into an issue or a chat: think, text, calls and responses as recorded. */
import { plural } from '../../lib/text';
import type { Block, BlockRef, Step, Trajectory, Turn } from '../model';

/** A fence longer than any run of backticks inside, so that nothing gets out. */
function fenced(text: string, language: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
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

/** A prompt, a system prompt by its size only, or a turn of another role. */
function turnMarkdown({ role, from, value }: Turn): string {
  if (role === 'system') return `**System**, ${value.length} characters left out`;
  return role === 'human' ? `**User**\n\n${value}` : `**Turn of ${from}**\n\n${fenced(value, '')}`;
}

function titleOf({ task }: Trajectory): string {
  return task.replace(/\s+/g, ' ').trim() || 'No task';
}

function stepParts(trajectory: Trajectory, step: Step): readonly string[] {
  const gpt = trajectory.turns[step.turn];
  const unmatched = step.unmatchedResponses.map((ref) => responseMarkdown(trajectory, ref));
  const later = step.turns
    .map((index) => trajectory.turns[index])
    .filter((turn) => turn?.role === 'human')
    .map((turn) => (turn === undefined ? '' : turnMarkdown(turn)));
  return [
    ...(gpt?.blocks.map((block, index) => blockMarkdown(trajectory, step, gpt, block, index)) ?? []),
    ...unmatched,
    ...later,
  ];
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

export function toStepMarkdown(trajectory: Trajectory, step: Step): string {
  return join([
    `## ${titleOf(trajectory)}`,
    `Step ${step.number} of ${trajectory.steps.length}, trajectory \`${trajectory.id}\``,
    ...stepParts(trajectory, step),
  ]);
}

export function toMarkdown(trajectory: Trajectory): string {
  const { turns, preamble, steps, id } = trajectory;
  return join([
    `# ${titleOf(trajectory)}`,
    `Trajectory \`${id}\`, ${plural(steps.length, 'step')}`,
    ...preamble.map((index) => (turns[index] === undefined ? '' : turnMarkdown(turns[index]))),
    ...steps.flatMap((step) => [`## Step ${step.number}`, ...stepParts(trajectory, step)]),
  ]);
}
