/** What must hold whatever the data says; run inside the page. */

/** What in the replayer could only have come from data being read as more than text. */
export function findBreaches(): readonly string[] {
  const root = document.querySelector('section[aria-label="Replayer"]');
  const found: string[] = [];
  for (const node of root?.querySelectorAll('*') ?? []) {
    if (
      /^(img|script|style|iframe|object|embed|link|form|base|meta|video|audio|math|template)$/i.test(
        node.tagName,
      )
    )
      found.push(`<${node.tagName}>`);
    for (const { name, value } of node.attributes) {
      if (name.startsWith('on')) found.push(`${node.tagName} ${name}`);
      // classes of modules are hashed names; `user-content-…` and plain words come from markdown
      if (name === 'id' && value.startsWith('user-content')) found.push(`id ${value}`);
      if (name === 'href' && !/^(https?:|mailto:|#)/.test(value)) found.push(`href ${value}`);
    }
    if (node.tagName === 'A' && !(node.getAttribute('rel') ?? '').includes('noopener'))
      found.push('a without rel');
  }
  return found;
}
