/** The words of full text, and how long it still takes. Pure. */
import { formatBytes, formatCount, plural } from '../../lib/text';
import type { DatasetStatus, TextCoverage } from '../../client/types';
import type { TextRun } from '../../client/useTextSearch';
import type { TextHit, TextPlace, TextSearch } from '../../trace';

export const PLACE_NAMES: Readonly<Record<TextPlace, string>> = {
  think: 'Think',
  answers: 'Answers',
  calls: 'Tool calls',
  responses: 'Tool responses',
  user: 'User',
  system: 'System',
  other: 'Other roles',
};

type Match = Pick<TextSearch, 'matchCase' | 'isRegex'>;

/** What is found, in a sentence. */
export function ruleWords({ matchCase, isRegex = false }: Match): string {
  const cased = matchCase ? 'case as typed' : 'upper and lower case are alike';
  if (isRegex)
    return `A JavaScript regular expression (flags m, u), ${cased}, over the text as recorded; stopped where it takes over a second.`;
  return `Literal text, ${cased}${matchCase ? '' : ' (Unicode simple case folding)'}. Inside JSON its escaped form counts.`;
}

const ONE: Readonly<Record<TextPlace, string>> = {
  think: 'think',
  answers: 'answer',
  calls: 'call',
  responses: 'response',
  user: 'user',
  system: 'system',
  other: 'other role',
};

/** `Step 4, response terminal`. */
export function hitPlace({ step, place, tool }: TextHit): string {
  const where = step === 0 ? 'Before step 1' : `Step ${formatCount(step)}`;
  return `${where} · ${ONE[place]}${tool === '' ? '' : ` ${tool}`}`;
}

/** What a search costs, said before it begins. */
export function costWords(status: DatasetStatus | undefined, shown: number): string {
  if (status === undefined || status.rowsListed === 0) return 'Nothing is listed yet.';
  const bytes = status.files.reduce((sum, { byteLength = 0 }) => sum + byteLength, 0);
  const upTo = shown < status.rowsListed ? 'up to ' : '';
  return `Searches ${plural(shown, 'trajectory', 'trajectories')} of the list; reads ${upTo}${formatBytes(bytes)}.`;
}

export function countWords({ progress, state }: TextRun): string {
  const { hits, trajectories } = progress;
  const soFar = state === 'running' ? ' so far' : '';
  return `${plural(hits, 'hit')} in ${plural(trajectories, 'trajectory', 'trajectories')}${soFar}`;
}

/** By the rows done; a second is the least said. */
export function leftWords({ progress, elapsedMs }: TextRun): string {
  const { rowsDone, rowCount } = progress;
  if (rowsDone === 0) return '';
  const seconds = Math.max(1, Math.round((elapsedMs / 1000) * ((rowCount - rowsDone) / rowsDone)));
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

export function progressWords({ progress }: TextRun): string {
  const { rowsDone, rowCount, chars } = progress;
  return `${formatCount(rowsDone)} of ${plural(rowCount, 'trajectory', 'trajectories')} · ${formatBytes(chars)} of text`;
}

/** Why there are no hits to show. `coverage`: of a list that is narrowed by the search. */
export function unsearchedWords(coverage: TextCoverage | undefined): string {
  if (coverage === undefined || coverage.searched === 0)
    return 'Not searched yet in this list: press Search.';
  const { listed, searched } = coverage;
  return searched === listed
    ? `Searched as part of another list. Press Search to see the hits of these ${formatCount(listed)}.`
    : `${formatCount(searched)} of ${plural(listed, 'trajectory was', 'trajectories were')} searched as part of another list: press Search for the rest.`;
}
