/**
 * Every quirk of the format as a drawing: `fixtures/*.txt` beside its `.golden`. A fixture is turns under `### role` lines
 * (their last line break is not part of the value), or, after a first line `### record`, a whole JSON record.
 * New or changed goldens are written with `UPDATE_GOLDENS=1`, and read before they are committed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawTrajectory } from '../testing/drawTrajectory';
import { parseJsonLine, parseRecord, type ParsedRecord } from './index';

const FOLDER = join(import.meta.dirname, 'fixtures');

/** `␍` stands for a carriage return, `⟦hex⟧` for one UTF-16 unit: what editors and tools would not keep. */
function unescape(text: string): string {
  return text
    .replaceAll('␍', '\r')
    .replaceAll(/⟦([0-9A-F]{2,4})⟧/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function readTurns(text: string): readonly { from: string; value: string }[] {
  const parts = text.split(/^### (.*)\n/m).slice(1);
  return parts.flatMap((from, i) =>
    i % 2 === 0 ? [{ from, value: unescape((parts[i + 1] ?? '').replace(/\n$/, '')) }] : [],
  );
}

function readFixture(text: string): ParsedRecord {
  const record = /^### record\n([\s\S]*)$/.exec(text)?.[1];
  if (record === undefined) return parseRecord({ conversations: readTurns(text) });
  const line = parseJsonLine(unescape(record.trim()));
  return line.kind === 'bad' ? line : parseRecord(line.record);
}

function draw(text: string): string {
  const parsed = readFixture(text);
  return parsed.kind === 'bad' ? `bad row: ${parsed.reason}\n` : drawTrajectory(parsed.trajectory);
}

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));

describe('goldens', () => {
  it('has a fixture for every item of the catalogue of malformed input and every reading rule', () => {
    for (let item = 1; item <= 22; item++)
      expect(
        names.filter((name) => name.startsWith(`c${String(item).padStart(2, '0')}-`)),
        `item ${item}`,
      ).not.toEqual([]);
    for (let rule = 1; rule <= 9; rule++)
      expect(
        names.filter((name) => name.startsWith(`r${rule}-`)),
        `rule ${rule}`,
      ).not.toEqual([]);
  });

  it.each(names)('%s', (name) => {
    const drawn = draw(readFileSync(join(FOLDER, name), 'utf8'));
    const path = join(FOLDER, name.replace(/\.txt$/, '.golden'));
    if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(path, drawn);
    expect(existsSync(path), 'no golden yet: run with UPDATE_GOLDENS=1 and read it').toBe(true);
    expect(drawn).toBe(readFileSync(path, 'utf8'));
  });
});
