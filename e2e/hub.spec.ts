/** A dataset of the Hugging Face Hub, end to end: the real names and https, on a small Hub of this machine. */
import { startHubServer, type HubServer } from '../src/testing/hubServer';
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';
import { selfSigned } from '../src/testing/selfSigned';
import { CHROMIUM_ARGS, executablePath, expect, test as base } from './fixtures';

const REPO = 'lambda/hermes-agent-reasoning-traces';
const HUB = 'huggingface.co';
const CDN = 'us.aws.cdn.hf.co';
const shard = (chars: number) =>
  writeTestParquet(testRows(300, chars), { rowGroupSize: 100, pageSize: 32_768 });
const kimi = shard(3000);
const files = {
  'data/kimi/train.parquet': kimi,
  'data/glm-5.1/train.parquet': writeTestParquet(testRows(5)),
};
const config = (name: string) => ({
  config_name: name,
  data_files: [{ split: 'train', path: `data/${name}/train.parquet` }],
});

const test = base.extend<object, { readonly hub: HubServer }>({
  hub: [
    async ({}, use) => {
      const cardData = { configs: [config('kimi'), config('glm-5.1')] };
      // the second copy of the rows, which the card does not name
      const all = { ...files, 'data/train-00000-of-00001.parquet': kimi };
      const tls = { ...selfSigned(HUB), hub: HUB, cdn: CDN };
      const hub = await startHubServer({ repo: REPO, files: all, cardData }, { tls });
      await use(hub);
      await hub.close();
    },
    { scope: 'worker' },
  ],
  browser: [
    async ({ playwright, hub }, use) => {
      const rules = [`MAP ${HUB} 127.0.0.1:${hub.hubPort}`, `MAP ${CDN} 127.0.0.1:${hub.cdnPort}`];
      const browser = await playwright.chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: [...CHROMIUM_ARGS, `--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

test('the Hub: from a name to a step, past an expired signature, and to a link that pins the commit', async ({
  retrace,
  hub,
  context,
  allowedErrors,
}) => {
  allowedErrors.push(new RegExp(`foreign request: https://(${HUB}|${CDN})/`), /status of (401|403|429)/);
  const { page } = retrace;
  let now = Date.now();
  hub.switches.now = () => now;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);

  await retrace.open();
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await retrace.look('open-dialog');
  await page.getByLabel('URL of a parquet or JSONL file').fill(`https://${HUB}/datasets/${REPO}`);
  await page.getByRole('button', { name: 'Open URL' }).click();
  await expect(retrace.matches).toHaveText('305 of 305 trajectories');
  await page.getByRole('checkbox', { name: 'kimi 300' }).click();
  await expect(retrace.matches).toHaveText('300 of 305 trajectories');
  await retrace.idle();

  // anonymous: two questions to the API, each file resolved once by its commit, no preflight, no byte twice
  const paths = (at: 'hub' | 'cdn') => hub.log.filter((request) => request.at === at).map(({ path }) => path);
  expect(paths('hub').toSorted()).toEqual(
    [
      `/api/datasets/${REPO}`,
      `/api/datasets/${REPO}/tree/${hub.commit}?recursive=true`,
      `/datasets/${REPO}/resolve/${hub.commit}/data/glm-5.1/train.parquet`,
      `/datasets/${REPO}/resolve/${hub.commit}/data/kimi/train.parquet`,
    ].toSorted(),
  );
  expect(new Set(hub.log.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(hub.log.every(({ authorization, cookie }) => (authorization ?? cookie) === undefined)).toBe(true);

  // the signature ends; a row is still one look at its pages away
  now += 2 * 3_600_000;
  hub.log.length = 0;
  await retrace.option(/^task 14\b/).click();
  await expect(retrace.heading).toHaveText('Step 1 of 2');
  await page.keyboard.press('j');
  await expect(retrace.heading).toHaveText('Step 2 of 2');
  const read = hub.log.filter(({ at, bytes }) => at === 'cdn' && bytes > 100);
  expect(read.length).toBeLessThanOrEqual(3);
  expect(read.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(800_000);
  expect(paths('hub')).toEqual([`/datasets/${REPO}/resolve/${hub.commit}/data/kimi/train.parquet`]);

  await page.getByRole('button', { name: 'Copy permalink' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`src=hf:${REPO}%40${hub.commit}&`);
  expect(link).toContain('step=2');

  // another commit: a colleague's window shows the rows of the link
  hub.push({ ...files, 'data/kimi/train.parquet': shard(2000) });
  hub.log.length = 0;
  const colleague = await context.newPage();
  await colleague.goto(link);
  await expect(colleague.getByRole('heading', { name: 'Step 2 of 2' })).toBeVisible();
  const text = testRows(15, 3000)[14]?.conversations[3]?.value ?? 'none';
  await expect(colleague.getByRole('region', { name: 'Replayer' })).toContainText(text.slice(-100));
  // a window of the same browser has the index of that commit: nothing but footers and the row's pages is read
  await colleague.waitForSelector('html[data-idle="true"]');
  expect(hub.log.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_000_000);
  await colleague.close();

  // a refusal for the limit is counted down and can be cancelled
  hub.switches.limited = 1;
  await page.goto('about:blank');
  await page.goto(`${retrace.url}#/browse?src=hf:${REPO}`);
  await expect(page.getByText(/the Hub limits requests .* next try in \d+ s/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('Reading was stopped');

  // private: the message leads to the token, which goes to the Hub and nowhere else
  hub.switches.access = 'private';
  hub.log.length = 0;
  await page.goto('about:blank');
  await retrace.open(`#/browse?src=hf:${REPO}:kimi`);
  await expect(page.getByRole('alert')).toContainText('or give a token');
  const field = page.getByLabel('Hugging Face token', { exact: true }).and(page.locator('input'));
  await expect(field).toBeVisible();
  await field.fill('hf_secretOfTest');
  await page.keyboard.press('Enter');
  await expect(retrace.matches).toHaveText('300 of 300 trajectories');
  await retrace.idle();
  const sent = hub.log.filter(({ authorization }) => authorization !== undefined);
  expect(new Set(sent.map(({ at, authorization }) => `${at} ${authorization}`))).toEqual(
    new Set(['hub Bearer hf_secretOfTest']),
  );
  const kept = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const stored = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases]);
    return `${stored} ${location.href} ${document.documentElement.outerHTML}`;
  });
  expect(kept).not.toContain('hf_secret');
  expect(
    await page
      .locator('input')
      .evaluateAll((inputs) => inputs.map((each) => (each as HTMLInputElement).value)),
  ).not.toContain('hf_secretOfTest');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('or give a token');
});
