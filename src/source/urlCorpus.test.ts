/**
 * What may be opened, against the URL cases of the web platform tests: our rule and the same rule said again over
 * what `new URL` and the corpus itself say. Hostile spellings of hosts are in there by the hundred.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../lib/AppError';
import { countInTest } from '../testing/countTests';
import { realData } from '../testing/realData';
import { resolveSource } from './resolveSource';

interface UrlCase {
  readonly input: string;
  readonly base: string | null;
  readonly failure?: boolean;
  readonly protocol?: string;
  readonly username?: string;
  readonly password?: string;
  readonly hostname?: string;
}

const PAGES = ['https://traces.example/app/', 'http://127.0.0.1:4173/'];
const path = realData('corpora/wpt-url/tests/wpt/urltestdata.json');

/** The corpus says how each must be parsed; the rule is RELIABILITY.md §1.10, written a second time. */
function mayOpen({ failure, protocol, username, password, hostname = '' }: UrlCase, page: URL): boolean {
  if (failure === true) return false;
  if (username !== '' || password !== '') return false;
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  const isLocalPage = page.hostname.startsWith('127.');
  if (protocol === 'http:') return isLoopback && isLocalPage;
  if (protocol !== 'https:') return false;
  const isPrivate =
    isLoopback ||
    hostname.endsWith('.localhost') ||
    hostname.endsWith('.local') ||
    /^(0|10)\.\d+\.\d+\.\d+$|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(hostname) ||
    /^\[(::|f[cd]|fe[89ab])/.test(hostname);
  return isLocalPage || !isPrivate;
}

describe.skipIf(path === undefined)('URLs of the web platform tests', () => {
  // comments of the corpus are strings; a case with a base is about relative URLs, which no source is
  const all = JSON.parse(path === undefined ? '[]' : readFileSync(path, 'utf8')) as readonly (
    | UrlCase
    | string
  )[];
  const whole = all.filter((each): each is UrlCase => typeof each !== 'string' && each.base === null);
  // where this engine itself parses otherwise than the standard, the rule over the standard says nothing
  const cases = whole.filter((each) => URL.canParse(each.input) === (each.failure !== true));

  it.each(PAGES)('each is opened exactly when the rule says so, from %s', async (baseUrl) => {
    countInTest('URLs of the web platform tests', cases.length);
    const wrong: string[] = [];
    for (const each of cases) {
      const context = { baseUrl, fileOf: () => undefined };
      const opened = await resolveSource(`url:${each.input}`, context).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('BAD_URL');
          return false;
        },
      );
      if (opened !== mayOpen(each, new URL(baseUrl))) wrong.push(`${JSON.stringify(each.input)}: ${opened}`);
    }
    expect(wrong).toEqual([]);
    expect(whole.length - cases.length).toBeLessThanOrEqual(10);
    process.stderr.write(`${cases.length} of ${whole.length} URLs of the corpus tried from ${baseUrl}\n`);
  });
});
