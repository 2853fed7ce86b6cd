/**
 * Every key of the product, once: bindings, tooltips and the `?` sheet are made from it. Shift is part of a key
 * (`J` is Shift+j); keys are off while typing, in dialogs, and with Ctrl / Alt / Meta.
 */
export const KEY_TABLE = [
  { id: 'nextStep', keys: ['j'], label: 'Next step', where: 'replay' },
  { id: 'previousStep', keys: ['k'], label: 'Previous step', where: 'replay' },
  { id: 'nextTrajectory', keys: ['J'], label: 'Next trajectory of the list', where: 'replay' },
  { id: 'previousTrajectory', keys: ['K'], label: 'Previous trajectory of the list', where: 'replay' },
  { id: 'previousBlock', keys: ['h'], label: 'Previous block', where: 'replay' },
  { id: 'nextBlock', keys: ['l'], label: 'Next block', where: 'replay' },
  { id: 'nextFailure', keys: ['e'], label: 'Next failure', where: 'replay' },
  { id: 'previousFailure', keys: ['E'], label: 'Previous failure', where: 'replay' },
  { id: 'nextFinding', keys: ['f'], label: 'Next finding', where: 'replay' },
  { id: 'previousFinding', keys: ['F'], label: 'Previous finding', where: 'replay' },
  { id: 'nextSameTool', keys: ['n'], label: 'Next call of the same tool', where: 'replay' },
  { id: 'previousSameTool', keys: ['N'], label: 'Previous call of the same tool', where: 'replay' },
  { id: 'firstStep', keys: ['g g'], label: 'First step', where: 'replay' },
  { id: 'lastStep', keys: ['G'], label: 'Last step', where: 'replay' },
  { id: 'goToStep', keys: [':'], label: 'Go to step n', where: 'replay' },
  { id: 'playPause', keys: ['Space'], label: 'Play or pause', where: 'replay' },
  { id: 'faster', keys: ['+'], label: 'Play faster', where: 'replay' },
  { id: 'slower', keys: ['-', '−'], label: 'Play slower', where: 'replay' },
  { id: 'toggleThink', keys: ['t'], label: 'Show or hide think', where: 'replay' },
  { id: 'toggleRaw', keys: ['r'], label: 'Raw or rendered', where: 'replay' },
  { id: 'toggleFold', keys: ['x'], label: 'Collapse or expand all', where: 'replay' },
  { id: 'foldByKind', keys: ['c'], label: 'Collapse by kind', where: 'replay' },
  { id: 'toggleFocus', keys: ['o'], label: 'One step at a time, or all', where: 'replay' },
  { id: 'copyPermalink', keys: ['y'], label: 'Copy permalink', where: 'replay' },
  { id: 'keep', keys: ['1'], label: 'Keep; again: no verdict', where: 'everywhere' },
  { id: 'drop', keys: ['2'], label: 'Drop; again: no verdict', where: 'everywhere' },
  { id: 'unsure', keys: ['3'], label: 'Unsure; again: no verdict', where: 'everywhere' },
  { id: 'note', keys: ['m'], label: 'Note on the trajectory', where: 'everywhere' },
  { id: 'undo', keys: ['u'], label: 'Undo the last mark', where: 'everywhere' },
  { id: 'find', keys: ['/'], label: 'Find in this trajectory; in the list: search', where: 'everywhere' },
  { id: 'shortcuts', keys: ['?'], label: 'This sheet', where: 'everywhere' },
  { id: 'palette', keys: ['Ctrl+K'], label: 'Command palette', where: 'everywhere' },
] as const satisfies readonly KeyEntry[];

interface KeyEntry {
  readonly id: string;
  /** Single characters as typed, `Space`, or two keys after each other (`g g`). */
  readonly keys: readonly string[];
  readonly label: string;
  readonly where: 'replay' | 'everywhere';
}

export type KeyId = (typeof KEY_TABLE)[number]['id'];

/** The key to print beside a control. */
export function keyOf(id: KeyId): string {
  const entry = KEY_TABLE.find((each) => each.id === id);
  return entry?.keys[0] ?? '';
}

/** What a key press means, given the key pressed just before it (for `g g`). */
export function matchKey(pressed: string, before: string | undefined): KeyId | undefined {
  const name = pressed === ' ' ? 'Space' : pressed;
  const pair = before === undefined ? undefined : `${before} ${name}`;
  const found = KEY_TABLE.find((entry) =>
    entry.keys.some((key: string) => key === name || (pair !== undefined && key === pair)),
  );
  return found?.id;
}
