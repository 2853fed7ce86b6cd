/**
 * The rule `attention`: which trajectories a reader should open first, and why. A plain sum, so that it can be explained:
 * each failure under `structured` 1 point (at most 10), each further failure in a row of the same tool 2 (at most 10),
 * each kind of finding its weight squared (9, 4; weight 1 counts nothing) times its count (at most 3).
 * It ranks what is worth a look, not how good the run was.
 */
import type { Finding, Trajectory } from '../model';
import { FINDING_KINDS, findingKindInfo } from '../finding/kinds';

export const ATTENTION_RULE = 'attention-1';

export interface Attention {
  readonly score: number;
  /** In words, the weightiest first; "" when nothing stands out. */
  readonly reason: string;
  /** Step to open first; undefined when nothing stands out. */
  readonly step: number | undefined;
}

interface Reason {
  readonly points: number;
  readonly text: string;
  readonly step: number;
}

interface FailureRun {
  readonly tool: string;
  readonly count: number;
  readonly step: number;
}

/** The longest run of failed responses to calls of one tool. */
function longestFailureRun({ turns, steps }: Trajectory): FailureRun | undefined {
  let longest: FailureRun | undefined;
  let run: FailureRun | undefined;
  for (const step of steps) {
    for (const { name, response } of step.calls) {
      const block = response && turns[response.turn]?.blocks[response.block];
      if (block?.kind !== 'tool_response' || !block.outcome.structured.failed) run = undefined;
      else
        run =
          run?.tool === name ? { ...run, count: run.count + 1 } : { tool: name, count: 1, step: step.number };
      if (run && run.count > (longest?.count ?? 0)) longest = run;
    }
  }
  return longest;
}

function failureReasons(trajectory: Trajectory): Reason[] {
  const failures = trajectory.steps.reduce((sum, step) => sum + step.failures.structured, 0);
  const run = longestFailureRun(trajectory);
  const firstFailed = trajectory.steps.find((step) => step.failures.structured > 0)?.number ?? 1;
  const reasons: Reason[] = [];
  const inRow = run && run.count >= 2 ? run : undefined;
  if (inRow)
    reasons.push({
      points: Math.min(10, (inRow.count - 1) * 2),
      text: `${inRow.count} failures in a row of ${inRow.tool}`,
      step: inRow.step,
    });
  if (failures > 0) {
    const text = failures === 1 ? '1 failure' : `${failures} failures`;
    // The run already says it when all failures are in it; the points count all the same.
    reasons.push({
      points: Math.min(10, failures),
      text: inRow?.count === failures ? '' : text,
      step: firstFailed,
    });
  }
  return reasons;
}

function describeFindings(group: readonly Finding[], title: string): string {
  const [first] = group;
  if (!first) return '';
  const { step, lastStep } = first;
  if (findingKindInfo(first.kind)?.group === 'loop')
    return lastStep === undefined || lastStep === step
      ? `loop in step ${step}`
      : `loop over steps ${step}–${lastStep}`;
  const name = title.charAt(0).toLowerCase() + title.slice(1);
  return group.length === 1 ? name : `${name} × ${group.length}`;
}

function findingReasons(findings: readonly Finding[]): Reason[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.kind);
    if (group) group.push(finding);
    else groups.set(finding.kind, [finding]);
  }
  const reasons: Reason[] = [];
  if (groups.size === 0) return reasons;
  for (const { kind, weight, title } of FINDING_KINDS) {
    const group = groups.get(kind);
    const first = group?.[0];
    if (!group || !first || weight < 2) continue;
    reasons.push({
      points: weight ** 2 * Math.min(3, group.length),
      text: describeFindings(group, title),
      step: Math.max(1, first.step),
    });
  }
  return reasons;
}

export function computeAttention(trajectory: Trajectory): Attention {
  const reasons = [...failureReasons(trajectory), ...findingReasons(trajectory.findings)].sort(
    (a, b) => b.points - a.points,
  );
  const said = reasons.filter((reason) => reason.text !== '').slice(0, 3);
  return {
    score: reasons.reduce((sum, reason) => sum + reason.points, 0),
    reason: said.map((reason) => reason.text).join(', '),
    step: said[0]?.step,
  };
}
