/** Think blocks that do not close, nest or repeat, and calls that stand where none is made. */
import { toCallText, toPythonJson } from '../emit';
import { inThink, withCall, type Case } from './draft';

const PARSER_SOURCE = `import json\n\nOPEN, CLOSE = "<tool_call>", "</tool_call>"\n\n\ndef calls(text):\n    """Yields the JSON between <tool_call> and </tool_call>, also of '<tool_call>{}</tool_call>'."""\n    for part in text.split(OPEN)[1:]:\n        yield json.loads(part.split(CLOSE)[0])\n\n\ndef wrap(result):\n    return "<tool_response>\\n" + json.dumps(result) + "\\n</tool_response>"\n`;

export const THINK_CASES: readonly Case[] = [
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
];
