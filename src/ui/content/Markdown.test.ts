import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './Markdown';

const draw = (text: string): string => renderToStaticMarkup(createElement(Markdown, { text }));

test('HTML in the source is text', () => {
  const html = draw('a <img src=x onerror=alert(1)> <b>b</b>\n\n<script>alert(1)</script>\n\n<!-- c -->');
  expect(html).not.toMatch(/<(img|script|b)[ >]/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('&lt;!-- c --&gt;');
});

test('a link says where it leads unless its text does; other schemes are no links', () => {
  const html = draw(
    '[here](https://evil.example/x) https://good.example/ [j](javascript:alert(1)) [r](/etc)',
  );
  expect(html).toContain('href="https://evil.example/x"');
  expect(html).toContain('rel="noopener noreferrer nofollow"');
  expect(html.match(/<a /g)).toHaveLength(2);
  expect(html.match(/> evil\.example/g)).toHaveLength(1);
  expect(html).not.toMatch(/> good\.example</);
  expect(html).toContain('(javascript:alert(1))');
});

test('pictures never load: the host and the words stay', () => {
  const html = draw('![a word](https://tracker.example/p.png)');
  expect(html).not.toContain('<img');
  expect(html).toContain('image blocked: tracker.example');
  expect(html).toContain('a word');
});

test('no ids, no classes from the data, hidden characters marked', () => {
  const html = draw('note[^1]\n\n[^1]: foot\n\n- [x] done\n\nab\u202Ecd `e\u200Bf`');
  expect(html).not.toContain(' id=');
  expect(html).toContain('data-code="U+202E"');
  expect(html).toContain('data-code="U+200B"');
  expect(html).toContain('aria-label="done"');
});

test('what is too deep to lay out stays plain, whole, and in time', () => {
  const started = performance.now();
  for (const text of [
    '> '.repeat(9000) + 'x',
    '- '.repeat(5000) + 'x',
    '['.repeat(15_000),
    '*a_'.repeat(6000),
  ]) {
    const html = draw(text.slice(0, 20_000));
    expect(html.length).toBeGreaterThan(1000);
  }
  expect(draw(`${'>'.repeat(300)} deep`)).toContain('&gt;&gt;&gt;&gt; deep');
  expect(performance.now() - started).toBeLessThan(4000);
});
