import { expect, it } from 'vitest';

import { checkRedirect, fileNameOf } from './urls';

const place = { url: 'https://a.example/x', name: 'x', offset: 0, length: 1 };

it.each([
  ['https://a.example/x', 'http://b.example/x', 'unencrypted'],
  ['https://a.example/x', 'https://localhost/x', 'private'],
  ['https://a.example/x', 'https://127.1/x', 'private'],
  ['https://a.example/x', 'https://0x7f000001/x', 'private'],
  ['https://a.example/x', 'https://[::1]/x', 'private'],
  ['https://a.example/x', 'https://[::ffff:10.0.0.1]/x', 'private'],
  ['https://a.example/x', 'https://192.168.1.1/x', 'private'],
  ['http://a.example/x', 'http://169.254.169.254/x', 'private'],
])('refuses the redirect %s → %s', (from, to, why) => {
  expect(() => checkRedirect(from, to, place)).toThrow(why);
});

it.each([
  ['https://a.example/x', 'https://b.example/y?sig=1'],
  ['http://127.0.0.1:1/x', 'http://127.0.0.1:2/x'],
  ['http://a.example/x', 'https://a.example/x'],
  ['https://a.example/x', ''],
])('follows %s → %s', (from, to) => {
  expect(() => checkRedirect(from, to, place)).not.toThrow();
});

it.each([
  ['https://a.example/data/tr%C3%A4n.parquet?x=1', 'trän.parquet'],
  ['https://a.example/', 'a.example'],
  ['https://a.example/%zz', '%zz'],
])('names %s', (url, name) => {
  expect(fileNameOf(url)).toBe(name);
});
