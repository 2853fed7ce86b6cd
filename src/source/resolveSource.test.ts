import { expect, it } from 'vitest';
import { resolveSource } from './resolveSource';

it.each([
  ['https://a.example/data/kimi/train.parquet', 'kimi'],
  ['https://a.example/data/glm-5.1/train-00000-of-00002.parquet', 'glm-5.1'],
  ['https://a.example/x/default/train/0000.parquet', 'train'],
  ['https://a.example/my%20runs/test.jsonl.gz', 'my runs'],
  ['https://a.example/train.parquet', 'train'],
  ['https://a.example/data/runs-of-may.jsonl', 'runs-of-may'],
])('%s is the config %s', async (url, config) => {
  const context = { baseUrl: 'https://page.example/', fileOf: () => undefined };
  expect((await resolveSource(`url:${url}`, context)).map((file) => file.config)).toEqual([config]);
});
