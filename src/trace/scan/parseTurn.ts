/** One turn: its role first, because the role says which blocks can exist (FORMAT §9.1). */
import type { Role, Turn } from '../model';
import type { TurnFinding } from '../finding/kinds';
import { isTutorialFailure } from '../outcome/tutorialRule';
import { scanGptTurn, type ScannedTurn } from './gptTurn';
import { scanToolTurn } from './toolTurn';

const ROLE_ALIASES: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['human', 'human'],
  ['user', 'human'],
  ['gpt', 'gpt'],
  ['assistant', 'gpt'],
  ['model', 'gpt'],
  ['function_call', 'gpt'],
  ['tool_call', 'gpt'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['observation', 'tool'],
  ['tool_response', 'tool'],
]);

export function toRole(from: string): Role {
  return ROLE_ALIASES.get(from) ?? ROLE_ALIASES.get(from.trim().toLowerCase()) ?? 'other';
}

function scanPlainTurn(value: string): ScannedTurn {
  const end = value.length;
  return {
    blocks: end === 0 ? [] : [{ kind: 'text', start: 0, end, bodyStart: 0, bodyEnd: end }],
    findings: [],
  };
}

/** The blocks of one value in the light of its role. Total: any string gives blocks that tile it. */
export function scanTurn(role: Role, value: string): ScannedTurn {
  switch (role) {
    case 'gpt':
      return scanGptTurn(value);
    case 'tool':
      return scanToolTurn(value);
    case 'system':
    case 'human':
    case 'other':
      return scanPlainTurn(value);
  }
}

export interface ParsedTurn {
  readonly turn: Turn;
  readonly findings: readonly TurnFinding[];
}

/** `from` and `value` as stored; the value as text already. */
export function parseTurn(from: string, value: string, index: number): ParsedTurn {
  const role = toRole(from);
  const { blocks, findings } = scanTurn(role, value);
  if (role !== 'tool') return { turn: { index, role, from, value, blocks }, findings };
  return { turn: { index, role, from, value, blocks, tutorialFlagged: isTutorialFailure(value) }, findings };
}
