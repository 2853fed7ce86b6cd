/** The marks of a trajectory's steps, small enough to be drawn in a list row and stored in a column of the index. */
import { turnChars } from './sizes';
import type { Finding, OutcomeRule, Step, Trajectory, Turn } from '../model';
import { isAnswer } from '../finding/conversationNotes';
import { findingKindInfo } from '../finding/kinds';

export interface StripMark {
  /** Characters of the step: under 600, under 1,500, or more: near the terciles of real runs, fixed so that strips compare. */
  readonly size: 0 | 1 | 2;
  /** Calls, at most 7. */
  readonly calls: number;
  /** Failed responses under the rule asked for, at most 3. */
  readonly failed: number;
  /** A finding of weight 2 or 3 that is no loop. */
  readonly hasFinding: boolean;
  /** Inside a loop. */
  readonly inLoop: boolean;
  /** Text and no call. */
  readonly isAnswer: boolean;
  /** A prompt of the user stands before it (not said of step 1, where one always does). */
  readonly afterPrompt: boolean;
}

function sizeClass(chars: number): StripMark['size'] {
  if (chars < 600) return 0;
  return chars < 1_500 ? 1 : 2;
}

function weightOf(finding: Finding): number {
  return findingKindInfo(finding.kind)?.weight ?? 2;
}

function isLoop(finding: Finding): boolean {
  return findingKindInfo(finding.kind)?.group === 'loop';
}

function isPrompt(turn: Turn | undefined): boolean {
  return turn?.role === 'human' && turn.note === undefined;
}

/** All steps from the first to the last of each finding. */
function stepsOf(findings: readonly Finding[]): ReadonlySet<number> {
  const steps = new Set<number>();
  for (const { step, lastStep } of findings) {
    for (let at = step; at <= (lastStep ?? step); at++) steps.add(at);
  }
  return steps;
}

/** All of a mark that is the same under every rule. */
type SharedMark = Omit<StripMark, 'failed'>;

function sharedMarks({ turns, steps, findings }: Trajectory): readonly SharedMark[] {
  const noted = stepsOf(findings.filter((finding) => !isLoop(finding) && weightOf(finding) >= 2));
  const looping = stepsOf(findings.filter((finding) => isLoop(finding) && weightOf(finding) >= 3));
  return steps.map((step, i) => {
    const gpt = turns[step.turn];
    let chars = 0;
    for (const index of step.turns) chars += turnChars(turns[index]);
    return {
      size: sizeClass(chars),
      calls: Math.min(step.calls.length, 7),
      hasFinding: noted.has(step.number),
      inLoop: looping.has(step.number),
      isAnswer: gpt !== undefined && isAnswer(gpt),
      afterPrompt: steps[i - 1]?.turns.some((index) => isPrompt(turns[index])) === true,
    };
  });
}

function failedOf(step: Step | undefined, rule: OutcomeRule): number {
  return Math.min(step?.failures[rule] ?? 0, 3);
}

/** One mark a step, in order. */
export function computeStrip(trajectory: Trajectory, rule: OutcomeRule = 'structured'): readonly StripMark[] {
  const { steps } = trajectory;
  return sharedMarks(trajectory).map((mark, at) => ({ ...mark, failed: failedOf(steps[at], rule) }));
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function digit(value: number): string {
  return DIGITS[value] ?? 'A';
}

/** Two characters: size and calls, then failures and flags. */
function encodeMark(mark: SharedMark, failed: number): string {
  const { size, calls, hasFinding, inLoop, isAnswer: answer, afterPrompt } = mark;
  const flags = (hasFinding ? 1 : 0) | (inLoop ? 2 : 0) | (answer ? 4 : 0) | (afterPrompt ? 8 : 0);
  return digit(size * 8 + calls) + digit(failed * 16 + flags);
}

/** Two characters a mark. */
export function encodeStrip(marks: readonly StripMark[]): string {
  return marks.map((mark) => encodeMark(mark, mark.failed)).join('');
}

/** The strip under each of the rules, encoded. */
export function encodeStrips(trajectory: Trajectory, rules: readonly OutcomeRule[]): readonly string[] {
  const { steps } = trajectory;
  const marks = sharedMarks(trajectory);
  return rules.map((rule) => {
    let text = '';
    marks.forEach((mark, at) => {
      text += encodeMark(mark, failedOf(steps[at], rule));
    });
    return text;
  });
}

/** What `encodeStrip` wrote; characters it never writes read as zero. */
export function decodeStrip(text: string): readonly StripMark[] {
  return Array.from({ length: Math.floor(text.length / 2) }, (_, i): StripMark => {
    const shape = Math.max(0, DIGITS.indexOf(text.charAt(i * 2)));
    const bits = Math.max(0, DIGITS.indexOf(text.charAt(i * 2 + 1)));
    const size = shape >> 3;
    return {
      size: size === 0 || size === 1 ? size : 2,
      calls: shape & 7,
      failed: bits >> 4,
      hasFinding: (bits & 1) !== 0,
      inLoop: (bits & 2) !== 0,
      isAnswer: (bits & 4) !== 0,
      afterPrompt: (bits & 8) !== 0,
    };
  });
}
