/**
 * What real files contain and no correct writer would emit. Each case takes a recorded run, damages it the way it happens in
 * practice, and names the damage in `subcategory`. Runs that are `used` do not appear undamaged.
 */
import { toCallText, toPythonJson, toResponseText, type PyValue } from './emit';
import { uuidOf } from './rows';
import type { Config } from './scenario';
import type { ShardRow, ShardTurn } from './shard';

export interface KeyedRow {
  readonly key: string;
  readonly config: Config;
  readonly row: ShardRow;
}

interface Case {
  readonly label: string;
  /** Key of the run it is made from. */
  readonly base: string;
  readonly used?: true;
  readonly damage: (draft: Draft) => void;
}

/** A conversation being edited. Turns are addressed by their place among the turns of the same role, from 0; -1 = last. */
class Draft {
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
const inCall =
  (change: (json: string) => string) =>
  (value: string): string =>
    value.replace(CALL, (_all, json: string) => `<tool_call>\n${change(json)}\n</tool_call>`);

/** The text between the think tags, changed; `around` gets it without the blank lines of the tags. */
const inThink =
  (change: (text: string) => string) =>
  (value: string): string =>
    value.replace(/<think>\n([\s\S]*?)\n<\/think>/, (_all, text: string) => change(text));

/** Replaces the first response's content. */
const withContent =
  (content: PyValue) =>
  (value: string): string =>
    value.replace(RESPONSE, (_all, json: string) => {
      const { tool_call_id: id, name } = JSON.parse(json) as { tool_call_id: string; name: string };
      return toResponseText({ id, name, content });
    });

/** Replaces the first call, in the same turn. */
const withCall =
  (text: string) =>
  (value: string): string =>
    value.replace(/<tool_call>\n.*\n<\/tool_call>/, () => text.trimEnd());

const TERMINAL = (output: string): PyValue => ({ output, exit_code: 0, error: null });

const PARSER_SOURCE = `import json\n\nOPEN, CLOSE = "<tool_call>", "</tool_call>"\n\n\ndef calls(text):\n    """Yields the JSON between <tool_call> and </tool_call>, also of '<tool_call>{}</tool_call>'."""\n    for part in text.split(OPEN)[1:]:\n        yield json.loads(part.split(CLOSE)[0])\n\n\ndef wrap(result):\n    return "<tool_response>\\n" + json.dumps(result) + "\\n</tool_response>"\n`;

const HOSTILE = [
  '\u001b[31mred\u001b[0m \u001b[1;32mbold green\u001b[0m \u001b[48;5;226myellow ground\u001b[0m',
  '\u001b]0;window title\u0007after a title sequence',
  'progress  10%\rprogress  55%\rprogress 100%',
  'bell\u0007 backspace ab\bc vertical\u000btab form\ffeed del\u007f null\u0000end',
  '\u202Eright to left override\u202C and \u2066isolated\u2069, עברית, العربية',
  '<script>document.title = "no"</script><img src=x onerror="alert(1)"><b>not bold</b> &amp; &lt;',
  '[link](javascript:alert(1)) ![image](https://tracker.example/pixel.png) `code` **stars**',
  'zero\u200Bwidth, soft\u00ADhyphen, line\u2028separator, next\u0085line, BOM\uFEFF',
  'family 👩‍👩‍👧‍👦, flag 🇯🇵, skin tone 👋🏽, combining e\u0301, 𝒳 outside the plane',
].join('\n');

const CASES: readonly Case[] = [
  {
    label: 'unclosed think',
    base: 'async-race/kimi/1',
    damage: (d) => d.edit('gpt', 2, (x) => x.replace('\n</think>\n', '\n')),
  },
  {
    label: 'unclosed think to the end',
    base: 'recall-session/glm-5.1/3',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        -1,
        (x) =>
          `<think>\nI have the file and its content. I should answer with the settings and name the file.\n\n${x.replace(/<think>\n[\s\S]*?<\/think>\n/, '')}`,
      ),
  },
  {
    label: 'orphan closing think',
    base: 'shell-quoting/kimi/0',
    damage: (d) =>
      d.edit('gpt', -1, (x) =>
        x.replace('</think>\n', '</think>\n I have what I need, nothing else to check.\n</think>\n\n'),
      ),
  },
  {
    label: 'recovered reasoning',
    base: 'decimal-money/glm-5.1/0',
    damage: (d) =>
      d.editAll('gpt', (x) =>
        x.replace(/^<think>\n([\s\S]*?)\n<\/think>\n/, (all, text: string) =>
          text.trim() === '' ? all : `<think>\n</think>\n${text}\n</think>\n\n`,
        ),
      ),
  },
  {
    label: 'nested think',
    base: 'git-bisect/kimi/0',
    damage: (d) =>
      d.edit(
        'gpt',
        3,
        inThink(
          (x) =>
            `<think>\n${x}\n<think>\n Do I need to reset the bisect state first? Yes.\n</think>\n The reset comes first.\n</think>`,
        ),
      ),
  },
  {
    label: 'duplicate think',
    base: 'delegate-audit/glm-5.1/2',
    used: true,
    damage: (d) => d.edit('gpt', 1, (x) => x.replace(/^(<think>\n[\s\S]*?\n<\/think>\n)/, '$1$1')),
  },
  {
    label: 'quoted closing think',
    base: 'review-branch/kimi/0',
    damage: (d) =>
      d.edit(
        'gpt',
        1,
        inThink(
          (x) =>
            `<think>\n${x}\n\n Note for the write-up: the log of the previous reviewer ends with "</think>" in the middle of a sentence, so its text was cut there.\n</think>`,
        ),
      ),
  },
  {
    label: 'scratchpad think',
    base: 'clarify-cleanup/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit('gpt', -1, (x) =>
        x
          .replace('Done.', '<think>Ten files are gone, five are left.</think>Done.')
          .replace(
            '\n\nIf you',
            '\n<think>Should I offer a rotation? Yes, but not set it up.</think>\n\nIf you',
          ),
      ),
  },
  {
    label: 'call quoted in think',
    base: 'merge-conflict/kimi/0',
    damage: (d) =>
      d.edit(
        'gpt',
        1,
        inThink(
          (x) =>
            `<think>\n${x} The call will be:\n<tool_call>\n{"name": "terminal", "arguments": {"command": "git merge --abort"}}\n</tool_call>\n No, that would be the way back; I only need it if the merge goes wrong.\n</think>`,
        ),
      ),
  },
  {
    label: 'call mentioned in prose',
    base: 'skill-release-notes/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        -1,
        (x) =>
          `${x}\n\nIf you want it committed, I would run\n\n    <tool_call>{"name": "terminal", "arguments": {"command": "git commit -am notes"}}</tool_call>\n\nJust say so.`,
      ),
  },
  {
    label: 'unclosed call',
    base: 'cli-feature/kimi/1',
    used: true,
    damage: (d) => {
      const at = 5;
      d.edit('gpt', at, (x) => `${x.slice(0, x.lastIndexOf('\n</tool_call>') - 40)}`);
      d.cutAfter('gpt', at);
    },
  },
  {
    label: 'unclosed call before another',
    base: 'rename-across/glm-5.1/1',
    damage: (d) => d.edit('gpt', 1, (x) => x.replace('"}}\n</tool_call>\n<tool_call>', '"}}\n<tool_call>')),
  },
  {
    label: 'tags inside JSON strings',
    base: 'async-race/kimi/0',
    damage: (d) => {
      d.edit('gpt', 4, withCall(toCallText('write_file', { path: 'parser.py', content: PARSER_SOURCE })));
      d.edit('tool', 4, (x) =>
        x
          .replace('"name": "patch"', '"name": "write_file"')
          .replace(
            /"content": \{.*\}\}/,
            `"content": {"bytes_written": ${PARSER_SOURCE.length}, "dirs_created": false}}`,
          ),
      );
      d.edit('gpt', 6, withCall(toCallText('read_file', { path: 'parser.py' })));
      const numbered = PARSER_SOURCE.trimEnd()
        .split('\n')
        .map((line, i) => `${String(i + 1).padStart(6)}|${line}`)
        .join('\n');
      d.edit('tool', 6, (x) =>
        x.replace(
          /"name": "\w+", "content": \{.*\}\}/,
          () =>
            `"name": "read_file", "content": ${toPythonJson({ content: numbered, total_lines: 13, file_size: PARSER_SOURCE.length, truncated: false, is_binary: false, is_image: false })}}`,
        ),
      );
    },
  },
  {
    label: 'single quotes',
    base: 'sort-photos/kimi/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        1,
        inCall((x) => x.replaceAll("'", '').replaceAll('"', "'")),
      ),
  },
  {
    label: 'trailing comma',
    base: 'background-server/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        3,
        inCall((x) => x.replace('}}', ',}}')),
      ),
  },
  {
    label: 'raw newlines',
    base: 'daylight-saving/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        4,
        inCall((x) => x.replaceAll('\\n', '\n')),
      ),
  },
  {
    label: 'truncated JSON',
    base: 'paged-table/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        -2,
        inCall((x) => x.slice(0, Math.floor(x.length * 0.6))),
      ),
  },
  {
    label: 'NaN and large integers',
    base: 'slow-query/glm-5.1/1',
    damage: (d) => {
      const content: PyValue = {
        output: 'ratio: nan',
        exit_code: 0,
        error: null,
        metrics: {
          ratio: Number.NaN,
          worst: Number.POSITIVE_INFINITY,
          started_ns: 1773480413123456789n,
          row_id: 9007199254740993n,
        },
      };
      d.edit('tool', 3, withContent(content));
      d.edit(
        'gpt',
        3,
        inCall((x) => x.replace('}}', ', "timeout": NaN}}')),
      );
    },
  },
  {
    label: 'array instead of object',
    base: 'make-build/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        4,
        inCall((x) => `[${x}]`),
      ),
  },
  {
    label: 'missing name',
    base: 'fix-encoding/kimi/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        2,
        inCall((x) => x.replace(/"name": "\w+", /, '')),
      ),
  },
  {
    label: 'arguments as string',
    base: 'critical-path/kimi/1',
    damage: (d) =>
      d.editAll(
        'gpt',
        inCall((x) =>
          x.replace(
            /"arguments": (\{.*\})\}$/,
            (_all, args: string) => `"arguments": ${JSON.stringify(args)}}`,
          ),
        ),
      ),
  },
  {
    label: 'arguments null',
    base: 'fill-form/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.edit(
        'gpt',
        1,
        inCall((x) => x.replace('"arguments": {}', '"arguments": null')),
      ),
  },
  {
    label: 'foreign syntax, Qwen3-Coder',
    base: 'token-bucket/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.insertAfter('tool', 4, {
        from: 'gpt',
        value:
          '<think>\nFix the refill first.\n</think>\n<tool_call>\n<function=patch>\n<parameter=path>\ningest/bucket.py\n</parameter>\n<parameter=old_string>\n        self.tokens += elapsed * self.rate\n</parameter>\n<parameter=new_string>\n        self.tokens = min(self.capacity, self.tokens + elapsed * self.rate)\n</parameter>\n</function>\n</tool_call>',
      }),
  },
  {
    label: 'foreign syntax, GLM',
    base: 'delegate-audit/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.insertAfter('tool', 0, {
        from: 'gpt',
        value:
          '<think>\nOne sub-agent per module.\n</think>\n<tool_call>read_file\n<arg_key>path</arg_key>\n<arg_value>smtp/service.py</arg_value>\n<arg_key>limit</arg_key>\n<arg_value>40</arg_value>\n</tool_call>',
      }),
  },
  {
    label: 'foreign syntax, Kimi tokens',
    base: 'make-build/kimi/1',
    used: true,
    damage: (d) =>
      d.insertAfter('tool', 1, {
        from: 'gpt',
        value:
          '<think>\n Let me see both sources before I edit them.\n</think>\n <|tool_calls_section_begin|><|tool_call_begin|>functions.read_file:4<|tool_call_argument_begin|>{"path": "table.h"}<|tool_call_end|><|tool_calls_section_end|>',
      }),
  },
  {
    label: 'foreign syntax, invoke',
    base: 'remember-preferences/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.insertAfter('tool', 0, {
        from: 'gpt',
        value:
          '<think>\nOne more entry.\n</think>\n<function_calls>\n<invoke name="memory">\n<parameter name="action">add</parameter>\n<parameter name="target">memory</parameter>\n<parameter name="content">Errors carry a code and a sentence.</parameter>\n</invoke>\n</function_calls>',
      }),
  },
  {
    label: 'stray tokens',
    base: 'slow-query/kimi/1',
    damage: (d) =>
      d.edit('gpt', 1, (x) => x.replace(/<\/think>\n[^<]*<tool_call>/, '</think> _transfer <tool_call>')),
  },
  {
    label: 'response without envelope',
    base: 'wait-for-build/glm-5.1/1',
    used: true,
    damage: (d) => {
      d.edit('tool', 1, () => "ls: cannot access 'out/.ready': No such file or directory");
      d.edit(
        'tool',
        2,
        () =>
          '{"output": "ls: cannot access \'out/.ready\': No such file or directory", "exit_code": 2, "error": null}',
      );
      d.edit(
        'tool',
        3,
        () =>
          '<tool_response>\n{"name": "terminal", "content": "ls: cannot access \'out/.ready\': No such file or directory"}\n</tool_response>',
      );
    },
  },
  {
    label: 'missing response',
    base: 'cli-feature/glm-5.1/1',
    used: true,
    damage: (d) => d.edit('tool', 1, (x) => x.slice(0, x.lastIndexOf('\n<tool_response>'))),
  },
  {
    label: 'responses out of order',
    base: 'config-migration/kimi/1',
    used: true,
    damage: (d) =>
      d.edit('tool', 0, (x) => {
        const blocks = x
          .split('\n</tool_response>')
          .filter((b) => b.trim() !== '')
          .map((b) => `${b.trim()}\n</tool_response>`);
        return [blocks[2], blocks[0], blocks[1]].join('\n');
      }),
  },
  {
    label: 'duplicate call ids',
    base: 'merge-conflict/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.editAll('tool', (x) => x.replaceAll(/"tool_call_id": "[^"]*"/g, '"tool_call_id": "qwen_tc_0"')),
  },
  {
    label: 'unmatched response',
    base: 'recall-session/glm-5.1/2',
    damage: (d) =>
      d.edit(
        'tool',
        0,
        (x) =>
          `${x}\n${toResponseText({ id: '', name: 'unknown', content: 'Interrupted by a newer message.' })}`,
      ),
  },
  {
    label: 'tool turn without call',
    base: 'web-to-report/kimi/2',
    used: true,
    damage: (d) =>
      d.turns.splice(2, 0, {
        from: 'tool',
        value: toResponseText({
          id: 'functions.session_search:0',
          name: 'session_search',
          content: { success: false, error: 'Session database not available.' },
        }),
      }),
  },
  {
    label: 'call without tool turn',
    base: 'skill-release-notes/kimi/1',
    damage: (d) => d.turns.splice(d.indexOf('tool', 3), 1),
  },
  {
    label: 'several tool turns',
    base: 'shell-quoting/glm-5.1/1',
    used: true,
    damage: (d) => {
      const at = d.indexOf('tool', 0);
      const blocks = (d.turns[at]?.value ?? '').split(/\n(?=<tool_response>\n)/);
      d.turns.splice(at, 1, ...blocks.map((value) => ({ from: 'tool', value })));
    },
  },
  {
    label: 'null value',
    base: 'docs-search/glm-5.1/1',
    used: true,
    damage: (d) => d.turns.splice(d.indexOf('gpt', 2), 1, { from: 'gpt', value: null }),
  },
  {
    label: 'unknown role',
    base: 'docs-search/kimi/1',
    used: true,
    damage: (d) =>
      d.insertAfter(
        'tool',
        3,
        { from: 'observation', value: 'The browser was restarted; the page is open again.' },
        { from: 'developer', value: 'Answer in one paragraph.' },
      ),
  },
  { label: 'missing system', base: 'cron-job/glm-5.1/1', used: true, damage: (d) => d.turns.splice(0, 1) },
  { label: 'empty conversation', base: 'explain/kimi/0', damage: (d) => d.turns.splice(0, d.turns.length) },
  {
    label: 'CRLF',
    base: 'async-race/glm-5.1/2',
    used: true,
    damage: (d) =>
      (d.turns = d.turns.map((x) => ({ ...x, value: x.value?.replaceAll('\n', '\r\n') ?? null }))),
  },
  {
    label: 'tools not JSON',
    base: 'daylight-saving/kimi/0',
    damage: (d) =>
      (d.tools = "[{'type': 'function', 'function': {'name': 'terminal', 'parameters': None}}, ...]"),
  },
  {
    label: 'control, bidi and HTML text',
    base: 'wait-for-build/kimi/0',
    damage: (d) => {
      d.edit('tool', 5, withContent({ processes: [] }));
      d.edit('tool', 7, withContent(TERMINAL(HOSTILE)));
      d.edit(
        'gpt',
        -1,
        (x) =>
          `${x}\n\nThe log also contains <script>alert('x')</script>, \u001b[31mred text\u001b[0m and \u202Ethis\u202C; I show it as it is.`,
      );
      d.edit('human', 0, (x) => `${x} <b>Quickly</b>, please &ndash; <img src=x onerror=alert(1)>`);
    },
  },
  {
    label: 'large value',
    base: 'find-duplicates/glm-5.1/0',
    damage: (d) =>
      d.edit(
        'tool',
        3,
        withContent(
          TERMINAL(
            `base64 of the archive:\n${'QmluYXJ5IGRhdGEgYXMgdGV4dCwgb25lIGxpbmUgb2YgaXQuIEJpbmFyeSBkYXRhIGFzIHRleHQs'.repeat(2200)}`,
          ),
        ),
      ),
  },
  {
    label: 'reasoning repeated as text',
    base: 'inventory-delegate/kimi/1',
    damage: (d) =>
      d.editAll('gpt', (x) =>
        x.replace(/^<think>\n([\s\S]*?)\n<\/think>\n(?=[^\n]|$)/, (all, text: string) =>
          text.trim() === '' ? all : `${all}${text}\n`,
        ),
      ),
  },
  {
    label: 'repeated prompt',
    base: 'remember-preferences/kimi/0',
    damage: (d) => {
      // The writer hoists the latest query to index 1; the query appears again at its true place.
      const latest = d.turns[d.indexOf('human', 1)]?.value ?? '';
      d.turns[1] = { from: 'human', value: latest };
      d.task = latest.split('. ')[0]?.slice(0, 97) ?? d.task;
    },
  },
  {
    label: 'context summary',
    base: 'calculator/glm-5.1/0',
    used: true,
    damage: (d) => {
      const from = d.indexOf('gpt', 3);
      const to = d.indexOf('tool', 12);
      d.turns.splice(from, to - from + 1, {
        from: 'human',
        value:
          '[CONTEXT SUMMARY]: The assistant wrote tests and a recursive descent parser for the four operations. One test failed because minus was right-associative; it was fixed with a loop. Unary minus and powers were added with tests. Values are right; errors still lack a position.',
      });
      d.edit(
        'system',
        0,
        (x) => `${x}\n\nSome of your previous tool responses may be summarized to preserve context.`,
      );
    },
  },
  {
    label: 'summary failed',
    base: 'cli-feature/kimi/0',
    damage: (d) => {
      const from = d.indexOf('gpt', 2);
      const to = d.indexOf('gpt', 8);
      d.turns.splice(from, to - from, {
        from: 'human',
        value:
          '[CONTEXT SUMMARY]: [Summary generation failed - previous turns contained tool calls and responses that have been compressed to save context space.]',
      });
    },
  },
  {
    label: 'growing history',
    base: 'remember-preferences/glm-5.1/0',
    damage: (d) =>
      d.cutAfter('gpt', d.turns.slice(0, d.indexOf('human', 1)).filter((x) => x.from === 'gpt').length - 1),
  },
  { label: 'duplicate record', base: 'find-duplicates/kimi/1', damage: () => undefined },
  {
    label: 'calls on one line',
    base: 'git-bisect/glm-5.1/1',
    used: true,
    damage: (d) =>
      d.editAll('gpt', (x) => x.replaceAll(/<tool_call>\n(.*)\n<\/tool_call>/g, '<tool_call>$1</tool_call>')),
  },
];

export const MALFORMED_PREFIX = 'Malformed: ';
export const MALFORMED_LABELS: readonly string[] = CASES.map((c) => c.label);

/** The rows of all runs with the damaged ones added, and the used ones left out. */
export function withMalformed(runs: readonly KeyedRow[]): KeyedRow[] {
  const byKey = new Map(runs.map((r) => [r.key, r]));
  const used = new Set<string>();
  const damaged = CASES.map(({ label, base, damage, ...rest }): KeyedRow => {
    const source = byKey.get(base);
    if (source === undefined) throw new Error(`malformed case "${label}": no run ${base}`);
    if (rest.used) used.add(source.key);
    const draft = new Draft(source.row);
    damage(draft);
    const key = `${source.key}#${label}`;
    const row: ShardRow = {
      ...source.row,
      id: uuidOf(key),
      conversations: draft.turns,
      tools: draft.tools,
      task: draft.task,
      subcategory: `${MALFORMED_PREFIX}${label}`,
    };
    return { key, config: source.config, row };
  });
  return [...runs.filter((r) => !used.has(r.key)), ...damaged];
}
