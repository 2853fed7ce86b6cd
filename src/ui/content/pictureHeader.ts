/** What the first bytes of a picture say about it. Pure; reads nothing behind the bytes it is given. */
export interface PictureHeader {
  readonly format: 'PNG' | 'JPEG' | 'GIF' | 'WebP';
  readonly mime: string;
  /** px */
  readonly width: number;
  readonly height: number;
}

/** The base64 of a data URL, or the text itself. */
export function base64Of(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('data:')) return trimmed;
  return /^[^,]{0,200};base64$/i.test(trimmed.slice(0, Math.max(0, trimmed.indexOf(','))))
    ? trimmed.slice(trimmed.indexOf(',') + 1)
    : '';
}

/** Bytes of base64; undefined when it is none. Reads `most` characters. */
export function decodeBase64(base64: string, most = base64.length): Uint8Array<ArrayBuffer> | undefined {
  const whole = most >= base64.length ? base64 : base64.slice(0, most - (most % 4));
  try {
    return Uint8Array.from(atob(whole), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Format by magic bytes, and the size it claims; undefined for anything else, and for a size of nothing. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const found = readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  return found === undefined || found.width < 1 || found.height < 1 ? undefined : found;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readPng(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 24 || textAt(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
  const view = viewOf(bytes);
  return { format: 'PNG', mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function readGif(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return undefined;
  const view = viewOf(bytes);
  return {
    format: 'GIF',
    mime: 'image/gif',
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
  };
}

function readWebp(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 30 || textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return undefined;
  const view = viewOf(bytes);
  const base = { format: 'WebP', mime: 'image/webp' } as const;
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return { ...base, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { ...base, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        ...base,
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint32(26, true) >>> 8) + 1,
      };
  }
  return undefined;
}

/** Walks the segments to the frame header (SOF0–SOF15 without DHT, JPG, DAC). */
function readJpeg(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return {
        format: 'JPEG',
        mime: 'image/jpeg',
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
