/** Responses that miss, double or change places, odd turns and odd records. */
import { toResponseText } from '../emit';
import { withContent, TERMINAL, type Case } from './draft';

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

export const TURN_CASES: readonly Case[] = [
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
        { from: null, value: 'A turn without a role.' },
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
