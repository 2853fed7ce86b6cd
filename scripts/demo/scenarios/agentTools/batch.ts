import { scenario, t } from '../../scenario';

interface Batch {
  readonly name: string;
  readonly job: string;
  readonly total: number;
  readonly bad: number;
}

export const batch = scenario<Batch>({
  id: 'watch-batch',
  category: 'Agent Tools',
  subcategory: 'Process Management',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'thumbnails', job: 'scale', total: 24, bad: 17 },
      { name: 'transcripts', job: 'align', total: 30, bad: 9 },
    ],
    'glm-5.1': [
      { name: 'thumbnails', job: 'scale', total: 24, bad: 17 },
      { name: 'transcripts', job: 'align', total: 30, bad: 9 },
      { name: 'tiles', job: 'render', total: 36, bad: 31 },
    ],
  },
  prompt: (v) =>
    `Run the ${v.job} batch of ${v.name} in the background, keep an eye on it, and tell me which items failed and why.`,
  files: (v) => ({
    'batch.py': `import sys, time\n\nbad = {${v.bad}: "header is truncated", ${v.bad - 5}: "unknown colour space 'CMYK'"}\nfor i in range(1, ${v.total} + 1):\n    if i in bad:\n        print(f"[{i:02d}/${v.total}] item-{i:03d} FAILED: {bad[i]}", flush=True)\n        if "--strict" in sys.argv:\n            sys.exit(3)\n        continue\n    print(f"[{i:02d}/${v.total}] item-{i:03d} ok", flush=True)\nprint(f"{${v.total} - len(bad)} ok, {len(bad)} failed")\nsys.exit(1 if bad else 0)\n`,
  }),
  run: (s, v) => {
    s.step(
      `A batch in the background. Let me look at the script first: how does it report failures, and does it stop at the first one?`,
      'Read the script.',
      t.read('batch.py'),
    );
    s.step(
      `It has a --strict switch that stops at the first failure. The user wants to know all failed items, so without it. Start.`,
      '',
      t.bg('python3 batch.py --strict'),
    );
    s.step(
      `Wait, I typed --strict although I had just decided against it. Let me see what it did.`,
      'Oops, --strict. Poll.',
      t.process('poll', { session_id: 'LAST' }),
    );
    s.step(
      `It will stop at the first failure. Kill it and start again without the switch.`,
      'Restart without it.',
      [t.process('kill', { session_id: 'LAST' }), t.bg('python3 batch.py')],
      'I started it in strict mode by mistake; again without.',
    );
    s.step('', '', t.process('poll', { session_id: 'LAST' }));
    s.step(`Running. Poll again.`, '', t.process('poll', { session_id: 'LAST' }));
    s.step(
      `It has ended with exit code 1, which by the script means that some items failed. The preview shows only the end; the log has all lines.`,
      'Finished with failures; whole log.',
      t.process('log', { session_id: 'LAST' }),
    );
    s.extra(
      `Two failures. Are they problems of the items or of the batch? The reasons differ, and both sound like damaged or unusual input. I count the lines to be sure that no item is missing altogether.`,
      t.sh(`python3 batch.py | grep -c '^\\['; python3 batch.py | grep FAILED`),
    );
    s.answer(
      '',
      '',
      `The batch is through: ${v.total - 2} of ${v.total} items are fine, two failed.\n\n- **item-${String(v.bad - 5).padStart(3, '0')}**: unknown colour space 'CMYK'\n- **item-${String(v.bad).padStart(3, '0')}**: header is truncated\n\nBoth are problems of the input, not of the batch. The exit code 1 only says that there were failures.`,
    );
  },
});
