/** What a source is called in the bar, in menus and in titles. */
export function nameOfSource(source: string): string {
  if (source === 'demo') return 'Demo';
  if (source.startsWith('demo:')) return `Demo: ${source.slice(5)}`;
  if (source.startsWith('hf:')) return source.slice(3);
  if (source.startsWith('file:')) return source.slice(5).replace(/~[^~]*$/, '');
  if (source.startsWith('url:'))
    return source.slice(4).split(/[?#]/)[0]?.split('/').at(-1) ?? source.slice(4);
  return source;
}

export function nameOfSources(sources: readonly string[]): string {
  const [first] = sources;
  return sources.length === 1 && first !== undefined ? nameOfSource(first) : `${sources.length} sources`;
}

/** What is written in the field, as a source: a URL, or `owner/name` of the Hub. Undefined when it is neither. */
export function sourceOfText(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^(https?:)\/\//i.test(trimmed) && URL.canParse(trimmed)) {
    return sourceOfHubPage(new URL(trimmed)) ?? `url:${trimmed}`;
  }
  if (/^(demo|hf:|url:|file:)/.test(trimmed)) return trimmed;
  return /^[\w.-]+\/[\w.-]+(@[\w./-]+)?(:[\w.-]+)?$/.test(trimmed) ? `hf:${trimmed}` : undefined;
}

/** The address of a dataset's page, of its files at a revision, or of its viewer; a file's own address is a URL. */
function sourceOfHubPage({ protocol, host, pathname }: URL): string | undefined {
  if (protocol !== 'https:' || host !== 'huggingface.co') return undefined;
  const match =
    /^\/datasets\/([\w.-]+\/[\w.-]+)(?:\/tree\/((?:[\w.-]|%2F)+)(?:\/.*)?|\/viewer(?:\/([\w.-]+)(?:\/.*)?)?)?\/?$/.exec(
      pathname,
    );
  const [, repo, revision, config] = match ?? [];
  if (repo === undefined) return undefined;
  const at = revision === undefined ? '' : `@${decodeURIComponent(revision)}`;
  return `hf:${repo}${at}${config === undefined ? '' : `:${config}`}`;
}
