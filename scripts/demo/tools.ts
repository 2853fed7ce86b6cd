/** The tools the demo's agents are offered, as JSON schemas in OpenAI form, and the six sets they come in. */
import type { Json, JsonObject, ToolName } from './types';

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

const text = (description: string): JsonObject => ({ type: 'string', description });
const choice = (description: string, options: readonly string[], standard?: string): JsonObject => ({
  type: 'string',
  enum: options,
  description,
  ...(standard === undefined ? {} : { default: standard }),
});
const integer = (description: string, standard?: number): JsonObject => ({
  type: 'integer',
  description,
  ...(standard === undefined ? {} : { default: standard, minimum: 1 }),
});
const flag = (description: string): JsonObject => ({ type: 'boolean', description, default: false });
const list = (description: string, items: Json): JsonObject => ({ type: 'array', description, items });
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const tool = (
  name: string,
  description: string,
  properties: JsonObject = {},
  required: readonly string[] = [],
): ToolDefinition => ({
  name,
  description,
  parameters: object(properties, required),
});

const TODO_ITEM = object(
  {
    id: text('Unique item identifier'),
    content: text('What is to be done'),
    status: choice('Current status', ['pending', 'in_progress', 'completed', 'cancelled']),
  },
  ['id', 'content', 'status'],
);

export const TOOLS = [
  tool(
    'browser_back',
    'Go back to the previous page in the browser history. Requires browser_navigate to be called first.',
  ),
  tool(
    'browser_click',
    "Click the element with the given ref from the latest snapshot, for example '@e5'. Refs are shown in square brackets in the snapshot and change after every navigation. Requires browser_navigate and browser_snapshot to be called first.",
    { ref: text("Element reference from the snapshot (e.g., '@e5', '@e12')") },
    ['ref'],
  ),
  tool(
    'browser_navigate',
    'Open a URL in the browser. Starts the session and loads the page; must be called before any other browser tool. For plain information retrieval prefer a command in the terminal, which is faster and cheaper. Use the browser when a page needs interaction: clicking, filling forms, content rendered by scripts.',
    { url: text("The URL to open (e.g., 'https://example.org')") },
    ['url'],
  ),
  tool(
    'browser_press',
    'Press a keyboard key. Useful to submit forms (Enter), to move the focus (Tab) or for shortcuts.',
    { key: text("Key to press (e.g., 'Enter', 'Tab', 'Escape', 'ArrowDown')") },
    ['key'],
  ),
  tool(
    'browser_scroll',
    'Scroll the page to reveal content above or below the visible part. Take a new snapshot afterwards.',
    { direction: choice('Direction to scroll', ['up', 'down']) },
    ['direction'],
  ),
  tool(
    'browser_snapshot',
    'Get a text outline of the current page from its accessibility tree. Interactive elements carry a ref such as @e1 for browser_click and browser_type. full=false (default): interactive elements and headings; full=true: the complete page text. Outlines over 8,000 characters are shortened.',
    { full: flag('true: complete page content; false: compact view with interactive elements only') },
  ),
  tool(
    'browser_type',
    'Type text into the input with the given ref. The field is cleared first. Use browser_press to submit.',
    { ref: text("Element reference from the snapshot (e.g., '@e3')"), text: text('The text to type') },
    ['ref', 'text'],
  ),
  tool(
    'browser_vision',
    'Take a screenshot of the current page and let a vision model answer a question about it. Use it for layout, charts, images and anything the outline cannot show. The screenshot is saved and its path returned.',
    { question: text('What to find out from the screenshot; be specific') },
    ['question'],
  ),
  tool(
    'clarify',
    'Ask the user a question before going on.\n\nTwo modes:\n1. Multiple choice: give up to 4 choices; the user picks one or writes an own answer.\n2. Open question: leave choices out.\n\nUse it when the task is ambiguous, when a decision has consequences the user should weigh, or before something that cannot be undone. Do not use it to ask for permission for harmless commands, and do not ask what you can find out with another tool.',
    {
      question: text('The question to show to the user'),
      choices: list('Up to 4 answers to choose from. Leave out for an open question.', { type: 'string' }),
    },
    ['question'],
  ),
  tool(
    'cronjob',
    "Manage scheduled jobs. A job runs in a fresh session with no memory of this chat, so its prompt must be self-contained.\n\nActions: create, list, update, pause, resume, remove.\nSchedules: a duration ('30m', '2h' = once, after that time), an interval ('every 2h'), a cron expression with five fields ('0 9 * * 1-5'), or an ISO timestamp (once). Times are in the server's time zone (UTC).",
    {
      action: choice('What to do', ['create', 'list', 'update', 'pause', 'resume', 'remove']),
      job_id: text('Job to change; required for update, pause, resume and remove'),
      name: text('Readable name of the job'),
      prompt: text('Self-contained instruction for the run'),
      schedule: text("When to run: '30m', 'every 2h', '0 9 * * *' or an ISO timestamp"),
      repeat: integer('How often to run; leave out for once (one-shot) or forever (recurring)'),
      deliver: text("Where the result goes: 'origin', 'local' or a channel name"),
      skills: list('Skills to load before the prompt', { type: 'string' }),
    },
    ['action'],
  ),
  tool(
    'delegate_task',
    "Let one or more sub-agents work on tasks in isolated contexts. Each gets its own conversation and terminal; only its final summary comes back.\n\nSingle task: give 'goal' (and context, toolsets). Batch: give 'tasks' with up to 3 items; they run at the same time.\n\nUse it for reasoning-heavy work, for work that would flood your context with intermediate output, and for independent parts that can run in parallel. Not for single tool calls. Sub-agents know nothing of this conversation: pass every path, error text and constraint they need in 'context'.",
    {
      goal: text('What the sub-agent shall achieve; specific and self-contained'),
      context: text('Background it needs: file paths, error messages, constraints'),
      toolsets: list("Toolsets to enable, e.g. ['terminal', 'file']", { type: 'string' }),
      tasks: list(
        'Batch mode: up to 3 tasks',
        object(
          { goal: text('Goal'), context: text('Context'), toolsets: list('Toolsets', { type: 'string' }) },
          ['goal'],
        ),
      ),
      max_iterations: integer('Maximum number of tool-calling turns per sub-agent', 50),
    },
  ),
  tool(
    'execute_code',
    'Run a Python script. Use it when several results must be filtered or combined before they enter the context, when there is a loop or a condition, or for arithmetic. Print what you want to see: only stdout comes back. Limits: 5 minutes, 50 kB of stdout. The standard library is available.',
    { code: text('Python code to execute. Print the final result to stdout.') },
    ['code'],
  ),
  tool(
    'memory',
    "Save durable facts that survive across sessions. Memory is injected into future conversations, so keep entries short and factual.\n\nSave when the user corrects you or says 'remember this', when you learn a preference, a convention of the project or a property of the environment. Do not save progress of the current task, or what is easily found again.\n\nTargets: 'user' (who the user is, preferences) and 'memory' (environment, conventions, lessons). Actions: add, replace and remove (old_text identifies the entry).",
    {
      action: choice('The action to perform', ['add', 'replace', 'remove']),
      target: choice('Which store', ['memory', 'user']),
      content: text("The entry. Required for 'add' and 'replace'."),
      old_text: text('A short unique part of the entry to replace or remove'),
    },
    ['action', 'target'],
  ),
  tool(
    'patch',
    'Targeted find-and-replace edit in a file. Use it instead of sed or awk. Returns a unified diff and checks the syntax after the edit. old_string must be unique in the file unless replace_all is set; include enough lines around it.',
    {
      mode: choice(
        "'replace' for find-and-replace, 'patch' for a multi-file patch",
        ['replace', 'patch'],
        'replace',
      ),
      path: text('File to edit (required in replace mode)'),
      old_string: text('Text to find; must be unique unless replace_all is true'),
      new_string: text('Text to put in its place; empty to delete'),
      replace_all: flag('Replace every occurrence'),
      patch: text('Patch text (required in patch mode)'),
    },
    ['mode'],
  ),
  tool(
    'process',
    "Manage background processes started with terminal(background=true). Actions: 'list', 'poll' (status and new output), 'log' (whole output), 'wait' (until done or timeout), 'kill', 'write' (raw stdin), 'submit' (stdin and Enter).",
    {
      action: choice('Action to perform', ['list', 'poll', 'log', 'wait', 'kill', 'write', 'submit']),
      session_id: text('Process session id; required for all actions but list'),
      data: text("Text to send for 'write' and 'submit'"),
      timeout: integer("Longest time to block for 'wait', in seconds"),
      offset: integer("Line offset for 'log'"),
      limit: integer("Number of lines for 'log'"),
    },
    ['action'],
  ),
  tool(
    'read_file',
    "Read a text file with line numbers and pagination. Use it instead of cat, head or tail. Output: 'LINE|CONTENT'. Suggests similar names when the file is not found. Use offset and limit for large files. Cannot read images or binary files.",
    {
      path: text('Path to the file (absolute, relative or ~/path)'),
      offset: integer('Line to start at, from 1', 1),
      limit: integer('Number of lines to read', 500),
    },
    ['path'],
  ),
  tool(
    'search_files',
    "Search the contents of files or find files by name. Use it instead of grep, find or ls.\n\nContents (target='content'): a regular expression; output_mode: matches with line numbers, file names only, or counts. Names (target='files'): a glob pattern such as '*.py' or '*config*'.",
    {
      pattern: text('Regular expression (content) or glob (files)'),
      target: choice('What to search', ['content', 'files'], 'content'),
      path: text('Folder or file to search in (default: current folder)'),
      file_glob: text("Only files matching this glob, e.g. '*.py'"),
      limit: integer('Most results to return', 50),
      output_mode: choice('Form of the result', ['content', 'files_only', 'count'], 'content'),
      context: integer('Lines of context around a match'),
    },
    ['pattern'],
  ),
  tool(
    'session_search',
    "Search past conversations, or list the recent ones. Without a query: titles, previews and times of recent sessions. With a query: summaries of sessions that match; separate words with OR for a broader search.\n\nUse it when the user says 'we did this before', 'last time' or 'as I told you', or when something may have been solved already. Better to search than to ask the user to repeat.",
    {
      query: text('Keywords or phrases; leave out to list recent sessions'),
      limit: integer('Most sessions to return', 3),
      role_filter: text("Only messages of these roles, e.g. 'user,assistant'"),
    },
  ),
  tool(
    'skill_view',
    "Load a skill: instructions for a kind of task, with scripts and templates. The first call returns the text of SKILL.md and 'linked_files'; call again with file_path to read one of those.",
    {
      name: text('Name of the skill (see skills_list)'),
      file_path: text("Optional: a linked file, e.g. 'references/api.md'"),
    },
    ['name'],
  ),
  tool(
    'skills_list',
    'List the available skills with name and description. Use skill_view(name) to load one.',
    { category: text('Only skills of this category') },
  ),
  tool(
    'terminal',
    "Run a shell command on a Linux machine. The file system persists between calls, as does the working folder.\n\nDo not use cat, head or tail to read files (read_file), grep or find to search (search_files), sed or awk to edit (patch), echo or heredocs to create files (write_file). Keep it for builds, installs, git, tests, scripts, network and package managers.\n\nForeground (default): returns when the command ends. Background: set background=true for servers and long builds; then use process(action='poll' | 'log' | 'wait').",
    {
      command: text('The command to execute'),
      background: flag('Run in the background and return a session id'),
      timeout: integer('Most seconds to wait (foreground)', 180),
      workdir: text('Folder for this command (absolute path)'),
      check_interval: integer(
        'Seconds between automatic status checks of a background process (at least 30)',
      ),
      pty: flag('Run in a pseudo-terminal, for interactive programs'),
    },
    ['command'],
  ),
  tool(
    'todo',
    'Manage the task list of this session. Use it for tasks with three or more steps. Without parameters: read the list.\n\nmerge=false (default) replaces the list, merge=true updates items by id and adds new ones. The order is the priority; only one item may be in_progress. Mark items completed as soon as they are done; if something fails, cancel it and add a revised item. Always returns the whole list.',
    {
      todos: list('Items to write. Leave out to read the list.', TODO_ITEM),
      merge: flag('true: update by id and add; false: replace the list'),
    },
  ),
  tool(
    'write_file',
    "Write a file, replacing its whole content. Use it instead of echo or heredocs. Creates parent folders. For targeted edits use 'patch'.",
    { path: text('File to write; created when missing'), content: text('Complete content') },
    ['path', 'content'],
  ),
] as const satisfies readonly ToolDefinition[];

const FILES: readonly ToolName[] = ['patch', 'read_file', 'search_files', 'write_file'];
const CODING: readonly ToolName[] = [...FILES, 'execute_code', 'process', 'terminal', 'todo'];
const RECALL: readonly ToolName[] = [
  'clarify',
  'delegate_task',
  'memory',
  'session_search',
  'skill_view',
  'skills_list',
];

const SETS = {
  full: TOOLS.map((x) => x.name as ToolName),
  coding: CODING,
  agent: [...CODING, ...RECALL],
  browser: [
    ...TOOLS.map((x) => x.name as ToolName).filter((n) => n.startsWith('browser_')),
    ...FILES,
    'terminal',
    'todo',
  ],
  schedule: ['clarify', 'cronjob', ...FILES, 'memory', 'skill_view', 'skills_list', 'terminal', 'todo'],
} as const satisfies Record<string, readonly ToolName[]>;

export type ToolsetName = keyof typeof SETS;

/** In the form the dataset stores: sorted by name, wrapped as OpenAI functions. */
export function toolsetOf(name: ToolsetName): Json {
  const wanted = new Set<string>(SETS[name]);
  return TOOLS.filter((x) => wanted.has(x.name)).map((x) => ({
    type: 'function',
    function: { name: x.name, description: x.description, parameters: x.parameters as Json },
  }));
}
