/**
 * The tools that are not executed: pages, memory, skills, sessions, questions, sub-agents, schedules. Deterministic
 * handlers over a small world that the scenario describes; the shapes of their answers are those of the agent.
 */
import type { Json, JsonObject } from '../types';

/** A page as the accessibility outline shows it. `links`: ref, or `Enter`, → key of the page it leads to. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly outline: string;
  readonly links?: Readonly<Record<string, string>>;
  /** Outline after scrolling down once. */
  readonly below?: string;
  readonly vision?: string;
  /** Refs whose click fails, with the message. */
  readonly broken?: Readonly<Record<string, string>>;
}

export interface Skill {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly content: string;
  readonly files?: Readonly<Record<string, string>>;
}

export interface SimulatedWorld {
  readonly pages?: Readonly<Record<string, Page>>;
  readonly skills?: readonly Skill[];
  /** Word in the query → sessions found; absent = the session database is not available. */
  readonly sessions?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly recent?: readonly JsonObject[];
  /** Answers of the user to `clarify`, in order. */
  readonly replies?: readonly string[];
  /** Results of `delegate_task`, in order of calls. */
  readonly delegates?: readonly Json[];
  readonly memory?: Readonly<Record<'memory' | 'user', readonly string[]>>;
  readonly cronErrors?: Readonly<Record<string, string>>;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const failure = (error: string): JsonObject => ({ success: false, error });

/** The first run after the recordings' date, for cron expressions that begin with a minute and an hour. */
function nextRun(schedule: string): string {
  const [minute = '0', hour = '9'] = schedule.split(/[ ,]/);
  return `2026-03-16T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00+00:00`;
}

export class Simulator {
  private page: Page | undefined;
  private scrolled = false;
  private readonly typed = new Map<string, string>();
  private readonly history: Page[] = [];
  private todos: { id: string; content: string; status: string }[] = [];
  private readonly memory: Record<'memory' | 'user', string[]>;
  private readonly jobs: { [key: string]: Json }[] = [];
  private replies = 0;
  private delegated = 0;

  constructor(private readonly world: SimulatedWorld) {
    this.memory = { memory: [...(world.memory?.memory ?? [])], user: [...(world.memory?.user ?? [])] };
  }

  /** Undefined: not one of ours. */
  call(name: string, args: JsonObject): Json | undefined {
    if (name.startsWith('browser_')) return this.browser(name.slice('browser_'.length), args);
    switch (name) {
      case 'todo':
        return this.todo(args);
      case 'memory':
        return this.remember(args);
      case 'session_search':
        return this.sessions(args);
      case 'skills_list':
        return this.skills(args);
      case 'skill_view':
        return this.skill(args);
      case 'clarify':
        return this.clarify(args);
      case 'delegate_task':
        return this.world.delegates?.[this.delegated++] ?? failure('No sub-agent is available.');
      case 'cronjob':
        return this.cron(args);
      default:
        return undefined;
    }
  }

  private open(page: Page): void {
    if (this.page !== undefined) this.history.push(this.page);
    this.page = page;
    this.scrolled = false;
    this.typed.clear();
  }

  private browser(action: string, args: JsonObject): Json {
    const pages = this.world.pages ?? {};
    if (action === 'navigate') {
      const url = text(args['url']);
      const page = Object.values(pages).find((p) => p.url === url);
      if (page === undefined) return failure(`Navigation failed: net::ERR_NAME_NOT_RESOLVED at ${url}`);
      this.open(page);
      return { success: true, url: page.url, title: page.title };
    }
    const page = this.page;
    if (page === undefined) return failure('No page is open. Call browser_navigate first.');
    switch (action) {
      case 'snapshot':
        return this.snapshot(page);
      case 'click': {
        const ref = text(args['ref']);
        const broken = page.broken?.[ref];
        if (broken !== undefined) return failure(broken);
        if (!this.visible(page).includes(`[ref=${ref.replace('@', '')}]`)) {
          return failure(
            `Element ${ref} not found. Take a new browser_snapshot: refs change after navigation.`,
          );
        }
        this.follow(page.links?.[ref]);
        return { success: true, clicked: ref };
      }
      case 'type': {
        const ref = text(args['ref']);
        this.typed.set(ref.replace('@', ''), text(args['text']));
        return { success: true, typed: text(args['text']), element: ref };
      }
      case 'press':
        this.follow(page.links?.[text(args['key'])]);
        return { success: true, pressed: text(args['key']) };
      case 'scroll':
        this.scrolled = text(args['direction']) === 'down';
        return { success: true, scrolled: text(args['direction']) };
      case 'back': {
        const previous = this.history.pop();
        if (previous === undefined) return failure('No previous page in history.');
        this.page = previous;
        this.scrolled = false;
        return { success: true, url: previous.url };
      }
      case 'vision':
        return page.vision === undefined
          ? failure('Vision backend timed out after 30s')
          : {
              success: true,
              analysis: page.vision,
              screenshot_path: '/home/user/.agent/screenshots/page_01.png',
            };
      default:
        return failure(`Unknown browser action: ${action}`);
    }
  }

  private follow(key: string | undefined): void {
    const next = key === undefined ? undefined : this.world.pages?.[key];
    if (next !== undefined) this.open(next);
  }

  private visible(page: Page): string {
    return this.scrolled && page.below !== undefined ? page.below : page.outline;
  }

  private snapshot(page: Page): Json {
    let outline = this.visible(page);
    for (const [ref, value] of this.typed)
      outline = outline.replace(`[ref=${ref}]`, `[ref=${ref}]: ${value}`);
    return { success: true, snapshot: outline, element_count: outline.split('[ref=').length - 1 };
  }

  private todo(args: JsonObject): Json {
    const given = args['todos'];
    if (Array.isArray(given)) {
      const items = given as unknown as { id: string; content: string; status: string }[];
      if (args['merge'] === true) {
        for (const item of items) {
          const at = this.todos.findIndex((x) => x.id === item.id);
          if (at < 0) this.todos.push(item);
          else this.todos[at] = item;
        }
      } else this.todos = [...items];
    }
    const count = (status: string): number => this.todos.filter((x) => x.status === status).length;
    return {
      todos: this.todos.map((x) => ({ id: x.id, content: x.content, status: x.status })),
      summary: {
        total: this.todos.length,
        pending: count('pending'),
        in_progress: count('in_progress'),
        completed: count('completed'),
        cancelled: count('cancelled'),
      },
    };
  }

  private remember(args: JsonObject): Json {
    const target = args['target'] === 'user' ? 'user' : 'memory';
    const entries = this.memory[target];
    const limit = target === 'user' ? 1375 : 2200;
    const old = text(args['old_text']);
    const content = text(args['content']);
    let message = 'Entry added.';
    if (args['action'] === 'add') {
      if (entries.includes(content)) message = 'Entry already exists (no duplicate added).';
      else if ([...entries, content].join('\n§\n').length > limit) {
        const used = entries.join('\n§\n').length;
        return {
          success: false,
          error: `Memory at ${used}/${limit} chars. Adding this entry (${content.length} chars) would exceed the limit. Replace or remove existing entries first.`,
          current_entries: [...entries],
        };
      } else entries.push(content);
    } else {
      const at = entries.findIndex((x) => x.includes(old));
      if (at < 0) return failure(`No entry matched '${old}'.`);
      if (args['action'] === 'remove') entries.splice(at, 1);
      else entries[at] = content;
      message = args['action'] === 'remove' ? 'Entry removed.' : 'Entry replaced.';
    }
    const used = entries.join('\n§\n').length;
    return {
      success: true,
      target,
      entries: [...entries],
      usage: `${Math.floor((used * 100) / limit)}% — ${used}/${limit} chars`,
      entry_count: entries.length,
      message,
    };
  }

  private sessions(args: JsonObject): Json {
    const { sessions, recent } = this.world;
    if (sessions === undefined && recent === undefined) return failure('Session database not available.');
    const query = text(args['query']);
    if (query === '')
      return { success: true, mode: 'recent', results: recent ?? [], count: (recent ?? []).length };
    const results = Object.entries(sessions ?? {})
      .filter(([word]) => query.toLowerCase().includes(word))
      .flatMap(([, found]) => found);
    return results.length > 0
      ? { success: true, query, results, count: results.length, sessions_searched: results.length }
      : { success: true, query, results: [], count: 0, message: 'No matching sessions found.' };
  }

  private skills(args: JsonObject): Json {
    const category = text(args['category']);
    const all = (this.world.skills ?? []).filter((x) => category === '' || x.category === category);
    return {
      success: true,
      skills: all.map(({ name, description, category: c }) => ({ name, description, category: c })),
      categories: [...new Set(all.map((x) => x.category))].toSorted(),
      count: all.length,
      hint: 'Use skill_view(name) to see full content, tags, and linked files',
    };
  }

  private skill(args: JsonObject): Json {
    const name = text(args['name']);
    const skill = this.world.skills?.find((x) => x.name === name);
    if (skill === undefined) {
      const available = (this.world.skills ?? []).map((x) => x.name);
      return {
        success: false,
        error: `Skill '${name}' not found.`,
        available_skills: available,
        hint: 'Use skills_list to see all available skills',
      };
    }
    const file = text(args['file_path']);
    if (file !== '') {
      const content = skill.files?.[file];
      return content === undefined
        ? failure(`File '${file}' not found in skill '${name}'.`)
        : { success: true, name, file, content, file_type: `.${file.split('.').at(-1) ?? ''}` };
    }
    return {
      success: true,
      name,
      description: skill.description,
      tags: [],
      content: skill.content,
      path: `${skill.category}/${name}/SKILL.md`,
      linked_files: skill.files === undefined ? null : { references: Object.keys(skill.files) },
    };
  }

  private clarify(args: JsonObject): Json {
    const reply = this.world.replies?.[this.replies++];
    if (reply === undefined) return { error: 'Clarify tool is not available in this execution context.' };
    return {
      question: args['question'] ?? '',
      choices_offered: args['choices'] ?? null,
      user_response: reply,
    };
  }

  private cron(args: JsonObject): Json {
    const action = text(args['action']);
    const schedule = text(args['schedule']);
    if (action === 'list') return { success: true, count: this.jobs.length, jobs: [...this.jobs] };
    const wrong = this.world.cronErrors?.[schedule];
    if (wrong !== undefined) return failure(wrong);
    if (action === 'create') {
      const id = `a3f${(0x1c40 + this.jobs.length * 0x35b).toString(16)}c2e${this.jobs.length}`;
      const job: { [key: string]: Json } = {
        job_id: id,
        name: args['name'] ?? 'untitled',
        schedule,
        repeat: args['repeat'] ?? 'forever',
        deliver: args['deliver'] ?? 'local',
        next_run_at: nextRun(schedule),
        enabled: true,
        state: 'scheduled',
      };
      this.jobs.push(job);
      return { success: true, ...job, message: `Cron job '${text(job['name'])}' created.` };
    }
    const job = this.jobs.find((x) => x['job_id'] === args['job_id'] || x['name'] === args['job_id']);
    if (job === undefined) {
      return failure(
        `Job with ID '${text(args['job_id'])}' not found. Use cronjob(action='list') to inspect jobs.`,
      );
    }
    if (action === 'remove') {
      this.jobs.splice(this.jobs.indexOf(job), 1);
      return {
        success: true,
        message: `Cron job '${text(job['name'])}' removed.`,
        removed_job: { id: job['job_id'] ?? '' },
      };
    }
    if (action === 'pause') Object.assign(job, { enabled: false, state: 'paused' });
    if (action === 'resume') Object.assign(job, { enabled: true, state: 'scheduled' });
    if (action === 'update' && schedule !== '')
      Object.assign(job, { schedule, next_run_at: nextRun(schedule) });
    return { success: true, job: { ...job } };
  }
}
