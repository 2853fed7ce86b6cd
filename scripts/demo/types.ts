/** The words the recorder, the builder and the scenarios share. */

export type Config = 'kimi' | 'glm-5.1';
export const CONFIGS: readonly Config[] = ['kimi', 'glm-5.1'];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type ToolName =
  | 'browser_back'
  | 'browser_click'
  | 'browser_navigate'
  | 'browser_press'
  | 'browser_scroll'
  | 'browser_snapshot'
  | 'browser_type'
  | 'browser_vision'
  | 'clarify'
  | 'cronjob'
  | 'delegate_task'
  | 'execute_code'
  | 'memory'
  | 'patch'
  | 'process'
  | 'read_file'
  | 'search_files'
  | 'session_search'
  | 'skill_view'
  | 'skills_list'
  | 'terminal'
  | 'todo'
  | 'write_file';

export interface Call {
  readonly name: ToolName;
  readonly args: JsonObject;
}

export type ScriptEntry =
  | { readonly kind: 'human'; readonly text: string }
  | {
      readonly kind: 'gpt';
      readonly think: string;
      readonly say: string;
      readonly calls: readonly Call[];
      /** Set when a group of calls was taken apart: the later ones, whose thought is only a bridge. */
      readonly bridge?: true;
    };
