/** Where a click on a row leads: its trajectory, and in the order of attention straight to what is wrong there. */
import { NO_PARAMS, type UrlParams } from '../../state/url';
import type { Place } from '../../state/usePlace';
import { decodeStrip } from '../../trace';
import type { ListRow } from '../../client/types';

/** The list's own pairs: what a link to one of its trajectories keeps. */
export function listParams({ src, filter, rule, sort, text, in: scopes, match, hits }: UrlParams): UrlParams {
  return {
    ...NO_PARAMS,
    src,
    filter,
    rule,
    ...(sort !== undefined && { sort }),
    ...(text !== undefined && { text }),
    ...(scopes !== undefined && { in: scopes }),
    ...(match !== undefined && { match }),
    ...(hits !== undefined && { hits }),
  };
}

/** The first failing step, else the step of the weightiest finding. */
function landingStep({ index }: ListRow): number | undefined {
  if (index === undefined) return undefined;
  const failing = decodeStrip(index.strip).findIndex((mark) => mark.failed > 0);
  return failing === -1 ? index.attentionStep : failing + 1;
}

export function placeOfRow(params: UrlParams, row: ListRow): Place {
  const step = params.sort?.key === 'attention' ? landingStep(row) : undefined;
  return {
    page: 't',
    address: row.address,
    params: { ...listParams(params), row: row.ref, ...(step === undefined ? {} : { step }) },
  };
}
