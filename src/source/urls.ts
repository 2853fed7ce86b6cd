import { AppError } from '../lib/AppError';
import { isPrivateHost } from '../lib/hosts';
import { httpError, type RequestPlace } from './httpErrors';

/** Only http(s) without a password in it; what a page may open beyond that is the screen's rule. */
export function checkSourceUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) throw new AppError('BAD_URL', `"${url.slice(0, 200)}" is not a URL`);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new AppError('BAD_URL', `${parsed.protocol} URLs cannot be opened, only https: and http:`);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new AppError('BAD_URL', `the URL of ${parsed.host} contains a user name or password`);
  }
  return parsed;
}

export function fileNameOf(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Followed to https anywhere public; never from https to http, never from outside to this machine's network. */
export function checkRedirect(from: string, to: string, place: RequestPlace): void {
  if (to === '' || to === from) return;
  const [source, target] = [new URL(from), new URL(to)];
  const refuse = (why: string) =>
    httpError('RANGE_REFUSED', place, `refused: ${source.host} redirects to ${why} (${target.host})`, {
      retryable: false,
    });
  if (source.protocol === 'https:' && target.protocol !== 'https:') throw refuse('an unencrypted address');
  if (isPrivateHost(target.hostname) && !isPrivateHost(source.hostname)) throw refuse('a private address');
}
