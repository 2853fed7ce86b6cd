/** CRC-32 of gzip (polynomial 0xEDB88320), fed in pieces. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

export function createCrc32() {
  let state = 0xffffffff;
  let length = 0;
  return {
    update(bytes: Uint8Array): void {
      let crc = state;
      for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
      state = crc;
      length += bytes.length;
    },
    result: () => ({ value: (state ^ 0xffffffff) >>> 0, length }),
    reset(): void {
      state = 0xffffffff;
      length = 0;
    },
  };
}
