import { expect, it } from 'vitest';
import { toAppError } from './AppError';

it('memory that really ran out is said in words, and is given back', () => {
  const exhaust = (): never => {
    const held: ArrayBuffer[] = [];
    for (;;) held.push(new ArrayBuffer(2 ** 40));
  };
  let thrown: unknown;
  try {
    exhaust();
  } catch (error) {
    thrown = error;
  }
  const { code, message } = toAppError(thrown);
  expect(code).toBe('OUT_OF_MEMORY');
  expect(message).toMatch(/no more memory \(Array buffer allocation failed\)\. Close other tabs/);
});

it.each([
  [new RangeError('Invalid string length'), 'OUT_OF_MEMORY'],
  [new RangeError('Maximum call stack size exceeded'), 'UNKNOWN'],
  [new RangeError('Out of memory'), 'OUT_OF_MEMORY'],
  [new Error('Array buffer allocation failed'), 'UNKNOWN'],
  [new DOMException('stopped', 'AbortError'), 'ABORTED'],
])('%s is %s', (thrown, code) => {
  expect(toAppError(thrown).code).toBe(code);
});
