import { expect, test } from 'vitest';
import { collapseReturns, parseAnsi, type AnsiLook } from './ansi';
import { runColours, THEMES } from './ansiColours';
import { contrast } from './contrast';

const E = '\u001B';

test('SGR gives runs, and a reset ends them', () => {
  expect(parseAnsi(`a${E}[1;31mred${E}[0m b${E}[38;5;208mo${E}[38;2;1;2;3mx${E}[39my`)).toEqual({
    runs: [
      { text: 'a', look: {} },
      { text: 'red', look: { isBold: true, ink: { kind: 'palette', index: 1 } } },
      { text: ' b', look: {} },
      { text: 'o', look: { ink: { kind: 'palette', index: 208 } } },
      { text: 'x', look: { ink: { kind: 'rgb', rgb: [1, 2, 3] } } },
      { text: 'y', look: {} },
    ],
    leftOut: 0,
  });
});

test('cursor moves are counted, text inside titles and links stays, a lone escape stays', () => {
  const { runs, leftOut } = parseAnsi(`${E}[2K${E}[?25la${E}(B${E}]0;title\u0007b${E}`);
  expect(runs.map(({ text }) => text).join('')).toBe(`a${E}]0;title\u0007b${E}`);
  expect(leftOut).toBe(3);
});

test('concealed text is shown', () => {
  expect(parseAnsi(`${E}[8msecret`).runs).toEqual([{ text: 'secret', look: { isConcealed: true } }]);
});

test('a line written over keeps its last state; CRLF is no overwriting', () => {
  expect(collapseReturns('10%\r50%\r100%\ndone\r\nend\r')).toEqual({
    text: '100%\ndone\r\nend\r',
    overwritten: 2,
  });
  expect(collapseReturns(`kept\r${E}[K\nb`)).toEqual({ text: 'kept\nb', overwritten: 0 });
  expect(collapseReturns('a\nb')).toEqual({ text: 'a\nb', overwritten: 0 });
});

test('every colour is readable on its ground in both themes', () => {
  const colours = Array.from({ length: 256 }, (_, index) => ({ kind: 'palette', index }) as const);
  for (const theme of Object.values(THEMES)) {
    for (const ink of colours) {
      const looks: AnsiLook[] = [
        { ink },
        { ink, isDim: true },
        { ink, isInverse: true },
        { ground: ink },
        { ink, ground: colours[(ink.index * 7) % 256] ?? ink },
      ];
      for (const look of looks) {
        const drawn = runColours(look, theme);
        expect(contrast(drawn.ink ?? theme.ink, drawn.ground ?? theme.ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

test('a stream of unfinished sequences is read in linear time', () => {
  const started = performance.now();
  parseAnsi(`${E}]`.repeat(500_000));
  parseAnsi(`${E}[1;`.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(2000);
});
