/** Which renderer serves a tool: by its name, else by the shape of its values, else the generic one. */
import type { JsonValue } from '../../trace';
import { GenericCall } from './GenericCall';
import { GenericResponse } from './GenericResponse';
import type { ToolRenderer } from './renderer';
import { browser } from './renderers/browser';
import { clarify } from './renderers/clarify';
import { cronjob } from './renderers/cronjob';
import { delegateTask } from './renderers/delegateTask';
import { executeCode } from './renderers/executeCode';
import { memory } from './renderers/memory';
import { patch } from './renderers/patch';
import { readFile } from './renderers/readFile';
import { searchFiles } from './renderers/searchFiles';
import { sessionSearch } from './renderers/sessionSearch';
import { skills } from './renderers/skills';
import { process, terminal } from './renderers/terminal';
import { todo } from './renderers/todo';
import { writeFile } from './renderers/writeFile';
import { summarizeAny } from './summarizeAny';
import { asObject } from './values';

/** Shapes are tried in this order. */
const RENDERERS: readonly ToolRenderer[] = [
  terminal,
  process,
  executeCode,
  readFile,
  patch,
  writeFile,
  searchFiles,
  todo,
  browser,
  memory,
  delegateTask,
  sessionSearch,
  clarify,
  cronjob,
  skills,
];

export const generic: ToolRenderer = {
  names: [],
  summarize: summarizeAny,
  Call: GenericCall,
  Response: GenericResponse,
};

const BY_NAME: ReadonlyMap<string, ToolRenderer> = new Map(
  RENDERERS.flatMap((renderer) => renderer.names.map((name) => [name, renderer] as const)),
);

export function rendererFor(name: string, args: JsonValue, content?: JsonValue): ToolRenderer {
  const object = asObject(args) ?? {};
  return (
    BY_NAME.get(name) ?? RENDERERS.find((renderer) => renderer.fits?.(object, content) === true) ?? generic
  );
}
