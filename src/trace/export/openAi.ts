/** Training messages with the tutorial's role map: every turn becomes one message, its value untouched. */
import type { Role, Trajectory } from '../model';

export interface OpenAiMessage {
  readonly role: string;
  readonly content: string;
}

const OPENAI_ROLES: Readonly<Record<Exclude<Role, 'other'>, string>> = {
  system: 'system',
  human: 'user',
  gpt: 'assistant',
  tool: 'tool',
};

/** A role that is not known keeps the name it is stored under. */
export function toOpenAiMessages({ turns }: Pick<Trajectory, 'turns'>): readonly OpenAiMessage[] {
  return turns.map(({ role, from, value }) => ({
    role: role === 'other' ? from : OPENAI_ROLES[role],
    content: value,
  }));
}
