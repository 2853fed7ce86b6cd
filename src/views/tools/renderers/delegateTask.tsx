import type { ReactNode } from 'react';
import { plural } from '../../../lib/text';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import { Records } from '../Records';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asList, asObject, oneLine, textAt, without } from '../values';

/** One task is written into the arguments themselves, several stand in `tasks`. */
function DelegateCall({ args }: CallProps): ReactNode {
  const tasks = asList(args['tasks']);
  if (tasks === undefined) return <Records items={[args]} noun="tasks" prose="goal" />;
  return (
    <div className={classes['stack']}>
      <Records items={tasks} noun="tasks" prose="goal" />
      <Fields of={without(args, 'tasks')} />
    </div>
  );
}

function DelegateResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const results = asList(object?.['results']);
  if (object === undefined || results === undefined) return <GenericResponse {...props} />;
  return (
    <div className={classes['stack']}>
      <Records items={results} noun="results" prose="summary" />
      <Fields of={without(object, 'results')} isFailed={props.isFailed} />
    </div>
  );
}

export const delegateTask: ToolRenderer = {
  names: ['delegate_task'],
  summarize: (args) => {
    const tasks = asList(args['tasks']);
    return tasks === undefined ? oneLine(textAt(args, 'goal') ?? '') : plural(tasks.length, 'task');
  },
  Headline: ({ args }) => <Path text="" aside={plural(asList(args['tasks'])?.length ?? 1, 'task')} />,
  Call: DelegateCall,
  Response: DelegateResponse,
};
