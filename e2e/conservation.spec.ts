/**
 * Text conservation: what a trajectory's blocks say is on the page once all is unfolded, nothing cut away. As recorded: every
 * character of every block, exactly. Rendered: the letters and digits of every line of every text, in order (markup and
 * white space are drawn in other ways). A seeded sample; with DEEP=1 the whole demo.
 */
import type { Page } from '@playwright/test';
import { createRandom } from '../src/testing/random';
import type { Block, JsonValue, Step, Trajectory, Turn } from '../src/trace';
import { demoRuns, type DemoRun } from './demoPlaces';
import { IS_DEEP, expect, test } from './fixtures';

const SAMPLE = 4;
const SEED = Number(process.env['SEED'] ?? 6);
/** Above this a text opens in a box of its own that holds only the rows on screen (ui/LineBox). */
const BOX_CHARS = 40_000;

/** Opens everything that is folded or cut in the current step and says what it holds. */
async function textOfStep(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const frames = async (): Promise<void> => {
      for (let at = 0; at < 2; at += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const article = document.querySelector('article[data-current="true"]');
    const before = article?.parentElement?.querySelector('section[aria-label="Preamble"]');
    const parts = [before, article].filter((part) => part !== null && part !== undefined);
    for (let round = 0; round < 30; round += 1) {
      const closed = parts
        .flatMap((part) => [...part.querySelectorAll('button')])
        .filter(
          (button) =>
            (button.getAttribute('aria-expanded') === 'false' && button.textContent !== 'Open in full') ||
            (button.getAttribute('aria-pressed') === 'false' &&
              button.textContent === 'Control characters') ||
            /^Show (all|1,000 more)$|show more$/.test(button.textContent),
        );
      if (closed.length === 0) break;
      for (const button of closed) button.click();
      await frames();
    }
    // a recorded line number is drawn from an attribute
    const texts: string[] = [];
    for (const part of parts) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element) texts.push(node.getAttribute('data-line') ?? '');
        else texts.push(node.nodeValue ?? '');
      }
    }
    return texts.join('');
  });
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The ids of a plan's items are the writer's handles: rendered they are left out. */
function textsOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'id' ? [] : textsOf(each)));
}

/** As markdown draws a line: numbers of lists, addresses behind words and escapes of entities are no text there. */
function proseLine(line: string): string {
  return line
    .replace(/\]\([^)\s]*\)/g, ']')
    .replace(/&\w+;/g, ' ')
    .replace(/^[\s>]*\d+[.)]\s/, '')
    .replace(/^\s*(```|~~~).*/, '');
}

/** What colours a terminal's text, and the address behind its words. */
// oxlint-disable-next-line no-control-regex
const SEQUENCE = /\u001B(?:\[[\d;?]*[A-Za-z]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

/** The two header lines of a diff name the file of the frame's head. */
function machineLine(line: string): string {
  return line.replaceAll(SEQUENCE, '').replace(/^(--- a|\+\+\+ b)\//, '');
}

/** The letters and digits of a line in each way it may be drawn: as it stands, by a terminal or a diff, as markdown. */
function waysOf(line: string): readonly string[] {
  return [line, machineLine(line), proseLine(line), proseLine(machineLine(line))].map(bare);
}

function linesOf(turn: Turn, block: Block): readonly string[] {
  const recorded = turn.value.slice(block.bodyStart, block.bodyEnd);
  switch (block.kind) {
    case 'tool_call':
      return block.status === 'malformed' ? [recorded] : textsOf(block.arguments);
    case 'tool_response':
      return textsOf(block.content);
    default:
      return [recorded];
  }
}

function turnsOf({ turns, preamble }: Trajectory, step: Step): readonly Turn[] {
  const indexes = step.number === 1 ? [...preamble, ...step.turns] : step.turns;
  return indexes.flatMap((index) => turns[index] ?? []);
}

/** Blocks that a page shows whole; prompts are shown as one. */
function wholeBlocks(turn: Turn): readonly Block[] | undefined {
  if (turn.role !== 'gpt' && turn.role !== 'tool') return undefined;
  return turn.blocks.filter(({ start, end }) => end - start <= BOX_CHARS);
}

function missingAsRecorded(turns: readonly Turn[], shown: string): readonly string[] {
  return turns
    .flatMap(
      (turn) => wholeBlocks(turn)?.map(({ start, end }) => turn.value.slice(start, end)) ?? [turn.value],
    )
    .map((each) => each.trim())
    .filter((each) => !shown.includes(each));
}

function missingAsRendered(turns: readonly Turn[], text: string): readonly string[] {
  const shown = [bare(text), bare(text.replaceAll(SEQUENCE, ''))];
  return turns
    .flatMap((turn) => wholeBlocks(turn)?.flatMap((block) => linesOf(turn, block)) ?? [turn.value])
    .flatMap((each) => each.split(/[\n\r]/))
    .filter((line) => !waysOf(line).some((way) => shown.some((each) => each.includes(way))));
}

function sampleOf(runs: readonly DemoRun[]): readonly DemoRun[] {
  if (IS_DEEP) return runs;
  const random = createRandom(SEED);
  return Array.from({ length: SAMPLE }, () => runs[Math.floor(random() * runs.length)]).filter(
    (run) => run !== undefined,
  );
}

test('what blocks say is on the page, as recorded and rendered, once all is unfolded', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  if (IS_DEEP) test.setTimeout(1_800_000);
  await retrace.open('#/t/~0.0?src=demo');
  // all folded, then all open
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  const lost: string[] = [];
  let isRaw = false;
  for (const { file, row, trajectory } of sampleOf(await demoRuns)) {
    for (const mode of ['rendered', 'raw']) {
      if ((mode === 'raw') !== isRaw) await page.keyboard.press('r');
      isRaw = mode === 'raw';
      for (const step of trajectory.steps) {
        const hash = `#/t/~${file}.${row}?src=demo&step=${step.number}`;
        await page.evaluate((to) => (location.hash = to), hash);
        await expect(page.locator('h1')).toHaveText(trajectory.task === '' ? 'No task' : trajectory.task);
        await expect(heading).toHaveText(`Step ${step.number} of ${trajectory.steps.length}`);
        await page.locator(`article[data-current="true"][aria-label^="Step ${step.number}"]`).waitFor();
        const text = await textOfStep(page);
        const find = isRaw ? missingAsRecorded : missingAsRendered;
        const found = find(turnsOf(trajectory, step), text);
        lost.push(...found.map((each) => `${mode} ${hash}: ${each.slice(0, 200)}`));
      }
    }
  }
  expect(lost, `SEED=${SEED}`).toEqual([]);
});
