/**
 * Rule `structured`, kind by kind: what makes a tool response a failure, and what looks like one and is none.
 * The code of `structuredRule.ts` and docs/OUTCOMES.md follow this table; the tests run every example and counter-example.
 * Examples are contents of responses, as JSON.
 */

export interface OutcomeKindInfo {
  readonly kind: string;
  readonly title: string;
  readonly sentence: string;
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}

export const OUTCOME_KINDS = [
  {
    kind: 'timeout',
    title: 'Timed out',
    sentence:
      'The tool was stopped by the clock: exit code 124, a `timed_out` that is true, a status `timeout`, or an error text that says so.',
    examples: [
      '{"output": "", "exit_code": 124, "error": null}',
      '{"error": "Command timed out after 180 seconds"}',
      '{"status": "timeout"}',
    ],
    counterExamples: [
      '{"output": "timeout=30", "exit_code": 0, "error": null}',
      '{"timeout": 180, "exit_code": 0}',
    ],
  },
  {
    kind: 'denied',
    title: 'Denied',
    sentence:
      'The tool refused or was not allowed: a status such as `blocked` or `denied`, or an error text about permission or approval.',
    examples: [
      '{"error": "Permission denied: /etc/shadow"}',
      '{"status": "blocked", "output": ""}',
      '{"success": false, "error": "Command denied by user"}',
    ],
    counterExamples: ['{"output": "permission denied is handled in auth.py", "exit_code": 0, "error": null}'],
  },
  {
    kind: 'unknown_tool',
    title: 'Tool does not exist',
    sentence: 'The harness answered that there is no such tool.',
    examples: [
      '"Tool \'web_serch\' does not exist. Available tools: terminal"',
      '{"error": "Unknown tool: web_serch"}',
    ],
    counterExamples: [
      '{"output": "grep: unknown tool chain", "exit_code": 0}',
      '{"error": "File does not exist: a.txt", "note": "an error_value, not this kind"}',
    ],
  },
  {
    kind: 'invalid_arguments',
    title: 'Bad arguments',
    sentence: 'The harness or the tool rejected the arguments before doing anything.',
    examples: [
      '"Error: Invalid JSON arguments. Expecting value"',
      '{"error": "Missing required parameter: path"}',
    ],
    counterExamples: ['{"output": "usage: invalid argument handling", "exit_code": 0}'],
  },
  {
    kind: 'traceback',
    title: 'Traceback',
    sentence:
      'A Python traceback in an error field, as the whole text, or in the output of a command that failed.',
    examples: [
      '{"output": "Traceback (most recent call last):\\n  …\\nKeyError: 1", "exit_code": 1, "error": null}',
      '"Traceback (most recent call last):\\n  File …"',
    ],
    counterExamples: [
      '{"output": "Traceback (most recent call last): found in app.log", "exit_code": 0, "error": null}',
      '{"content": "12|Traceback (most recent call last):"}',
    ],
  },
  {
    kind: 'error_type',
    title: 'Error type',
    sentence: 'The content names the class of an error in `error_type`, `exception` or `exception_type`.',
    examples: ['{"error_type": "ValueError", "output": ""}'],
    counterExamples: ['{"error_type": null}', '{"error_types": ["ValueError"]}'],
  },
  {
    kind: 'error_value',
    title: 'Error value',
    sentence:
      'A field `error` that says something: text, a number other than 0, an object or list that is not empty, or true.',
    examples: [
      '{"success": false, "error": "Session database not available."}',
      '{"error": {"code": 404}}',
      '{"content": {"output": "", "error": "no such file"}}',
    ],
    counterExamples: [
      '{"output": "ok", "error": null}',
      '{"error": ""}',
      '{"error": false}',
      '{"errors": []}',
      '{"error": {}}',
    ],
  },
  {
    kind: 'error_flag',
    title: 'Error flag',
    sentence: '`is_error` or `isError` is true.',
    examples: ['{"isError": true, "text": "x"}'],
    counterExamples: ['{"isError": false}'],
  },
  {
    kind: 'status_error',
    title: 'Status says failed',
    sentence: 'A field `status` is `error`, `failed`, `failure`, `crashed` or `killed`.',
    examples: ['{"status": "error", "message": "x"}', '{"status": "failed"}'],
    counterExamples: [
      '{"status": "completed"}',
      '{"todos": [{"id": "1", "content": "x", "status": "failed"}]}',
    ],
  },
  {
    kind: 'exit_code',
    title: 'Non-zero exit code',
    sentence:
      'The command ended with a code other than 0. Not counted: code 1 of commands that answer with it (grep, rg, diff, cmp, test, [, which, pgrep …, as the last command of the line), and codes that the tool itself explains as no error (`exit_code_meaning`).',
    examples: [
      '{"output": "make: *** Error 2", "exit_code": 2, "error": null}',
      '{"returncode": 1}',
      '{"content": {"output": "", "exit_code": 127}}',
    ],
    counterExamples: [
      '{"output": "", "exit_code": 0, "error": null}',
      '{"output": "", "exit_code": 1, "exit_code_meaning": "No matches found (not an error)"}',
      '{"output": "", "exit_code": null}',
    ],
  },
  {
    kind: 'success_false',
    title: 'Success is false',
    sentence: '`success` or `ok` is false, and no error text says more.',
    examples: ['{"success": false}', '{"success": false, "message": "nothing changed"}'],
    counterExamples: ['{"success": true, "matches": 0}', '{"success": null}'],
  },
  {
    kind: 'error_text',
    title: 'Error text',
    sentence:
      'Plain text that begins as an error message does: `Error:`, `Error executing …`, `fatal:`, `Exception:` and the like.',
    examples: [
      '"Error: reservation not found"',
      '"fatal: not a git repository"',
      '"Error executing tool: x"',
    ],
    counterExamples: ['"no errors found"', '"Errors are listed below: none"', '"Erroneous rows: 0"', '""'],
  },
] as const satisfies readonly OutcomeKindInfo[];

export type OutcomeKind = (typeof OUTCOME_KINDS)[number]['kind'];
