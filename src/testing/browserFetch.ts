import type { Fetch } from '../source';

/** Headers a script may read without being told so. */
const SAFE = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'last-modified',
]);

/** fetch with a browser's rules for answers of other origins: no CORS header = no answer, no exposure = no header. */
export function browserFetch(origin = 'https://viewer.example'): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('origin', origin);
    const response = await fetch(url, { ...init, headers });
    const allowed = response.headers.get('access-control-allow-origin');
    if (allowed !== '*' && allowed !== origin) {
      await response.body?.cancel();
      throw new TypeError('Failed to fetch');
    }
    const exposed = response.headers.get('access-control-expose-headers') ?? '';
    const names = new Set(exposed.split(',').map((name) => name.trim().toLowerCase()));
    const isReadable = (name: string): boolean => SAFE.has(name) || names.has('*') || names.has(name);
    const readable = new Headers([...response.headers].filter(([name]) => isReadable(name)));
    const shown = new Response(response.body, { status: response.status, headers: readable });
    Object.defineProperties(shown, { url: { value: response.url }, type: { value: 'cors' } });
    return shown;
  };
}
