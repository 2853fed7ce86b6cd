import { Check, EqualNot } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tag } from '../../ui/Tag';

/** Two numbers beside each other: the same, or not. */
export function Verdict({ isEqual }: { isEqual: boolean }): ReactNode {
  return isEqual ? (
    <Tag tone="ok" icon={<Check size={12} aria-hidden />}>
      equal
    </Tag>
  ) : (
    <Tag tone="finding" icon={<EqualNot size={12} aria-hidden />}>
      differs
    </Tag>
  );
}
