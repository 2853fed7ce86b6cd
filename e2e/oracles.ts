/** What must hold whatever the data says; all but `watch` run inside the page. */
import type { Page } from '@playwright/test';

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

/**
 * What of the whole page could only have come from data being read as more than text, or hides or reorders: elements
 * that the product never makes, attributes of other origin, hidden characters that are not marked, letters from the
 * right that are not isolated, the same in what the style sheets draw of attributes, a page wider than its window.
 */
export function findPageBreaches(): readonly string[] {
  const HIDDEN =
    // oxlint-disable-next-line no-control-regex
    /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDDEF]/;
  const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
  const SPOKEN = new Set(['title', 'alt', 'placeholder', 'label']);
  const show = (text: string): string => JSON.stringify(text.slice(0, 80));
  const found: string[] = [];
  for (const node of document.querySelectorAll('*')) {
    const tag = node.tagName.toLowerCase();
    if (/^(iframe|object|embed|base|video|audio|math|template|frame|marquee|applet)$/.test(tag))
      found.push(`<${tag}>`);
    if (tag === 'script' || tag === 'link' || tag === 'img' || tag === 'image') {
      const address = node.getAttribute('src') ?? node.getAttribute('href') ?? '';
      if (!new URL(address, document.baseURI).href.startsWith(`${location.origin}/`))
        found.push(`<${tag} ${show(address)}>`);
    }
    for (const { name, value } of node.attributes) {
      if (name.startsWith('on')) found.push(`${tag} ${name}`);
      if (name === 'href' && !/^(https?:|mailto:|blob:|#|\/|\.)/.test(value))
        found.push(`href ${show(value)}`);
      if (name === 'style' && /url\(|@import|expression/i.test(value)) found.push(`style ${show(value)}`);
      if (name.startsWith('data-') && (HIDDEN.test(value) || RIGHT_TO_LEFT.test(value)))
        for (const part of ['::before', '::after'])
          if (getComputedStyle(node, part).content.includes(value))
            found.push(`drawn ${name} ${show(value)}`);
      if ((SPOKEN.has(name) || name.startsWith('aria-')) && HIDDEN.test(value))
        found.push(`${tag} ${name} ${show(value)}`);
    }
    if (
      tag === 'a' &&
      node.getAttribute('target') === '_blank' &&
      !node.getAttribute('rel')?.includes('noopener')
    )
      found.push('a without rel');
  }
  if (HIDDEN.test(document.title)) found.push(`document.title ${show(document.title)}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const value = text.nodeValue ?? '';
    const parent = text.parentElement;
    const isHidden = HIDDEN.test(value);
    const isOtherWay = RIGHT_TO_LEFT.test(value);
    if (parent === null || (!isHidden && !isOtherWay)) continue;
    if (parent.closest('textarea, script, style') !== null) continue;
    // lies under a field that shows the same text
    if (getComputedStyle(parent).color === 'rgba(0, 0, 0, 0)') continue;
    const place = `${parent.tagName}.${parent.className.toString().slice(0, 40)} in ${parent.parentElement?.tagName ?? ''}`;
    if (isHidden && parent.closest('[data-code]') === null) found.push(`hidden ${show(value)} ${place}`);
    // a block of markdown holds no text of ours beside it
    if (isOtherWay && parent.closest('bdi, svg, [data-code], option, [class*="_markdown_"]') === null)
      found.push(`not isolated ${show(value)} ${place}`);
  }
  const wider = document.documentElement.scrollWidth - window.innerWidth;
  if (wider > 0) found.push(`${wider} px wider than the window`);
  return found;
}

/** Nothing of it may run: dialogs, windows, policies broken; told at the end. */
export async function watch(page: Page): Promise<() => Promise<readonly string[]>> {
  const dialogs: string[] = [];
  page.on('dialog', (shown) => {
    dialogs.push(shown.message());
    shown.dismiss().catch(() => undefined);
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
    globalThis.open = () => {
      seen.push('open');
      return null;
    };
  });
  return async () => [...dialogs, ...((await page.evaluate('globalThis.violations')) as readonly string[])];
}
