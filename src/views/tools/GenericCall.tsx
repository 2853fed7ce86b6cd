import type { ReactNode } from 'react';
import { Fields } from './Fields';
import type { CallProps } from './renderer';
import classes from './tools.module.css';

export function GenericCall({ args }: CallProps): ReactNode {
  return Object.keys(args).length === 0 ? (
    <p className={classes['quiet']}>no arguments</p>
  ) : (
    <Fields of={args} />
  );
}
