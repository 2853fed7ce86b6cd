/** The plan of the todo tool, and what a call changed in it. */
import type { JsonValue } from '../../trace';
import { asList, asObject, textAt } from './values';

export interface Todo {
  readonly id: string;
  readonly content: string;
  readonly status: string;
}

export interface ChangedTodo extends Todo {
  /** `new`, `was pending`, `was “…”`; nothing when it is as before. */
  readonly change?: string;
}

/** The `todos` of arguments or of a response; undefined when it is no such list. */
export function readTodos(value: JsonValue | undefined): readonly Todo[] | undefined {
  const list = asList(asObject(value)?.['todos']);
  const todos = list?.map((each, index) => {
    const object = asObject(each);
    const content = textAt(object, 'content');
    const id = object?.['id'];
    return content === undefined
      ? undefined
      : {
          id: typeof id === 'string' || typeof id === 'number' ? String(id) : String(index + 1),
          content,
          status: textAt(object, 'status') ?? 'pending',
        };
  });
  return todos?.every((todo) => todo !== undefined) === true ? todos : undefined;
}

export function compareTodos(
  before: readonly Todo[] | undefined,
  after: readonly Todo[],
): { readonly items: readonly ChangedTodo[]; readonly removed: readonly Todo[] } {
  if (before === undefined) return { items: after, removed: [] };
  const known = new Map(before.map((todo) => [todo.id, todo]));
  const kept = new Set(after.map(({ id }) => id));
  const items = after.map((todo) => {
    const old = known.get(todo.id);
    if (old === undefined) return { ...todo, change: 'new' };
    if (old.status !== todo.status) return { ...todo, change: `was ${old.status.replaceAll('_', ' ')}` };
    return old.content === todo.content ? todo : { ...todo, change: `was “${old.content}”` };
  });
  return { items, removed: before.filter(({ id }) => !kept.has(id)) };
}

/** Does the answered plan hold every item as asked? Then showing both says it twice. */
export function repeatsAll(asked: readonly Todo[], answered: readonly Todo[]): boolean {
  const known = new Map(answered.map((todo) => [todo.id, todo]));
  return asked.every((todo) => {
    const found = known.get(todo.id);
    return found !== undefined && found.content === todo.content && found.status === todo.status;
  });
}

export function doneOf(todos: readonly Todo[]): string {
  return `${todos.filter(({ status }) => status === 'completed').length} of ${todos.length} done`;
}
