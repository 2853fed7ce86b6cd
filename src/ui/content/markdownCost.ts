/** Is a text cheap enough to be read as markdown? Its parser is quadratic and worse in unmatched signs (measured). */
const MAX_SIGNS = 400;
const MAX_ITEMS = 200;
const CONTAINERS = /^[ \t]{0,3}(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]{0,4}){24}/m;

function count(text: string, signs: string): number {
  let found = 0;
  for (const char of text) if (signs.includes(char)) found += 1;
  return found;
}

export function isCheapMarkdown(text: string): boolean {
  const items = text.match(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/gm)?.length ?? 0;
  return (
    items <= MAX_ITEMS &&
    ['*_~', '[]', '`', '<'].every((signs) => count(text, signs) <= MAX_SIGNS) &&
    !CONTAINERS.test(text)
  );
}
