/** Calls whose JSON or syntax is not what the writer emits. */
import type { PyValue } from '../emit';
import { inCall, withContent, type Case } from './draft';

export const CALL_CASES: readonly Case[] = [
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
];
