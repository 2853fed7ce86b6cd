import { describe, expect, it } from 'vitest';
import { looksLikePicture } from './looksLikePicture';
import { base64Of, decodeBase64, readPictureHeader } from './pictureHeader';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : [...part],
    ),
  );

const PNG = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 5, 0, 0, 0, 2, 208]);
const GIF = bytes('GIF89a', [64, 1, 240, 0]);
const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0, 0, 0]);
const WEBP = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 63, 1, 0, 239, 0, 0]);
const LOSSLESS = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [9, 0, 0, 0, 0x2f, 63, 193, 59, 0], [0, 0, 0, 0, 0]);
const LOSSY = bytes(
  'RIFF',
  [0, 0, 0, 0],
  'WEBPVP8 ',
  [9, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 64, 1, 240, 0, 0, 0],
);

describe('readPictureHeader', () => {
  it.each([
    ['PNG', PNG, 1280, 720],
    ['GIF', GIF, 320, 240],
    ['JPEG', JPEG, 512, 256],
    ['WebP', WEBP, 320, 240],
    ['WebP', LOSSLESS, 320, 240],
    ['WebP', LOSSY, 320, 240],
  ])('%s', (format, data, width, height) => {
    expect(readPictureHeader(data)).toMatchObject({ format, width, height });
  });
  it('never reads behind its bytes, and takes nothing for a picture that is none', () => {
    for (const whole of [PNG, GIF, JPEG, WEBP, LOSSLESS, LOSSY]) {
      for (let length = 0; length < whole.length; length += 1) readPictureHeader(whole.subarray(0, length));
    }
    expect(readPictureHeader(bytes('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeUndefined();
    expect(readPictureHeader(bytes('GIF89a', [0, 0, 1, 0]))).toBeUndefined();
    expect(readPictureHeader(bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xff, 0, 0, 0, 0]))).toBeUndefined();
  });
});

describe('pictures in texts', () => {
  const base64 = btoa(String.fromCharCode(...PNG, ...PNG));
  it('are told by a data URL or the base64 of their first bytes', () => {
    expect([base64, `data:image/png;base64,${base64}`, `  ${base64}`].map(looksLikePicture)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['iVBORw0KGgo', 'the image is data:image/png;base64,'.repeat(3)].map(looksLikePicture)).toEqual([
      false,
      false,
    ]);
  });
  it('give their bytes; what is no base64 gives none', () => {
    expect(decodeBase64(base64Of(`data:image/png;base64,${base64}`))).toEqual(
      Uint8Array.from([...PNG, ...PNG]),
    );
    expect(decodeBase64(base64, 17)).toEqual(PNG.slice(0, 12));
    expect(decodeBase64('no base64 …')).toBeUndefined();
    expect(base64Of('data:image/svg+xml,<svg/>')).toBe('');
  });
});
