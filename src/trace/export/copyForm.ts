/** A trajectory or one of its steps as the text other tools take. */
import type { Trajectory } from '../model';
import { toOpenAiMessages } from './openAi';
import { toParseJson } from './parseJson';
import { toMarkdown, toStepMarkdown } from './stepMarkdown';

export type CopyForm =
  | { readonly kind: 'json' }
  | { readonly kind: 'messages' }
  | { readonly kind: 'markdown' }
  /** Markdown of a step, by its number. */
  | { readonly kind: 'step'; readonly step: number };

/** "" when there is no such step. */
export function toCopyText(trajectory: Trajectory, form: CopyForm): string {
  switch (form.kind) {
    case 'json':
      return JSON.stringify(toParseJson(trajectory), undefined, 2);
    case 'messages':
      return JSON.stringify(toOpenAiMessages(trajectory), undefined, 2);
    case 'markdown':
      return toMarkdown(trajectory);
    case 'step': {
      const step = trajectory.steps[form.step - 1];
      return step === undefined ? '' : toStepMarkdown(trajectory, step);
    }
  }
}
