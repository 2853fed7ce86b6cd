import { expect, it } from 'vitest';
import { hostsToConfirm } from './sourceHosts';

const LOCAL = 'http://127.0.0.1:4173/#/browse';
const PUBLIC = 'https://traces.example/app/';

it.each([
  ['url:https://huggingface.co/a/b.parquet', PUBLIC],
  ['url:https://traces.example/data/a.parquet', PUBLIC],
  ['url:http://127.0.0.1:9000/a.parquet', LOCAL],
  ['url:http://localhost:9000/a.parquet', LOCAL],
  ['url:http://[::1]:9000/a.parquet', LOCAL],
  ['demo', PUBLIC],
  ['hf:lambda/hermes-agent-reasoning-traces', PUBLIC],
  ['file:a.parquet~1-000000000000', PUBLIC],
  ['url:javascript:alert(1)', PUBLIC],
  ['url:not a url', PUBLIC],
])('%s is not asked about', (source, page) => {
  expect(hostsToConfirm([source], [], page)).toEqual([]);
});

it.each([
  ['url:https://evil.example/a.parquet', 'evil.example', PUBLIC],
  ['url:https://evil.example:8443/a.parquet', 'evil.example:8443', PUBLIC],
  ['url:https://huggingface.co.evil.example/a.parquet', 'huggingface.co.evil.example', PUBLIC],
  ['url:https://hugging\u0493ace.co/a.parquet', 'xn--', PUBLIC],
  ['url:https://user:word@evil.example/a.parquet', 'evil.example', PUBLIC],
  ['url:https://127.0.0.1/a.parquet', '127.0.0.1', PUBLIC],
  ['url:https://192.168.1.1/a.parquet', '192.168.1.1', LOCAL],
])('%s: %s is asked about', (source, host, page) => {
  const [asked] = hostsToConfirm([source], [], page);
  expect(asked).toBe(new URL(source.slice(4)).host);
  expect(asked?.startsWith(host)).toBe(true);
  expect(hostsToConfirm([source], [asked ?? ''], page)).toEqual([]);
});

it('asks about each host once', () => {
  const sources = ['url:https://a.example/1', 'url:https://a.example/2', 'url:https://b.example/1'];
  expect(hostsToConfirm(sources, [], PUBLIC)).toEqual(['a.example', 'b.example']);
});
