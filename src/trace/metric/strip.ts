/** The marks of a trajectory's steps, small enough to be drawn in a list row and stored in a column of the index. */
import type { Finding, Trajectory, Turn } from '../model';
import { isAnswer } from '../finding/conversationNotes';
import { findingKindInfo } from '../finding/kinds';

export interface StripStep {
  /** 0–7: under 256, 1 k, 4 k, 16 k, 64 k, 256 k, 1 M characters, or more. */
  readonly size: number;
  /** Calls, at most 7. */
  readonly calls: number;
  readonly failedStructured: boolean;
  readonly failedBatchRunner: boolean;
  /** A finding of weight 2 or 3. */
  readonly finding: boolean;
  readonly loop: boolean;
  /** Text and no call. */
  readonly answer: boolean;
  /** A prompt of the user stands before it (not before step 1, where one always does). */
  readonly newPrompt: boolean;
}

function sizeClass(chars: number): number {
  let size = 0;
  for (let limit = 256; size < 7 && chars >= limit; limit *= 4) size++;
  return size;
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

/** Steps covered by findings of a sort. */
function stepsOf(findings: readonly Finding[]): ReadonlySet<number> {
  const steps = new Set<number>();
  for (const { step, lastStep } of findings) for (let at = step; at <= (lastStep ?? step); at++) steps.add(at);
  return steps;
}

export function computeStrip({ turns, steps, findings }: Trajectory): readonly StripStep[] {
  const noted = stepsOf(findings.filter((finding) => !isLoop(finding) && weightOf(finding) >= 2));
  const looping = stepsOf(findings.filter((finding) => isLoop(finding) && weightOf(finding) >= 3));
  return steps.map((step, i): StripStep => {
    const gpt = turns[step.turn];
    const before = steps[i - 1]?.turns ?? [];
    return {
      size: sizeClass(step.turns.reduce((sum, index) => sum + (turns[index]?.value.length ?? 0), 0)),
      calls: Math.min(step.calls.length, 7),
      failedStructured: step.failures.structured > 0,
      failedBatchRunner: step.failures.batch_runner > 0,
      finding: noted.has(step.number),
      loop: looping.has(step.number),
      answer: gpt !== undefined && isAnswer(gpt),
      newPrompt: before.some((index) => isPrompt(turns[index])),
    };
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const FLAGS = ['failedStructured', 'failedBatchRunner', 'finding', 'loop', 'answer', 'newPrompt'] as const;

/** Two characters a step: size and calls, then the six flags. */
export function encodeStrip(strip: readonly StripStep[]): string {
  return strip
    .map((step) => {
      const flags = FLAGS.reduce((bits, flag, i) => bits | (step[flag] ? 1 << i : 0), 0);
      return `${DIGITS[step.size * 8 + step.calls] ?? 'A'}${DIGITS[flags] ?? 'A'}`;
    })
    .join('');
}

/** What `encodeStrip` wrote; characters it never writes read as zero. */
export function decodeStrip(text: string): readonly StripStep[] {
  return Array.from({ length: Math.floor(text.length / 2) }, (_, i): StripStep => {
    const shape = Math.max(0, DIGITS.indexOf(text.charAt(i * 2)));
    const bits = Math.max(0, DIGITS.indexOf(text.charAt(i * 2 + 1)));
    const has = (flag: (typeof FLAGS)[number]) => (bits & (1 << FLAGS.indexOf(flag))) !== 0;
    return {
      size: shape >> 3,
      calls: shape & 7,
      failedStructured: has('failedStructured'),
      failedBatchRunner: has('failedBatchRunner'),
      finding: has('finding'),
      loop: has('loop'),
      answer: has('answer'),
      newPrompt: has('newPrompt'),
    };
  });
}
