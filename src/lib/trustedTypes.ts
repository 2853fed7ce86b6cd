/**
 * The one Trusted Types policy of page and worker. Made before anything that loads scripts or writes style text:
 * script URLs of the own origin only; HTML only when it holds no `<` (Mantine writes style text that way).
 */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(url: string): string },
  ): unknown;
}

/** Does nothing where the browser has no Trusted Types. Throws TypeError inside a sink when a rule is broken. */
export function guardScriptUrls(scope: object, baseUrl: string): void {
  // not in the DOM typings yet
  const factory = (scope as { readonly trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (text) => {
      if (text.includes('<')) throw new TypeError('HTML is never made from strings');
      return text;
    },
    createScriptURL: (url) => {
      const base = /^https?:\/\/[^/]+/.exec(baseUrl)?.[0];
      const target = /^[a-z]+:/i.test(url) ? url : `${base}/`;
      if (base === undefined || !target.startsWith(`${base}/`))
        throw new TypeError(`script from elsewhere: ${url.slice(0, 200)}`);
      return url;
    },
  });
}
