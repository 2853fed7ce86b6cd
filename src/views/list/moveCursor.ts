/** Where a key takes the list's cursor; undefined when the key does not move it. */
export function moveCursor(key: string, cursor: number, count: number, pageRows: number): number | undefined {
  const target = targetOf(key, cursor, count, pageRows);
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}

function targetOf(key: string, cursor: number, count: number, pageRows: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return cursor + 1;
    case 'ArrowUp':
    case 'k':
      return cursor - 1;
    case 'PageDown':
      return cursor + pageRows;
    case 'PageUp':
      return cursor - pageRows;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
