/**
 * Where the reader is, as React sees it. The address is read and written by state/url.ts alone; this file only
 * connects it to the router.
 */
import { useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useMemo } from 'react';
import { decodeParams, encodeParams, openSources, type UrlParams } from './url';

export type PageName = 'browse' | 't' | 'insights' | 'compare' | 'sql';

export interface Place {
  readonly page: PageName;
  /** Address of the open trajectory, on page `t`. */
  readonly address: string | undefined;
  readonly params: UrlParams;
}

export interface GoOptions {
  /** Steps, typing and dragging replace the history entry; opening and filtering push one. */
  readonly isReplace?: boolean;
}

const PAGES: readonly PageName[] = ['browse', 't', 'insights', 'compare', 'sql'];

export function usePlace(): Place {
  const { pathname, search } = useLocation();
  const { id } = useParams({ strict: false }) as { id?: string }; // the only path parameter of the route tree
  const name = pathname.split('/')[1];
  // the router's parseSearch is decodeParams (main.tsx)
  const params = search as unknown as UrlParams;
  return useMemo(() => placeOf(name, id, params), [name, id, params]);
}

function placeOf(name: string | undefined, id: string | undefined, params: UrlParams): Place {
  const page = PAGES.find((each) => each === name) ?? 'browse';
  return { page, address: page === 't' ? id : undefined, params };
}

function pathOf({ page, address }: Pick<Place, 'page' | 'address'>): { to: string; params?: { id: string } } {
  return page === 't' ? { to: '/t/$id', params: { id: address ?? '' } } : { to: `/${page}` };
}

export function useGo(): (place: Place, options?: GoOptions) => void {
  const navigate = useNavigate();
  return useCallback(
    (place, { isReplace = false } = {}) => {
      // `dropped` is about the link that was followed, not about the next one
      const search = { ...place.params, dropped: [] };
      void navigate({ ...pathOf(place), search: search as never, replace: isReplace, resetScroll: false });
    },
    [navigate],
  );
}

/** Where the address stands at the moment of the call; what React shows may be a frame or more behind. */
export function usePlaceNow(): () => Place {
  const { history } = useRouter();
  return useCallback(() => {
    const { pathname, search } = history.location;
    const [, page, id] = pathname.split('/');
    return placeOf(page, id === undefined ? undefined : decodeURIComponent(id), decodeParams(search));
  }, [history]);
}

/** Is told where the address goes before anything of it is drawn. */
export function useOnGo(hear: (place: Place) => void): void {
  const { history } = useRouter();
  const placeNow = usePlaceNow();
  const onGo = useEffectEvent(() => hear(placeNow()));
  useEffect(() => history.subscribe(() => onGo()), [history]);
}

/** The link to a place, as written after `#`. */
export function hashOf(place: Place): string {
  const query = encodeParams(place.params);
  const path = place.page === 't' ? `/t/${encodeURIComponent(place.address ?? '')}` : `/${place.page}`;
  return `#${path}${query === '' ? '' : `?${query}`}`;
}

/** The sources that are open. Stable as long as they are the same. */
export function useSources(params: UrlParams): readonly string[] {
  const key = openSources(params).join('\n');
  return useMemo(() => key.split('\n'), [key]);
}
