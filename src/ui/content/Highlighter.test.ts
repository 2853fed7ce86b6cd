import { afterEach, expect, test, vi } from 'vitest';
import { Activity } from '../../lib/activity';
import { Highlighter, type HighlightThread } from './Highlighter';
import type { HighlightRequest } from './highlightWorker';

class FakeThread extends EventTarget {
  readonly asked: string[] = [];
  isEnded = false;
  postMessage({ text }: HighlightRequest): void {
    this.asked.push(text);
  }
  answer(): void {
    const lines = [[{ text: this.asked.at(-1), scope: 'keyword' }]];
    this.dispatchEvent(new MessageEvent('message', { data: lines }));
  }
  terminate(): void {
    this.isEnded = true;
  }
}

function start(): { highlighter: Highlighter; threads: FakeThread[] } {
  const threads: FakeThread[] = [];
  const make = (): HighlightThread => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread as unknown as HighlightThread; // the part of a Worker that is used
  };
  return { highlighter: new Highlighter(make, new Activity()), threads };
}

afterEach(() => vi.useRealTimers());

const on = new AbortController().signal;

test('one thread, one text at a time; what is no longer wanted is never sent; colours are kept', async () => {
  const { highlighter, threads } = start();
  const gone = new AbortController();
  const first = highlighter.lines('a', 'python', on);
  const away = highlighter.lines('b', 'python', gone.signal);
  const last = highlighter.lines('c', 'python', on);
  const [thread] = threads;
  expect(thread?.asked).toEqual(['a']);
  gone.abort();
  expect(await away).toBeUndefined();
  thread?.answer();
  expect(await first).toEqual([[{ text: 'a', scope: 'keyword' }]]);
  expect(thread?.asked).toEqual(['a', 'c']);
  thread?.answer();
  await last;
  expect(threads).toHaveLength(1);
  expect(highlighter.kept('c', 'python')).toEqual([[{ text: 'c', scope: 'keyword' }]]);
  expect(await highlighter.lines('a', 'python', on)).toEqual([[{ text: 'a', scope: 'keyword' }]]);
  expect(thread?.asked).toEqual(['a', 'c']);
});

test('a text that hangs the thread stays plain, the next gets a new thread; so does a death', async () => {
  vi.useFakeTimers();
  const { highlighter, threads } = start();
  const hangs = highlighter.lines('(a+)+$', 'python', on);
  const next = highlighter.lines('b', 'python', on);
  vi.advanceTimersByTime(3_000);
  expect(await hangs).toBeUndefined();
  expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  threads[0]?.answer();
  threads[1]?.answer();
  expect(await next).toEqual([[{ text: 'b', scope: 'keyword' }]]);
  const dies = highlighter.lines('c', 'python', on);
  threads[1]?.dispatchEvent(new Event('error'));
  expect(await dies).toBeUndefined();
  expect(threads[1]?.isEnded).toBe(true);
});
