import { beforeEach, expect, test } from 'vitest';
import { changesOf, useTriage, type Markable } from './triage';

const row = (number: number): Markable => ({ file: 0, row: number, id: `id-${number}` });
const verdicts = (): Record<string, string | undefined> =>
  Object.fromEntries([...useTriage.getState().marks].map(([key, { verdict }]) => [key, verdict]));

beforeEach(() => {
  useTriage.getState().load(undefined, new Map());
  useTriage.getState().load('a', new Map());
});

test('the same verdict again takes it off one row; a note stays', () => {
  const { setVerdict, setNote } = useTriage.getState();
  setVerdict([row(1)], 'keep');
  setNote(row(1), '<b>$&</b>');
  setVerdict([row(1)], 'keep');
  expect([...useTriage.getState().marks.values()]).toMatchObject([{ verdict: undefined, note: '<b>$&</b>' }]);
  setNote(row(1), '');
  expect(useTriage.getState().marks.size).toBe(0);
});

test('undo takes back one act at a time, many rows too', () => {
  const { setVerdict, undo } = useTriage.getState();
  setVerdict([row(1)], 'drop');
  setVerdict(
    Array.from({ length: 14_701 }, (_, index) => row(index)),
    'keep',
  );
  expect(useTriage.getState().marks.size).toBe(14_701);
  undo();
  expect(verdicts()).toEqual({ '0.1': 'drop' });
  undo();
  undo();
  expect(verdicts()).toEqual({});
});

test('what another tab did is there and is not undone here', () => {
  const { setVerdict, receive, undo } = useTriage.getState();
  setVerdict([row(1)], 'keep');
  const before = useTriage.getState().marks;
  receive([{ key: '0.2', mark: { ...row(2), verdict: 'drop', note: '', at: '' } }]);
  expect(changesOf(before, useTriage.getState().marks).map(({ key }) => key)).toEqual(['0.2']);
  undo();
  expect(verdicts()).toEqual({ '0.2': 'drop' });
});

test('what is marked before the dataset version is known stands, and can be undone', () => {
  const { load, setVerdict, setNote, undo } = useTriage.getState();
  load(undefined, new Map());
  setVerdict([row(1)], 'keep');
  setNote(row(2), 'early');
  expect([...useTriage.getState().marks.keys()]).toEqual(['0.1', '0.2']);
  undo();
  expect([...useTriage.getState().marks.keys()]).toEqual(['0.1']);
});
