import { Circle, CircleCheck, CircleDot, CircleSlash, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import { MoreItems } from './MoreItems';
import { compareTodos, type ChangedTodo, type Todo } from './todoChanges';
import classes from './tools.module.css';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  pending: Circle,
  in_progress: CircleDot,
  completed: CircleCheck,
  cancelled: CircleSlash,
};

function Item({ todo }: { todo: ChangedTodo }): ReactNode {
  const Icon = (Object.hasOwn(ICONS, todo.status) ? ICONS[todo.status] : undefined) ?? Circle;
  return (
    <li className={classes['item']} data-status={todo.status}>
      <Icon size={14} aria-hidden />
      <span>
        <span className="visuallyHidden">
          <SafeText text={todo.status.replaceAll('_', ' ')} />:{' '}
        </span>
        <span className={classes['what']}>
          <SafeText text={todo.content} />
        </span>
        {todo.change !== undefined && (
          <span className={classes['change']}>
            <SafeText text={todo.change} />
          </span>
        )}
      </span>
    </li>
  );
}

/** A plan as a checklist; what differs from the plan before is marked, what left it is listed. */
export function TodoList({
  todos,
  previous,
}: {
  todos: readonly Todo[];
  previous?: readonly Todo[] | undefined;
}): ReactNode {
  const { items, removed } = compareTodos(previous, todos);
  const gone = removed.map(({ id, content }) => ({ id, content, status: 'cancelled', change: 'removed' }));
  return (
    <ul className={classes['list']}>
      <MoreItems
        items={[...items, ...gone]}
        first={30}
        noun="items"
        render={(todo, index) => <Item key={index} todo={todo} />}
      />
    </ul>
  );
}
