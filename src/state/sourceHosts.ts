import { isLoopbackHost } from '../lib/hosts';

/** Opened without asking: the Hub itself, and the file host of GitHub. */
const KNOWN_HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'raw.githubusercontent.com']);

/** Undefined where nothing would be read: no URL, or one the worker refuses. */
function hostOf(source: string): URL | undefined {
  const text = source.startsWith('url:') ? source.slice(4) : '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

/**
 * Which hosts a link would make the page read from that the reader has not agreed to, each once, as the browser
 * reads them (punycode). Known without asking: the page's own, those above, and this machine for a page on this machine.
 */
export function hostsToConfirm(
  sources: readonly string[],
  agreed: readonly string[],
  pageUrl: string,
): readonly string[] {
  const page = new URL(pageUrl);
  const hosts = new Set<string>();
  for (const source of sources) {
    const url = hostOf(source);
    // plain http to elsewhere is refused anyway
    if (url === undefined || (url.protocol === 'http:' && !isLoopbackHost(url.hostname))) continue;
    const isOwn = url.host === page.host || (isLoopbackHost(url.hostname) && isLoopbackHost(page.hostname));
    if (!isOwn && !KNOWN_HOSTS.has(url.host) && !agreed.includes(url.host)) hosts.add(url.host);
  }
  return [...hosts];
}
