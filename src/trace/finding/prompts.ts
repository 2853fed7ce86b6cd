/** Human turns that are not prompts: summaries of the compressor, and the copy of the latest query that the writer puts first. */
import type { Turn } from '../model';
import type { PlacedFinding } from './kinds';

const SUMMARY = '[CONTEXT SUMMARY]:';
const SUMMARY_FAILED = '[CONTEXT SUMMARY]: [Summary generation failed';

function isSummary(turn: Turn): boolean {
  return turn.role === 'human' && turn.value.trimStart().startsWith(SUMMARY);
}

/** The writer puts the query before the history, in which it stands again (FORMAT §3): the first of the two is the copy. */
function findCopy(turns: readonly Turn[]): { copy: Turn; original: Turn } | undefined {
  const humans = turns.filter((turn) => turn.role === 'human' && !isSummary(turn));
  const [copy, ...later] = humans;
  if (!copy || copy.value.trim() === '' || turns.slice(0, copy.index).some((turn) => turn.role !== 'system'))
    return undefined;
  const original = later.findLast((turn) => turn.value === copy.value);
  return original && { copy, original };
}

export interface NotedTurns {
  readonly turns: readonly Turn[];
  readonly findings: readonly PlacedFinding[];
}

export function notePrompts(turns: readonly Turn[]): NotedTurns {
  const findings: PlacedFinding[] = [];
  const pair = findCopy(turns);
  if (!pair && !turns.some(isSummary)) return { turns, findings };
  const noted = turns.map((turn): Turn => {
    if (isSummary(turn)) {
      const failed = turn.value.trimStart().startsWith(SUMMARY_FAILED);
      const detail = failed
        ? 'Turns were removed here and could not be summarised.'
        : 'This turn stands for turns that were removed.';
      findings.push({ kind: failed ? 'summary_failed' : 'context_summary', turn: turn.index, detail });
      return { ...turn, note: 'summary' };
    }
    if (turn.index !== pair?.copy.index) return turn;
    const detail = `The same text stands again as turn ${pair.original.index}, its true place.`;
    findings.push({ kind: 'repeated_prompt', turn: turn.index, start: 0, end: turn.value.length, detail });
    return { ...turn, note: 'repeated_prompt' };
  });
  return { turns: noted, findings };
}
