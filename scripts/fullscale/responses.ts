/** What a tool answers, in the form of that tool, around a body cut from recorded output. */
import type { PyValue } from '../demo/emit';

/** How much of a full body each tool's answer holds; the others answer shortly. */
const FULL = new Set([
  'terminal',
  'read_file',
  'search_files',
  'browser_snapshot',
  'browser_navigate',
  'execute_code',
  'process',
  'skill_view',
  'delegate_task',
]);

export function bodyShare(tool: string): number {
  return FULL.has(tool) ? 1 : 0.1;
}

function ran(body: string, hasFailed: boolean): PyValue {
  return hasFailed
    ? { output: `${body}\nbash: command failed`, exit_code: 1, error: null }
    : { output: body, exit_code: 0, error: null };
}

export function toContent(tool: string, body: string, hasFailed: boolean): PyValue {
  switch (tool) {
    case 'terminal':
    case 'process':
    case 'execute_code':
      return ran(body, hasFailed);
    case 'read_file':
    case 'skill_view':
      return hasFailed
        ? { error: 'File not found: notes.md', similar_files: [] }
        : { content: body, total_lines: body.split('\n').length, truncated: false };
    case 'search_files':
      return {
        total_count: hasFailed ? 0 : body.split('\n').length,
        matches: hasFailed ? [] : body.split('\n'),
      };
    default:
      return hasFailed ? { success: false, error: `${tool} was refused` } : { success: true, result: body };
  }
}
