import { Columns2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UrlParams } from '../../state/url';
import { hashOf } from '../../state/usePlace';
import { listParams } from '../list/placeOfRow';
import classes from './CompareLink.module.css';

/** Leads two ticked rows to their comparison. */
export function CompareLink({
  params,
  ticked,
}: {
  params: UrlParams;
  ticked: ReadonlySet<string>;
}): ReactNode {
  const [a = '', b = ''] = ticked;
  return (
    <a
      className={classes['link']}
      href={hashOf({ page: 'compare', address: undefined, params: { ...listParams(params), a, b } })}
    >
      <Columns2 size={14} aria-hidden />
      Compare
    </a>
  );
}
