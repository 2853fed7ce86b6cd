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
