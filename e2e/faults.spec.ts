/** Faults of a data server as the reader meets them: what is said, and the way out (the range reader's own tests hold the rest). */
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';

test('each fault is said in words, with its way out; what is well still works', async ({
  retrace,
  data,
  allowedErrors,
}) => {
  allowedErrors.push(/Failed to load resource/);
  const { page } = retrace;
  data.files.set('one.parquet', new Uint8Array(readFileSync('public/demo/kimi.parquet')));
  const src = (fault: string): string => `src=${encodeURIComponent(`url:${data.url(fault, 'one.parquet')}`)}`;
  const alert = page.getByRole('alert').filter({ hasText: 'one.parquet cannot be read' });

  await retrace.open(`#/browse?${src('html')}`);
  await expect(alert).toContainText('this is a web page');

  await retrace.open(`#/browse?${src('nothing')}`);
  await expect(page.getByText(/^one\.parquet: the server gives neither ETag nor date/)).toHaveCount(1);
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/);

  await page.goto(`${retrace.url}#/browse?${src('status:429:1:3')}`);
  await expect(page.getByText(/429.* · next try in \d s$/)).toBeVisible();
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/);

  await retrace.open(`#/browse?src=demo:glm-5.1&${src('status:410')}`);
  await expect(alert).toContainText('gone for good (410)');
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories · partial, 1 file unread$/);
});
