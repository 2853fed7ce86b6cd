/** JSON lines made to exhaust whoever reads them. `scale` 1 = as large as they are meant. */
import { gzipSync } from 'node:zlib';
import { joinBytes } from '../source/joinBytes';
import type { Bomb } from './parquetBombs';

const line = (conversations: unknown, more: object = {}): string =>
  `${JSON.stringify({ id: 'bomb', task: 'bomb', conversations, ...more })}\n`;
const turns = (value: string): readonly object[] => [
  { from: 'human', value },
  { from: 'gpt', value: 'Done.' },
];
const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;
/** A picture whose header says so many pixels each way: 8 + 25 bytes of PNG. */
function picture(pixels: number): string {
  const header = Buffer.alloc(33);
  header.set(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  header.writeUInt32BE(pixels, 16);
  header.writeUInt32BE(pixels, 20);
  header.set([8, 6, 0, 0, 0], 24);
  return `![p](data:image/png;base64,${header.toString('base64')})`;
}

export function jsonBombs(scale: number): readonly Bomb[] {
  const times = (count: number): number => Math.max(2, Math.ceil(count * scale));
  const depth = 100_000;
  const good = line(turns('Good.'));
  const bomb = (name: string, text: () => string, says?: RegExp): Bomb => ({
    name,
    make: () => new TextEncoder().encode(text()),
    ...(says && { says }),
  });
  const call = (json: string): readonly object[] => [
    { from: 'human', value: 'Go.' },
    { from: 'gpt', value: `<tool_call>\n{"name": "x", "arguments": {"a": ${json}}}\n</tool_call>` },
    { from: 'tool', value: `<tool_response>\n${json}\n</tool_response>` },
  ];
  return [
    bomb('JSON: arrays 100,000 deep', () => `{"conversations": ${nested('[', ']', depth)}}\n${good}`),
    bomb(
      'JSON: objects 100,000 deep',
      () => `{"conversations": ${nested('{"element":', '}', depth)}}\n${good}`,
    ),
    bomb('JSON: deep beside the turns', () => `{"a": ${nested('[', ']', depth)}, ${good.slice(1)}`),
    bomb('JSON: a conversation as text, arrays 100,000 deep', () => line(nested('[', ']', depth)) + good),
    bomb(
      'JSON: a conversation as text, objects 100,000 deep',
      () => line(nested('{"element":', '}', depth)) + good,
    ),
    bomb(
      'JSON: brackets 100,000 deep without end',
      () => `{"conversations": ${'['.repeat(depth)}\n${good}`,
      /line 1|row 0|not JSON|ends/,
    ),
    bomb('JSON: a call and a response 100,000 deep', () => line(call(nested('[', ']', depth)))),
    bomb(
      'JSON: a million keys',
      () =>
        `{${Array.from({ length: times(1_000_000) }, (_, key) => `"k${key}": ${key}`).join(',')}, ${good.slice(1)}`,
    ),
    bomb('JSON: a call of a million arguments', () => line(call(`[${'1,'.repeat(times(1_000_000))}1]`))),
    bomb('JSON: a million turns', () => line(Array.from({ length: times(1_000_000) }, () => turns('x')[0]))),
    bomb('JSON: a text of 100 MB', () => line(turns('x'.repeat(times(100 * 1024 * 1024))))),
    bomb(
      'JSON: a number of a million digits',
      () => `{"n": ${'9'.repeat(times(1_000_000))}, ${good.slice(1)}`,
    ),
    bomb('JSON: a million lines', () => line(turns('x')).repeat(times(1_000_000))),
    bomb('text: 100,000 combining marks on a letter', () =>
      line(turns(`a${'\u0301\u0489'.repeat(times(50_000))}`)),
    ),
    bomb('text: a picture of 2^31 by 2^31 pixels', () => line(turns(picture(2 ** 31 - 1)))),
    bomb('text: a thousand pictures of 60,000 by 60,000', () =>
      line(turns(picture(60_000).repeat(times(1000)))),
    ),
    {
      name: 'gzip: 1 GB of blank lines',
      make: () =>
        joinBytes([
          new Uint8Array(gzipSync(good)),
          new Uint8Array(gzipSync(Buffer.alloc(times(1024 * 1024 * 1024), 0x0a))),
        ]),
    },
    {
      name: 'gzip: a line of 1 GB',
      make: () =>
        joinBytes([
          new Uint8Array(gzipSync(good)),
          new Uint8Array(gzipSync(Buffer.alloc(times(1024 * 1024 * 1024), 0x78))),
        ]),
      says: /the line has [\d,]+ bytes; the limit is 256 MB|not JSON/,
    },
  ];
}
