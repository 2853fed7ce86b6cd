import type { WithoutClause } from '../../client/types';
import { formatTextScope, isRangeKey, type ListQuery, type TextClause } from '../../trace';
import { FACET_NAMES, RANGE_NAMES, rangeName, valueName } from './words';

/** A clause of the filter in words: `Tool terminal, not patch`. */
export function clauseName({ filter, text }: ListQuery, key: WithoutClause['key']): string {
  if (key === 'text') return text === undefined ? '' : `Full text ${textName(text)}`;
  if (key === 'q') return `Search “${filter.q}”`;
  if (isRangeKey(key)) return `${RANGE_NAMES[key]} ${rangeName(filter.ranges[key] ?? {})}`;
  const { include = [], exclude = [] } = filter.facets[key] ?? {};
  const values = [
    ...include.map((value) => valueName(key, value)),
    ...exclude.map((value) => `not ${valueName(key, value)}`),
  ];
  const isAll = key === 'tool' && filter.toolMode === 'all' && include.length > 1;
  return `${FACET_NAMES[key]} ${isAll ? 'all of ' : ''}${values.join(', ')}`;
}

/** `“traceback” in responses:terminal`. */
export function textName({ search, isExcluded }: TextClause): string {
  const { text, scopes, isRegex = false, matchCase } = search;
  const places = scopes.map(formatTextScope).join(', ');
  const quoted = isRegex ? `/${text}/` : `“${text}”`;
  return `${isExcluded ? 'not ' : ''}${quoted}${matchCase ? ', case as typed' : ''}${places === '' ? '' : ` in ${places}`}`;
}
