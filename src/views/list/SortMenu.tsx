import { Menu } from '@mantine/core';
import { ArrowDownWideNarrow, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { SORT_KEYS, type Sort, type SortKey } from '../../trace';
import { Button } from '../../ui/Button';
import { SORT_NAMES } from '../facets/words';

/** Words sort from A, numbers from the largest: what a reader wants first. */
const FROM_SMALLEST: ReadonlySet<SortKey> = new Set(['task', 'category', 'subcategory', 'config']);

export function sortName(sort: Sort | undefined): string {
  if (sort === undefined) return 'File order';
  const first = FROM_SMALLEST.has(sort.key) ? ['A to Z', 'Z to A'] : ['fewest first', 'most first'];
  return `${SORT_NAMES[sort.key]}, ${first[sort.direction === 'asc' ? 0 : 1]}`;
}

/** A second choice of the same order turns it round. */
function nextSort(current: Sort | undefined, key: SortKey): Sort {
  const direction = FROM_SMALLEST.has(key) ? 'asc' : 'desc';
  if (current?.key !== key || key === 'attention') return { key, direction };
  return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
}

export function SortMenu({
  sort,
  onSort,
}: {
  sort: Sort | undefined;
  onSort: (sort: Sort | undefined) => void;
}): ReactNode {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="quiet" aria-label={`Sort: ${sortName(sort)}`}>
          <ArrowDownWideNarrow size={14} aria-hidden />
          {sortName(sort)}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSort(undefined)}>File order</Menu.Item>
        {SORT_KEYS.map((key) => (
          <Menu.Item key={key} onClick={() => onSort(nextSort(sort, key))}>
            {SORT_NAMES[key]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
