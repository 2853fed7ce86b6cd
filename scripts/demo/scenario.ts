/**
 * How a scenario is written: a task, the files it starts from, and a script of steps. A scenario has several
 * variants (its parameters) and is run once per variant and config; `run` may branch on both, so that two runs
 * take different paths. Nothing is executed here: `record.ts` executes the calls, `build.ts` replays the recordings.
 */
import type { SimulatedWorld } from './record/simulated';
import { intentOf, pick } from './thoughts';
import type { ToolsetName } from './tools';
import type { Call, Config, JsonObject, ScriptEntry, ToolName } from './types';
import { CONFIGS } from './types';

export type Category =
  | 'Terminal & Coding'
  | 'Agent Tools'
  | 'Repository Tasks'
  | 'Browser Automation'
  | 'Multi-Tool'
  | 'File Operations'
  | 'Scheduling'
  | 'Planning & Organization'
  | 'Conversational';

/** Of the groups of calls in the scenarios, how many stay parallel: about 16 % of all calling steps then are. */
const PARALLEL_PERCENT = 38;

/** Collects the steps of one run. `think` is given twice: kimi thinks long, glm short or not at all (''). */
export class Script {
  readonly entries: ScriptEntry[] = [];

  /** `key` names the run; `grouped`: calls written together stay together. Otherwise most of them become steps of their own. */
  constructor(
    readonly config: Config,
    private readonly key: string,
    private readonly grouped: boolean,
  ) {}

  get kimi(): boolean {
    return this.config === 'kimi';
  }

  step(kimi: string, glm: string, calls: Call | readonly Call[], say = ''): void {
    // `name` distinguishes a call from a list of calls.
    const list = 'name' in calls ? [calls as Call] : calls;
    const think = this.kimi ? kimi : glm;
    const seed = `${this.key}|${this.entries.length}`;
    if (list.length === 1 || this.grouped || pick(seed, 100) < PARALLEL_PERCENT) {
      this.entries.push({ kind: 'gpt', think, say, calls: list });
      return;
    }
    list.forEach((call, i) => {
      if (i === 0) this.entries.push({ kind: 'gpt', think, say, calls: [call] });
      else {
        const bridge = this.kimi ? intentOf(`${seed}|${i}`, call, false) : '';
        this.entries.push({ kind: 'gpt', think: bridge, say: '', calls: [call], bridge: true });
      }
    });
  }

  /** A step that only the kimi run takes: it looks twice where glm goes straight on. */
  extra(think: string, calls: Call | readonly Call[], say = ''): void {
    if (this.kimi) this.step(think, '', calls, say);
  }

  human(text: string): void {
    this.entries.push({ kind: 'human', text });
  }

  answer(kimi: string, glm: string, text: string): void {
    this.entries.push({ kind: 'gpt', think: this.kimi ? kimi : glm, say: text, calls: [] });
  }
}

export interface Scenario<V extends object = object> {
  readonly id: string;
  readonly category: Category;
  readonly subcategory: string;
  readonly toolset: ToolsetName;
  /** Folder name under the home directory in which the run starts. */
  readonly project: string | ((v: V) => string);
  readonly variants: Readonly<Record<Config, readonly V[]>>;
  readonly prompt: (v: V) => string;
  readonly files?: (v: V) => Readonly<Record<string, string>>;
  /** Shell commands run before the first step, unseen by the agent (for example `git init`). */
  readonly setup?: (v: V) => readonly string[];
  /** What the tools that are not executed for real know: pages, skills, sessions, answers. */
  readonly world?: (v: V) => SimulatedWorld;
  /** Runs (`config/variant`) whose groups of calls all stay parallel; true: all runs. */
  readonly grouped?: true | readonly string[];
  readonly run: (s: Script, v: V) => void;
}

/** Keeps `V` inferred at the definition and hides it from the lists, which only call through. */
export function scenario<V extends object>(definition: Scenario<V>): Scenario {
  // Safe: a scenario's functions are only ever called with members of its own `variants`.
  return definition as unknown as Scenario;
}

export interface Run {
  readonly key: string;
  readonly scenario: Scenario;
  readonly config: Config;
  readonly variant: number;
  readonly prompt: string;
  readonly entries: readonly ScriptEntry[];
}

export function projectOf(s: Scenario, v: object): string {
  return typeof s.project === 'string' ? s.project : s.project(v);
}

export function runsOf(s: Scenario): Run[] {
  return CONFIGS.flatMap((config) =>
    s.variants[config].map((v, variant): Run => {
      const name = `${config}/${variant}`;
      const key = `${s.id}/${name}`;
      const script = new Script(config, key, s.grouped === true || (s.grouped?.includes(name) ?? false));
      s.run(script, v);
      return { key, scenario: s, config, variant, prompt: s.prompt(v), entries: script.entries };
    }),
  );
}

const call = (name: ToolName, args: JsonObject): Call => ({ name, args });

/** The tools, as a scenario writes them. */
export const t = {
  sh: (command: string, more: JsonObject = {}): Call => call('terminal', { command, ...more }),
  bg: (command: string): Call => call('terminal', { command, background: true, check_interval: 30 }),
  process: (action: string, more: JsonObject = {}): Call => call('process', { action, ...more }),
  read: (path: string, more: JsonObject = {}): Call => call('read_file', { path, ...more }),
  write: (path: string, content: string): Call => call('write_file', { path, content }),
  patch: (path: string, old_string: string, new_string: string, more: JsonObject = {}): Call =>
    call('patch', { mode: 'replace', path, old_string, new_string, ...more }),
  grep: (pattern: string, more: JsonObject = {}): Call =>
    call('search_files', { pattern, target: 'content', ...more }),
  find: (pattern: string, more: JsonObject = {}): Call =>
    call('search_files', { pattern, target: 'files', ...more }),
  python: (code: string): Call => call('execute_code', { code }),
  go: (url: string): Call => call('browser_navigate', { url }),
  snapshot: (full = false): Call => call('browser_snapshot', full ? { full } : {}),
  click: (ref: string): Call => call('browser_click', { ref }),
  type: (ref: string, text: string): Call => call('browser_type', { ref, text }),
  scroll: (direction: 'up' | 'down'): Call => call('browser_scroll', { direction }),
  press: (key: string): Call => call('browser_press', { key }),
  back: (): Call => call('browser_back', {}),
  vision: (question: string): Call => call('browser_vision', { question }),
  todo: (items?: readonly (readonly [id: string, content: string, status: string])[], merge = false): Call =>
    call(
      'todo',
      items === undefined
        ? {}
        : {
            todos: items.map(([id, content, status]) => ({ id, content, status })),
            ...(merge ? { merge } : {}),
          },
    ),
  sessions: (query?: string): Call => call('session_search', query === undefined ? {} : { query }),
  remember: (target: 'memory' | 'user', content: string): Call =>
    call('memory', { action: 'add', target, content }),
  memory: (args: JsonObject): Call => call('memory', args),
  skills: (category?: string): Call => call('skills_list', category === undefined ? {} : { category }),
  skill: (name: string, file_path?: string): Call =>
    call('skill_view', file_path === undefined ? { name } : { name, file_path }),
  ask: (question: string, choices?: readonly string[]): Call =>
    call('clarify', choices === undefined ? { question } : { question, choices }),
  delegate: (args: JsonObject): Call => call('delegate_task', args),
  cron: (args: JsonObject): Call => call('cronjob', args),
};
