/** Data with a hostile string in every field: what sinks.spec opens, and what must be found of it. */
import { writeTestParquet } from '../src/testing/parquetFiles';
import type { FaultServer } from '../src/testing/faultServer';

export interface ToolUse {
  readonly name: string;
  readonly args: object;
  readonly content: unknown;
}

/**
 * Every tool whose arguments or answers have a renderer of their own, and a picture that is none. A string that begins
 * with `a·` or `r·` and a word names its field: it must be drawn. The others are dropped, repeated or read by a renderer.
 */
export function toolUses(text: string): readonly ToolUse[] {
  const a = (field: string): string => `a·${field} ${text}`;
  const r = (field: string): string => `r·${field} ${text}`;
  const use = (name: string, args: object, content: unknown): ToolUse => ({ name, args, content });
  return [
    use(
      'terminal',
      { command: a('command'), workdir: a('workdir') },
      { output: r('output'), exit_code: 1, error: r('error') },
    ),
    use('process', { action: a('action'), session_id: a('session') }, { output: r('output') }),
    use(
      'execute_code',
      { code: a('code'), language: text },
      { stdout: r('stdout'), status: 'error', error: r('error') },
    ),
    use('read_file', { path: a('path') }, { content: `1|${r('content')}`, path: r('path') }),
    use(
      'patch',
      { path: a('path'), old_string: a('old'), new_string: a('new'), mode: a('mode') },
      { success: true, diff: `--- a/x\n+++ b/x\n@@ -1 +1 @@ ${text}\n-${text}\n+${r('added')}` },
    ),
    use('write_file', { path: a('path'), content: a('content') }, { message: r('message') }),
    use(
      'search_files',
      { pattern: a('pattern'), path: a('path') },
      { matches: [{ path: r('path'), line: 3, content: r('content') }], total_count: 1 },
    ),
    use(
      'grep',
      { query: a('query') },
      { matches: [{ path: r('path'), line: r('line'), content: r('content') }], total_count: 1 },
    ),
    use(
      'find_files',
      { pattern: a('pattern'), file_glob: a('glob') },
      { files: [r('file')], total_count: 1 },
    ),
    use(
      'todo',
      { todos: [{ id: text, content: a('content'), status: a('status') }] },
      { todos: [{ id: '2', content: r('content'), status: r('status') }] },
    ),
    use('browser_navigate', { url: `https://a·url ${text}` }, { url: r('url'), title: r('title') }),
    use(
      'browser_snapshot',
      { ref: a('ref') },
      {
        snapshot: `\uFEFF- link ${r('link')} [ref=${text.replaceAll('"', '')}]\n${r('line')}`,
        element: r('element'),
      },
    ),
    use(
      'browser_vision',
      { question: a('question') },
      { analysis: r('analysis'), screenshot_path: r('shot') },
    ),
    use('browser_type', { text: a('text'), ref: text }, { error: r('error') }),
    use(
      'memory',
      { action: a('action'), target: text, old_text: a('old'), content: a('content') },
      { entries: [r('entry')], error: r('error') },
    ),
    use(
      'delegate_task',
      { tasks: [{ goal: a('goal'), context: a('context') }] },
      { results: [{ summary: r('summary'), status: r('status') }] },
    ),
    use(
      'session_search',
      { query: a('query'), role: a('role') },
      { query: r('query'), results: [{ summary: r('summary'), session_id: r('session') }] },
    ),
    use(
      'clarify',
      { question: a('question'), choices: [a('choice')] },
      { question: r('question'), user_response: r('answer') },
    ),
    use(
      'cronjob',
      { action: a('action'), name: text, prompt: a('prompt'), schedule: a('schedule') },
      { jobs: [{ name: r('name'), prompt: r('prompt') }] },
    ),
    use(
      'skill_view',
      { name: a('name'), file_path: text },
      { content: r('content'), description: r('description') },
    ),
    use(
      'skills_list',
      { category: a('category') },
      { skills: [{ name: r('name'), description: r('about') }] },
    ),
    use('picture', { image: a('image') }, { image: `data:image/png;base64,iVBORw0KGgo ${r('image')}` }),
    use('parts', { parts: [a('part')] }, [{ type: 'text', text: r('part') }]),
  ];
}

/** The strings of a value that name their field, from that name on. */
export function namedStrings(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return value.split(/(?=[ar]·[a-z]+ )/).filter((part) => /^[ar]·[a-z]+ /.test(part));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namedStrings) : [];
}

/** A record with the string in every field. The first also has the other strings, as tools, metadata and calls. */
export function recordOf(texts: readonly string[], index: number) {
  const text = texts[index] ?? '';
  const all = index === 0 ? texts : [text];
  const uses = [
    ...all.map((each) => ({ name: each, args: { a: each, [each]: [each] }, content: { [each]: each } })),
    ...toolUses(text),
  ];
  const asked = uses.map(
    ({ name, args }) => `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`,
  );
  const answers = uses.map(
    ({ name, content }) =>
      `<tool_response>\n${JSON.stringify({ tool_call_id: '', name, content })}\n</tool_response>`,
  );
  return {
    id: text,
    task: text,
    category: text,
    subcategory: text,
    model: text,
    completed: true,
    ...Object.fromEntries(all.map((each) => [`k ${each}`, each])),
    counts: { [text]: { [text]: 1 } },
    nested: { [text]: [text, { [text]: text }] },
    tool_stats: Object.fromEntries(all.map((each) => [each, { count: 2, success: 1, failure: 1 }])),
    tool_error_counts: { [text]: 1 },
    tools: JSON.stringify(
      all.map((each) => ({
        type: 'function',
        function: {
          name: each,
          description: each,
          parameters: { type: 'object', properties: { [each]: { description: each } } },
        },
      })),
    ),
    conversations: [
      { from: 'system', value: text },
      { from: 'human', value: text },
      { from: 'gpt', value: `<think>\n${text}\n</think>\n${asked.join('\n')}` },
      { from: 'tool', value: answers.join('\n') },
      { from: text, value: text },
      {
        from: 'gpt',
        value: `<think>\n</think>\n${text}\n<tool_call>\n{"name": ${JSON.stringify(text)}, ${text}\n</tool_call>`,
      },
    ],
  };
}

/** As much of a string as a name of a file takes, also in an address. */
export function fileName(text: string): string {
  return text.replace(/[/\\~?#%\p{Cc}]/gu, '_').slice(0, 80);
}

/** Trajectories as JSONL, with a line that is none, and as parquet; a summary of the run. Each is named by a string. */
export interface SinkFiles {
  readonly names: readonly string[];
  /** As the address names them. */
  readonly sources: readonly string[];
  readonly lines: readonly ReturnType<typeof recordOf>[];
  readonly rows: readonly ReturnType<typeof recordOf>[];
}

export function serveSinkFiles(data: FaultServer, texts: readonly string[], at: number): SinkFiles {
  const records = texts.map((_, index) => recordOf(texts, index));
  const [lines, table, summary] = [
    `${fileName(texts[0] ?? '')} ${at}.jsonl`,
    `${fileName(texts[2] ?? '')} ${at}.parquet`,
    `${fileName(texts[1] ?? '')} ${at}_metrics.json`,
  ];
  const utf8 = new TextEncoder();
  const bad = JSON.stringify([texts[0]]);
  data.files.set(
    lines,
    utf8.encode([...records.map((row) => JSON.stringify(row)), bad].map((line) => `${line}\n`).join('')),
  );
  // an id that stands twice is no address
  const rows = records.map((record) => ({ ...record, id: `p ${record.id}` }));
  data.files.set(table, writeTestParquet(rows));
  const counts = texts.map((text) => [text, { count: 7, success: 5, failure: 2 }]);
  data.files.set(
    summary,
    utf8.encode(JSON.stringify({ total_prompts: 1, tool_statistics: Object.fromEntries(counts) })),
  );
  const names = [lines, table, summary];
  // as a link may have them: not escaped
  return { names, lines: records, rows, sources: names.map((name) => `url:${data.origin}/fault/ok/${name}`) };
}
