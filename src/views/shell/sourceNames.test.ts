import { expect, it } from 'vitest';
import { sourceOfText } from './sourceNames';

it.each([
  ['owner/name', 'hf:owner/name'],
  [' owner/name@main:kimi ', 'hf:owner/name@main:kimi'],
  ['https://huggingface.co/datasets/owner/na.me', 'hf:owner/na.me'],
  ['https://huggingface.co/datasets/owner/name/?row=3', 'hf:owner/name'],
  [
    'https://huggingface.co/datasets/owner/name/tree/refs%2Fconvert%2Fparquet/kimi',
    'hf:owner/name@refs/convert/parquet',
  ],
  ['https://huggingface.co/datasets/owner/name/viewer/glm-5.1/train', 'hf:owner/name:glm-5.1'],
  [
    'https://huggingface.co/datasets/o/n/resolve/main/a.parquet',
    'url:https://huggingface.co/datasets/o/n/resolve/main/a.parquet',
  ],
  ['https://elsewhere.example/datasets/o/n', 'url:https://elsewhere.example/datasets/o/n'],
  ['demo:kimi', 'demo:kimi'],
  ['a word', undefined],
  ['https://', undefined],
])('%s is %s', (text, source) => {
  expect(sourceOfText(text)).toBe(source);
});
