import type { ReactNode } from 'react';
import { plural } from '../../../lib/text';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import { doneOf, readTodos, repeatsAll } from '../todoChanges';
import { TodoList } from '../TodoList';
import classes from '../tools.module.css';
import { asObject, without } from '../values';

function wordOf(args: CallProps['args']): string {
  const todos = readTodos(args);
  if (todos === undefined) return 'read the plan';
  return `${args['merge'] === true ? 'update' : 'write'} ${plural(todos.length, 'item')}`;
}

function TodoCall({ args, content }: CallProps): ReactNode {
  const asked = readTodos(args);
  const answered = readTodos(content);
  const rest = without(args, asked === undefined ? '' : 'todos', 'merge');
  const isRepeated = asked !== undefined && answered !== undefined && repeatsAll(asked, answered);
  if ((asked === undefined || isRepeated) && Object.keys(rest).length === 0) return undefined;
  return (
    <div className={classes['stack']}>
      {asked !== undefined && !isRepeated && <TodoList todos={asked} />}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

function TodoResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const todos = readTodos(props.content);
  if (object === undefined || todos === undefined) return <GenericResponse {...props} />;
  const { summary, ...rest } = without(object, 'todos');
  return (
    <div className={classes['stack']}>
      {todos.length === 0 ? (
        <span className={classes['quiet']}>no plan</span>
      ) : (
        <TodoList todos={todos} previous={readTodos(props.previous)} />
      )}
      <Fields of={{ ...rest, ...asObject(summary) }} isFailed={props.isFailed} />
    </div>
  );
}

export const todo: ToolRenderer = {
  names: ['todo', 'todo_write'],
  fits: (args, content) => readTodos(args) !== undefined || (readTodos(content)?.length ?? 0) > 0,
  summarize: (args) => {
    const todos = readTodos(args);
    return todos === undefined ? 'read the plan' : `${plural(todos.length, 'item')}, ${doneOf(todos)}`;
  },
  Headline: ({ args }) => <Path text="" aside={wordOf(args)} />,
  Call: TodoCall,
  Response: TodoResponse,
};
