import { scenario, t } from '../../scenario';

interface Wait {
  readonly name: string;
  readonly marker: string;
  readonly cause: string;
}

/** A loop: the agent waits for a file that will never come, three times the same call. */
export const waiting = scenario<Wait>({
  id: 'wait-for-build',
  grouped: ['kimi/0'],
  category: 'Terminal & Coding',
  subcategory: 'Build & Compilation',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [{ name: 'docsite', marker: 'build/.done', cause: 'mkdir' }],
    'glm-5.1': [
      { name: 'docsite', marker: 'build/.done', cause: 'mkdir' },
      { name: 'atlas-tiles', marker: 'out/.ready', cause: 'mkdir' },
    ],
  },
  prompt: (v) => `Start the build of ${v.name} in the background and tell me when ${v.marker} is there.`,
  files: (v) => ({
    'build.sh': `#!/bin/bash\necho "collecting pages"\nsleep 0.1\necho "rendering 48 of 48"\ntouch ${v.marker}\necho "done"\n`,
    'pages/index.md': '# Welcome\n',
    'pages/setup.md': '# Setup\n\nInstall, then run.\n',
  }),
  run: (s, v) => {
    const check = t.sh(`ls -l ${v.marker}`);
    s.step(
      `The user wants a background build and a message when ${v.marker} exists. Start it in the background.`,
      '',
      t.bg('bash build.sh'),
    );
    s.step(`Started. Let me check whether the marker is there already.`, '', check);
    s.step(`Not yet. The build may need a moment. Check again.`, 'Not yet.', check);
    s.step(`Still not there. I'll check again.`, 'Not yet.', check);
    s.extra(`Still nothing. Let me check once more, rendering can take a while.`, check);
    s.step(
      `The same answer every time. Repeating the call doesn't tell me anything new; I should have looked at the build itself. Is the process still running, and what did it print?`,
      'Looking at the file again is useless; look at the process.',
      [t.process('list'), t.process('log', { session_id: 'LAST' })],
      'I keep looking at a file instead of at the build. Its output:',
    );
    s.step(
      `The log has it: "touch: cannot touch '${v.marker}': No such file or directory", and then "done" all the same. The folder doesn't exist and build.sh ignores the error. It needs a mkdir -p, and \`set -e\` so that it never says "done" after an error again.`,
      'The folder is missing and errors are ignored.',
      t.patch('build.sh', '#!/bin/bash\n', `#!/bin/bash\nset -e\nmkdir -p "$(dirname ${v.marker})"\n`),
    );
    s.step('', '', t.bg('bash build.sh'));
    s.step(`This time wait for the process instead of polling the file.`, 'Wait for the process.', [
      t.process('wait', { session_id: 'LAST', timeout: 30 }),
      check,
    ]);
    s.answer(
      `The marker is there. Tell the user, including that I changed build.sh.`,
      '',
      `${v.marker} is there; the build is finished.\n\nThe first attempt could never have created it: the folder did not exist, and build.sh ignored the error and printed "done" anyway. I added \`mkdir -p\` and \`set -e\` to build.sh.`,
    );
  },
});
