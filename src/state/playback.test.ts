import { describe, expect, it } from 'vitest';
import { dwellMs, isDue, PAUSED, reducePlayback, type PlaybackAction } from './playback';

const after = (...actions: PlaybackAction[]): typeof PAUSED => actions.reduce(reducePlayback, PAUSED);

describe('playback', () => {
  it('holds a step by its length, within bounds', () => {
    expect([0, 500, 1_000_000].map(dwellMs)).toEqual([800, 2_000, 8_000]);
  });
  it('is due when the step was shown long enough, sooner when faster', () => {
    const playing = after({ kind: 'toggle' }, { kind: 'tick', elapsedMs: 900 });
    expect([isDue(playing, 100), isDue(playing, 500)]).toEqual([true, false]);
    expect(isDue(after({ kind: 'faster' }, { kind: 'toggle' }, { kind: 'tick', elapsedMs: 1000 }), 500)).toBe(
      true,
    );
  });
  it('time does not pass while paused, and starts anew with each step', () => {
    expect(after({ kind: 'tick', elapsedMs: 9000 }).shownMs).toBe(0);
    expect(after({ kind: 'toggle' }, { kind: 'tick', elapsedMs: 9000 }, { kind: 'stepShown' }).shownMs).toBe(
      0,
    );
  });
  it('stays between 0.5× and 16×', () => {
    const many = (kind: 'faster' | 'slower'): PlaybackAction[] => Array.from({ length: 9 }, () => ({ kind }));
    expect([after(...many('faster')).speed, after(...many('slower')).speed]).toEqual([16, 0.5]);
  });
});
