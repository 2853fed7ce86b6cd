import { formatCount } from '../../lib/text';
import type { DatasetFacts } from '../../client/useDatasetStatus';

/** How much a figure has seen, while the index is being read; empty when it has seen all. */
export function soFarText({ isIndexed, hasRows, rowsIndexed, rowsListed }: DatasetFacts): string {
  return isIndexed || !hasRows
    ? ''
    : ` · so far ${formatCount(rowsIndexed)} of ${formatCount(rowsListed)} indexed`;
}
