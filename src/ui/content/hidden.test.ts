import { expect, test } from 'vitest';
import { countHidden, hasRightToLeft, spellHidden, splitHidden, type Piece } from './hidden';

const join = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.char)).join('');

test('a plain text is one piece', () => {
  expect(splitHidden('a\tb\r\nc äöü 雪国')).toEqual(['a\tb\r\nc äöü 雪国']);
  expect(splitHidden('')).toEqual(['']);
});

test('bidi, zero-width, tag and control characters are named', () => {
  const text = 'a\u202Eb\u200Bc\u{E0041}d\u001Be\u0085f\rg\uFEFF';
  expect(countHidden(text)).toEqual({
    count: 4,
    codes: ['U+202E', 'U+200B', 'U+E0041', 'U+FEFF'],
  });
  const controls = splitHidden(text).filter((piece) => typeof piece !== 'string' && piece.kind === 'control');
  expect(controls.map((piece) => typeof piece !== 'string' && piece.code)).toEqual(['ESC', 'U+0085', 'CR']);
  expect(join(splitHidden(text))).toBe(text);
});

test('joiners inside emoji and Persian words are no secret, between Latin letters they are', () => {
  expect(countHidden('👩‍💻 می‌خواهم').count).toBe(0);
  expect(countHidden('ad\u200Dmin').codes).toEqual(['U+200D']);
});

test('no character is lost, whatever the text', () => {
  for (let code = 0; code < 0x3000; code += 1) {
    const text = `x${String.fromCharCode(code)}${String.fromCharCode(0xd800 + (code % 0x800))}`;
    expect(join(splitHidden(text))).toBe(text);
  }
});

test('spelt out for places that take no elements; a text without any stays as it is', () => {
  expect(spellHidden('a\u202Eb\u001Bc\u{E0041}')).toBe('a⟦U+202E⟧b⟦ESC⟧c⟦U+E0041⟧');
  expect(spellHidden('')).toBe('');
  expect(spellHidden('plain äöü 👩‍💻\n')).toBe('plain äöü 👩‍💻\n');
});

test('letters from the right are told from all others', () => {
  for (const text of ['שלום', 'abc مرحبا 5', '\uFE8D', '\u{1E900}']) expect(hasRightToLeft(text)).toBe(true);
  for (const text of ['', 'abc 5', 'äöü 雪国 👩‍💻', 'привет', '\uFEFF'])
    expect(hasRightToLeft(text)).toBe(false);
});
