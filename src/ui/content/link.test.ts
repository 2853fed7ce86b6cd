import { expect, test } from 'vitest';
import { namesHost, readAddress } from './link';

test('only http, https and mailto become links, with the real host', () => {
  expect(readAddress('https://a.example/x')).toMatchObject({ kind: 'link', host: 'a.example' });
  expect(readAddress('https://github.com@evil.example/')).toMatchObject({ host: 'evil.example' });
  expect(readAddress('https://аpple.example/')).toMatchObject({ host: 'xn--pple-43d.example' });
  expect(readAddress('mailto:a@b.example')).toMatchObject({ host: 'a@b.example' });
  for (const bad of [
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'blob:x',
    '/here',
    '#x',
    '',
    undefined,
  ])
    expect(readAddress(bad)).toEqual({ kind: 'text' });
});

test('a text names its host only when it begins with it', () => {
  expect(namesHost('https://a.example/x', 'a.example')).toBe(true);
  expect(namesHost('a.example', 'a.example')).toBe(true);
  expect(namesHost('https://a.example.evil.example', 'a.example')).toBe(false);
  expect(namesHost('https://github.com@evil.example/', 'evil.example')).toBe(false);
});
