/** Tool schemas: from the `tools` column or the system turn, flat or in OpenAI form (FORMAT §6). Read only when asked for. */
import { member } from '../../lib/member';
import type { JsonValue, ToolSchema, Turn } from '../model';
import { isJsonObject } from '../json/jsonValue';
import { parseJson } from '../json/parseJson';

/** The first `<tools>` pair of the template is a literal in a sentence; descriptions may hold any text. */
export function findToolsText(system: string): string | undefined {
  const open = system.indexOf('<tools>\n');
  const close = system.lastIndexOf('\n</tools>\n');
  return open < 0 || close < open + 7 ? undefined : system.slice(open + 8, Math.max(open + 8, close));
}

function toToolSchema(entry: JsonValue): ToolSchema | undefined {
  if (!isJsonObject(entry)) return undefined;
  const wrapped = member(entry, 'function');
  const fn = isJsonObject(wrapped) ? wrapped : entry;
  const name = member(fn, 'name');
  const description = member(fn, 'description');
  if (typeof name !== 'string') return undefined;
  const parameters = member(fn, 'parameters') ?? member(fn, 'input_schema') ?? {};
  return { name, description: typeof description === 'string' ? description : '', parameters };
}

export interface ParsedTools {
  readonly tools: readonly ToolSchema[];
  /** False when there was a text and it is no JSON array. */
  readonly readable: boolean;
}

export function parseTools(text: string): ParsedTools {
  const json = parseJson(text);
  if (!json.ok || !Array.isArray(json.value)) return { tools: [], readable: false };
  // Array.isArray widens a readonly array to any[]; the items are JSON values.
  const entries = json.value as readonly JsonValue[];
  return { tools: entries.map(toToolSchema).filter((tool) => tool !== undefined), readable: true };
}

/** The text that lists the tools of a trajectory: the column's, else the system turn's. */
export function toolsTextOf(
  column: string | undefined,
  turns: readonly Pick<Turn, 'role' | 'value'>[],
): string | undefined {
  if (column !== undefined && column.trim() !== '' && column.trim() !== 'null') return column;
  const system = turns.find((turn) => turn.role === 'system');
  return system && findToolsText(system.value);
}

/** Remembers parsed lists by their text: a dataset repeats a handful of them in every row. Owned by whoever reads many rows. */
export type ToolsCache = (text: string) => ParsedTools;

export function createToolsCache(limit = 64): ToolsCache {
  const known = new Map<string, ParsedTools>();
  return (text) => {
    const hit = known.get(text);
    if (hit) return hit;
    const parsed = parseTools(text);
    if (known.size >= limit) known.clear();
    known.set(text, parsed);
    return parsed;
  };
}
