/** A recorded conversation being damaged, and what the cases need for it. */
import { toResponseText, type PyValue } from '../emit';
import type { ShardRow, ShardTurn } from '../shard';

export interface Case {
  readonly label: string;
  /** Key of the run it is made from. */
  readonly base: string;
  readonly used?: true;
  readonly damage: (draft: Draft) => void;
}

/** A conversation being edited. Turns are addressed by their place among the turns of the same role, from 0; -1 = last. */
export class Draft {
  turns: ShardTurn[];
  tools: string;
  task: string;

  constructor(row: ShardRow) {
    this.turns = [...row.conversations];
    this.tools = row.tools;
    this.task = row.task;
  }

  indexOf(role: string, nth: number): number {
    const found = this.turns.flatMap((turn, i) => (turn.from === role ? [i] : []));
    const at = found.at(nth);
    if (at === undefined) throw new Error(`no ${role} turn ${nth}`);
    return at;
  }

  edit(role: string, nth: number, change: (value: string) => string): void {
    const at = this.indexOf(role, nth);
    const before = this.turns[at]?.value ?? '';
    const after = change(before);
    if (after === before) throw new Error(`${role} turn ${nth} did not change`);
    this.turns[at] = { from: role, value: after };
  }

  editAll(role: string, change: (value: string) => string): void {
    this.turns = this.turns.map((turn) =>
      turn.from === role && turn.value !== null ? { ...turn, value: change(turn.value) } : turn,
    );
  }

  insertAfter(role: string, nth: number, ...added: ShardTurn[]): void {
    this.turns.splice(this.indexOf(role, nth) + 1, 0, ...added);
  }

  /** Ends the conversation after this turn. */
  cutAfter(role: string, nth: number): void {
    this.turns = this.turns.slice(0, this.indexOf(role, nth) + 1);
  }
}

const CALL = /<tool_call>\n(.*)\n<\/tool_call>/;
const RESPONSE = /<tool_response>\n(.*)\n<\/tool_response>/;

/** The first call's JSON text, changed. */
export const inCall =
  (change: (json: string) => string) =>
  (value: string): string =>
    value.replace(CALL, (_all, json: string) => `<tool_call>\n${change(json)}\n</tool_call>`);

/** The text between the think tags, changed: the result replaces the tags, too. */
export const inThink =
  (change: (text: string) => string) =>
  (value: string): string =>
    value.replace(/<think>\n([\s\S]*?)\n<\/think>/, (_all, text: string) => change(text));

/** Replaces the first response's content. */
export const withContent =
  (content: PyValue) =>
  (value: string): string =>
    value.replace(RESPONSE, (_all, json: string) => {
      const { tool_call_id: id, name } = JSON.parse(json) as { tool_call_id: string; name: string };
      return toResponseText({ id, name, content });
    });

/** Replaces the first call, in the same turn. */
export const withCall =
  (text: string) =>
  (value: string): string =>
    value.replace(/<tool_call>\n.*\n<\/tool_call>/, () => text.trimEnd());

export const TERMINAL = (output: string): PyValue => ({ output, exit_code: 0, error: null });
