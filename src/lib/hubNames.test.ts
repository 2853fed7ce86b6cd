import { expect, it } from 'vitest';
import { withoutRevision } from './hubNames';

it.each([
  ['hf:o/n@b92885e4:kimi', 'hf:o/n:kimi'],
  ['hf:o/n@refs/convert/parquet', 'hf:o/n'],
  ['hf:o/n:a@b', 'hf:o/n:a@b'],
  ['hf:o/n', 'hf:o/n'],
  ['url:https://h.example/a@b:c', 'url:https://h.example/a@b:c'],
])('%s is kept as %s', (source, kept) => {
  expect(withoutRevision(source)).toBe(kept);
});
