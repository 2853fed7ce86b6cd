/** What a reader waits for: four flows through the product, each measured once by a call. */
import type { PaintCondition } from './pageProbe';
import type { Stage } from './stage';
import { visit, type Measured } from './visit';

export interface BenchDataset {
  readonly name: string;
  /** The `src` parameter. */
  readonly src: string;
  /** One row to link to, and a step of it. */
  readonly id: string;
  readonly row: number;
  readonly step: number;
}

export const FIRST_ROW: readonly PaintCondition[] = [
  { selector: '[role="option"]:not([aria-label="Loading"])' },
];

function stepPainted(step: number): readonly PaintCondition[] {
  return [{ selector: 'h2', text: `^Step ${step} of` }, { selector: `article[aria-label^="Step ${step}"]` }];
}

function browseHash({ src }: BenchDataset): string {
  return `#/browse?src=${encodeURIComponent(src)}`;
}

export async function coldStart(stage: Stage, dataset: BenchDataset): Promise<Measured> {
  const { opened, close } = await visit(stage, browseHash(dataset), FIRST_ROW);
  await close();
  return opened;
}

export async function coldPermalink(stage: Stage, dataset: BenchDataset): Promise<Measured> {
  const { src, id, row, step } = dataset;
  const hash = `#/t/${id}?src=${encodeURIComponent(src)}&step=${step}&row=0.${row}`;
  const { opened, close } = await visit(stage, hash, stepPainted(step));
  await close();
  return opened;
}

/** Idle = the index is complete too, so that nothing else is read meanwhile. */
export const IDLE = { selector: 'html[data-idle="true"]', timeout: 120_000 } as const;

export async function openOne(stage: Stage, dataset: BenchDataset): Promise<Measured> {
  const { page, click, close } = await visit(stage, browseHash(dataset), FIRST_ROW);
  await page.waitForSelector(IDLE.selector, IDLE);
  const measured = await click('[role="option"][aria-posinset="5"]', stepPainted(1));
  await close();
  return measured;
}

const CATEGORY = 'fieldset[aria-label="Category"] input';

/** Several clicks on one page: each on another category, and off again. */
export async function filterClicks(
  stage: Stage,
  dataset: BenchDataset,
  rounds: number,
): Promise<readonly Measured[]> {
  const { page, click, close } = await visit(stage, browseHash(dataset), FIRST_ROW);
  await page.waitForSelector(CATEGORY, IDLE);
  await page.waitForSelector(IDLE.selector, IDLE);
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const name = (await page.locator(CATEGORY).nth(round).getAttribute('aria-label')) ?? '';
    const count = /[\d,]+$/.exec(name)?.[0] ?? '';
    const listed = `[role="option"][aria-setsize="${count.replaceAll(',', '')}"]:not([aria-label="Loading"])`;
    const box = `fieldset[aria-label="Category"] input[aria-label="${name}"]`;
    measured.push(
      await click(box, [
        { selector: '[role="status"][aria-label="Matches"]', text: `^${count} of` },
        { selector: listed },
      ]),
    );
    await page.waitForSelector(IDLE.selector, IDLE);
    await page.locator(`${CATEGORY}:checked`).click();
    await page.waitForFunction('document.querySelectorAll("fieldset input:checked").length === 0');
    await page.waitForSelector(IDLE.selector, IDLE);
  }
  await close();
  return measured;
}
