/** `*` within a folder, `**` across folders, `?` one character. The pattern comes from a stranger's card: no regular expression. */
export function matchesGlob(path: string, pattern: string): boolean {
  return matchesFolders(path.split('/'), pattern.split('/'));
}

/** Which of the path's first parts the pattern's first parts can take, pattern part by pattern part. */
function matchesFolders(parts: readonly string[], patterns: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const [index, pattern] of patterns.entries()) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (pattern === '**') {
        // As the last part it takes files, not nothing.
        const last = index === patterns.length - 1;
        for (let to = at + (last ? 1 : 0); to <= parts.length; to += 1) next.add(to);
      } else if (at < parts.length && matchesName(parts[at] ?? '', pattern.replaceAll('**', '*')))
        next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(parts.length);
}

/** Going back to the last star only: at most name × pattern steps. */
function matchesName(name: string, pattern: string): boolean {
  let [at, inPattern, star, resume] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      resume = at;
      inPattern += 1;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === name[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      inPattern = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
