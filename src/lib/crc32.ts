/** CRC-32 of gzip (polynomial 0xEDB88320), fed in pieces. */
/** What eight more bits make of a state. */
function shift(state: number): number {
  let value = state;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
}

/** Four tables in one: what a byte becomes that 0, 1, 2 or 3 further bytes follow. Four bytes at a time take a third of the time. */
const TABLES = Int32Array.from({ length: 1024 }, (_, at) => {
  let value = shift(at & 0xff);
  for (let further = at >> 8; further > 0; further -= 1) value = (value >>> 8) ^ shift(value & 0xff);
  return value;
});

/** Of the byte at the front of `state`, with so many bytes after it. */
function ahead(state: number, further: number): number {
  return TABLES[(further << 8) | (state & 0xff)] ?? 0;
}

/** What four more bytes make of a state: a function of its own, so that also the first buffer soon runs compiled. */
function advance(state: number, four: number): number {
  const crc = state ^ four;
  return ahead(crc, 3) ^ ahead(crc >>> 8, 2) ^ ahead(crc >>> 16, 1) ^ ahead(crc >>> 24, 0);
}

function advanceAll(state: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = state;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) crc = advance(crc, view.getInt32(at, true));
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ ahead(crc ^ view.getUint8(at), 0);
  return crc;
}

export function createCrc32() {
  let state = 0xffffffff;
  let length = 0;
  return {
    update(bytes: Uint8Array): void {
      state = advanceAll(state, bytes);
      length += bytes.length;
    },
    result: () => ({ value: (state ^ 0xffffffff) >>> 0, length }),
    reset(): void {
      state = 0xffffffff;
      length = 0;
    },
  };
}
