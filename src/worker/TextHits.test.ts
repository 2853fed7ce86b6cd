import { expect, it } from 'vitest';
import { TextHits } from './TextHits';

it('keeps the latest three searches; one that begins anew is forgotten first', () => {
  const forgotten: string[] = [];
  const hits = new TextHits((search) => forgotten.push(search));
  for (const search of ['a', 'b', 'c', 'b', 'd']) hits.begin(search);
  expect(forgotten).toEqual(['a', 'b', 'c', 'b', 'd', 'a']);
});

it('tells whether a list is narrowed by a search, also once it has begun', () => {
  const hits = new TextHits(() => undefined);
  const isAsked = hits.begin('a');
  expect(isAsked()).toBe(false);
  hits.ask('b');
  expect(isAsked()).toBe(false);
  hits.ask('a');
  expect(isAsked()).toBe(true);
});
