/**
 * The small change of an agent's thinking: what the last response said (quoted from the recording), and what comes next.
 * Scenarios write the reasoning that matters; these sentences stand around it, as they do in real runs. All pure.
 */
import { createHash } from 'node:crypto';
import type { Call, Json, JsonObject } from './types';

/** A number that depends on the text alone. */
export function pick(seed: string, range: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % range;
}

const choose = (seed: string, wordings: readonly string[]): string =>
  wordings[pick(seed, wordings.length)] ?? '';

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const record = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

// ANSI sequences and other control characters, which a thought does not quote.
const ANSI = new RegExp(String.raw`\u001b\[[0-9;]*[A-Za-z]`, 'g');
const CONTROL = new RegExp(String.raw`[\u0000-\u001f]`, 'g');
const plain = (line: string): string => line.replaceAll(ANSI, '').replaceAll(CONTROL, ' ').trim();
const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const short = (line: string, limit: number): string =>
  line.length > limit ? `${line.slice(0, limit - 1).trimEnd()}…` : line;

/** The line of an output that a reader would point at. */
function telling(output: string): string {
  const lines = output
    .split('\n')
    .map(plain)
    .filter((l) => l !== '' && !/^[-=~^|\s]+$/.test(l) && !l.includes('<'));
  const hit =
    lines.findLast((l) => /^\w*Error: .|error: .{4,}|fatal:|cannot |No module|FAILED|CONFLICT/.test(l)) ??
    lines.findLast((l) => /^not ok|Error\b|not found/.test(l));
  return short(hit ?? lines.at(-1) ?? '', 100);
}

function ofCommand(seed: string, content: JsonObject): string {
  const output = text(content['output']);
  const code = content['exit_code'];
  const lines = output === '' ? 0 : output.split('\n').length;
  const ran = /Ran (\d+) tests?/.exec(output);
  if (ran !== null && /^OK$/m.test(output)) {
    return choose(seed, [
      `${ran[1]} tests, all of them pass.`,
      `The suite is green: ${ran[1]} tests.`,
      `OK, ${ran[1]} tests ran without a failure.`,
    ]);
  }
  const passed = /^# pass (\d+)$/m.exec(output);
  if (passed !== null && /^# fail 0$/m.test(output)) {
    return choose(seed, [`${passed[1]} tests pass, none fails.`, `Green: ${passed[1]} of ${passed[1]}.`]);
  }
  if (typeof code === 'number' && code !== 0) {
    return choose(seed, [
      `The command ended with exit code ${code}. The line that matters is "${telling(output)}".`,
      `Exit code ${code}: "${telling(output)}". That is what I have to deal with now.`,
      `That failed (exit code ${code}) with "${telling(output)}".`,
    ]);
  }
  const inner = /^exit: ([1-9]\d*)$/m.exec(output)?.[1];
  if (inner !== undefined && lines > 1) {
    return choose(seed, [
      `The program itself ended with ${inner}.`,
      `Exit code ${inner}, so it is not right yet.`,
      `It says "exit: ${inner}" at the end, which means that something failed.`,
    ]);
  }
  if (/Error|FAILED|not ok/.test(output))
    return choose(seed, [
      `The output ends in "${telling(output)}".`,
      `Something is wrong there: "${telling(output)}".`,
      `The interesting line is "${telling(output)}".`,
    ]);
  if (lines === 0)
    return choose(seed, [
      'No output and exit code 0, which is fine here.',
      'Silent and successful.',
      'Exit code 0, nothing printed.',
    ]);
  if (lines === 1)
    return choose(seed, [
      `It prints "${short(plain(output), 90)}".`,
      `One line: "${short(plain(output), 90)}".`,
      `The answer is "${short(plain(output), 90)}".`,
    ]);
  return choose(seed, [
    `${lines} lines of output, exit code 0; the last one is "${telling(output)}".`,
    `The command worked and printed ${lines} lines. It ends with "${telling(output)}".`,
    `${lines} lines came back, without an error.`,
    `That worked; ${lines} lines, and "${telling(output)}" at the end.`,
  ]);
}

function ofScript(seed: string, content: JsonObject): string {
  const last = telling(text(content['output']));
  return content['status'] === 'error'
    ? choose(seed, [`The script stopped with "${last}".`, `My script failed: "${last}".`])
    : choose(seed, [
        `The script's last line is "${last}".`,
        `So the script says: "${last}".`,
        'The script ran through; now I have numbers.',
      ]);
}

function ofEdit(seed: string, path: string, content: JsonObject): string {
  if (content['success'] === false)
    return `The edit of ${path} was refused: ${short(text(content['error']), 90)}.`;
  const diff = text(content['diff']).split('\n');
  const added = diff.filter((l) => /^\+(?!\+\+)/.test(l)).length;
  const removed = diff.filter((l) => /^-(?!--)/.test(l)).length;
  return choose(seed, [
    `The edit of ${path} went through: ${count(added, 'line')} added, ${removed} removed.`,
    `${path} is changed as intended (+${added}, -${removed} in the diff).`,
    `The diff of ${path} shows what I wanted: ${count(added, 'new line')}, ${count(removed, 'old one')} gone.`,
  ]);
}

function ofSearch(seed: string, args: JsonObject, content: JsonObject): string {
  const count = content['total_count'];
  const pattern = short(text(args['pattern']).replaceAll('<', ''), 40);
  if (count === 0)
    return choose(seed, [
      `Nothing matches \`${pattern}\`.`,
      `No hits for \`${pattern}\`, which is an answer too.`,
    ]);
  return choose(seed, [
    `${String(count)} hits for \`${pattern}\`.`,
    `The search for \`${pattern}\` gives ${String(count)} results.`,
    `\`${pattern}\` occurs ${String(count)} times.`,
  ]);
}

function ofBrowser(seed: string, name: string, args: JsonObject, content: JsonObject): string {
  if (content['success'] === false)
    return choose(seed, [
      `That did not work: ${text(content['error'])}.`,
      `The browser answers "${text(content['error'])}".`,
    ]);
  switch (name) {
    case 'browser_navigate':
      return choose(seed, [
        `The page "${text(content['title'])}" is open.`,
        `It loaded; the title is "${text(content['title'])}".`,
      ]);
    case 'browser_snapshot': {
      const heading = /heading "([^"]+)"/.exec(text(content['snapshot']))?.[1] ?? 'the page';
      return choose(seed, [
        `I see "${heading}" with ${count(Number(content['element_count']), 'element')} that I can use.`,
        `The outline shows "${heading}" and ${count(Number(content['element_count']), 'interactive element')}.`,
      ]);
    }
    case 'browser_click':
      return choose(seed, [
        `The click on ${text(args['ref'])} went through.`,
        `${text(args['ref'])} is clicked.`,
      ]);
    default:
      return '';
  }
}

/** What the response to a call said, in a sentence; '' when there is nothing to say. */
export function recapOf(seed: string, call: Call, response: Json): string {
  const content = record(response);
  const path = text(call.args['path']);
  switch (call.name) {
    case 'terminal':
      return call.args['background'] === true
        ? `It runs in the background as ${text(content['session_id'])}.`
        : ofCommand(seed, content);
    case 'execute_code':
      return ofScript(seed, content);
    case 'read_file':
      return text(content['error']) !== ''
        ? `${path} isn't there.`
        : choose(seed, [
            `${path} has ${String(content['total_lines'])} lines; I have read them.`,
            `So that is ${path}, ${String(content['total_lines'])} lines.`,
            `I know ${path} now (${String(content['total_lines'])} lines).`,
          ]);
    case 'write_file':
      return choose(seed, [
        `${path} is written, ${String(content['bytes_written'])} bytes.`,
        `${String(content['bytes_written'])} bytes went into ${path}.`,
      ]);
    case 'patch':
      return ofEdit(seed, path, content);
    case 'search_files':
      return ofSearch(seed, call.args, content);
    case 'todo':
    case 'memory':
    case 'clarify':
      return '';
    default:
      return call.name.startsWith('browser_') ? ofBrowser(seed, call.name, call.args, content) : '';
  }
}

/** What a call is for, in a sentence. */
export function intentOf(seed: string, call: Call, brief: boolean): string {
  const path = text(call.args['path']);
  const command = short((text(call.args['command']).split('\n')[0] ?? '').replaceAll('<', ''), 60);
  switch (call.name) {
    case 'terminal':
      return brief
        ? choose(seed, [
            `Run \`${command}\`.`,
            'Run it and see.',
            `Next: \`${command}\`.`,
            'Check with a command.',
          ])
        : choose(seed, [
            `I'll run \`${command}\` and look at what comes back before I decide anything.`,
            `The next command is \`${command}\`; its output should settle this.`,
            `Let me run \`${command}\` now.`,
            `A command answers this faster than thinking about it: \`${command}\`.`,
          ]);
    case 'execute_code':
      return brief
        ? choose(seed, ['A short script for this.', 'Compute it in Python.'])
        : choose(seed, [
            'A few lines of Python are the most reliable way to find out.',
            'I write a short script for it, so that I see numbers instead of opinions.',
          ]);
    case 'read_file':
      return brief
        ? choose(seed, [`Read ${path}.`, `Look at ${path} first.`, `Need the content of ${path}.`])
        : choose(seed, [
            `Let me read ${path}; I want to see the text itself before I draw conclusions.`,
            `Next ${path}, which belongs to the same question.`,
            `I need ${path} as well to get the whole picture.`,
          ]);
    case 'write_file':
      return brief
        ? choose(seed, [`Write ${path}.`, `Now ${path}.`])
        : choose(seed, [
            `I write ${path} as a whole, since it is short enough for that.`,
            `Now ${path}. I write it in one piece.`,
          ]);
    case 'patch':
      return brief
        ? choose(seed, [`Edit ${path}.`, `Small change in ${path}.`, `Patch ${path} and test again.`])
        : choose(seed, [
            `A targeted edit in ${path} is enough here; the rest of the file stays as it is.`,
            `I change only these lines of ${path}.`,
            `Now the corresponding place in ${path}.`,
          ]);
    case 'search_files':
      if (call.args['target'] === 'files')
        return brief
          ? 'List the files.'
          : choose(seed, [
              'Which files are there at all? Let me list them.',
              'I list the files, to know the size of the thing.',
            ]);
      return brief
        ? choose(seed, ['Search for it.', 'Find all places first.'])
        : choose(seed, [
            'A search over the files tells me whether there are more places like this.',
            'Let me search instead of assuming; it costs one call.',
          ]);
    case 'browser_snapshot':
      return brief
        ? choose(seed, ['Look at the page.', 'Snapshot.'])
        : choose(seed, [
            'I need a fresh outline, because the refs change with every page.',
            'Let me look at the page again before the next click.',
          ]);
    case 'browser_type':
      return brief
        ? `Fill ${text(call.args['ref'])}.`
        : choose(seed, [
            `The next field is ${text(call.args['ref'])}; it gets "${short(text(call.args['text']), 40)}".`,
            `Now "${short(text(call.args['text']), 40)}" into ${text(call.args['ref'])}.`,
          ]);
    case 'browser_click':
      return brief
        ? `Click ${text(call.args['ref'])}.`
        : choose(seed, [
            `Then ${text(call.args['ref'])}, which should take me on.`,
            `Click ${text(call.args['ref'])} and see what the page does.`,
          ]);
    case 'browser_navigate':
      return brief
        ? 'Open the page.'
        : choose(seed, [`Open ${text(call.args['url'])}.`, `The next address is ${text(call.args['url'])}.`]);
    case 'browser_press':
      return brief ? `Press ${text(call.args['key'])}.` : `${text(call.args['key'])} submits it.`;
    case 'todo':
      return brief
        ? 'Update the list.'
        : choose(seed, [
            'I update the task list so that it says where I am.',
            'The task list should reflect that.',
          ]);
    case 'memory':
      return brief
        ? 'Save it.'
        : choose(seed, [
            'The next fact to keep; a short entry of its own.',
            'This one goes into memory as well.',
          ]);
    case 'process':
      return brief ? 'Look at the process.' : 'What does the process say? Its log is the source to trust.';
    case 'skill_view':
    case 'skills_list':
      return brief
        ? 'Load the skill.'
        : 'The skill may say how this is done here; better to read it than to improvise.';
    case 'cronjob':
      return brief ? 'Check the jobs.' : 'The list of jobs shows what the scheduler made of it.';
    default:
      return brief ? 'Next step.' : 'That is the next thing to do.';
  }
}

const PLANS: Readonly<Record<string, readonly string[]>> = {
  'Terminal & Coding': [
    'What do I know? Only what the user says about it. That may be a symptom with another cause, so the first steps are for looking, not for changing.',
    'The order that usually works: reproduce, isolate, fix, and keep the check that showed the problem. I try to keep each step so small that its result can only mean one thing.',
    'I prefer to spend two calls on understanding and one on the change, rather than the other way round. Whatever I find along the way that is not part of the task goes into the summary, not into the diff.',
    'My plan: first look at what is there, then make the problem visible with a command, then change as little as possible, and in the end run everything once more. I should not trust my memory of such code but read it.',
    'How do I go about this? Understand the code, get a failing case that I can repeat, find the cause rather than the symptom, fix it, and verify. If something unexpected comes up on the way I will say so.',
  ],
  'Repository Tasks': [
    'A change in a repository has more readers than a script: the diff should contain what was asked for and nothing else. So first the state, then the change, then the proof that it does what it should.',
    'I do not know this code yet. Its tests and its history will tell me more than my guesses, and both are one command away.',
    'It is a repository, so there is a history and probably conventions that I should follow. I look around before I touch anything, keep the changes small, and leave the working copy in a state that can be explained.',
    'Before changing anything I want to know three things: what state the repository is in, what the tests say now, and who uses the code in question. After that the change itself is usually the smaller part.',
  ],
  'Agent Tools': [
    'What would go wrong if I answered right away? I would be guessing. A look with the right tool costs a second and gives me something to point at.',
    'This is a task where the way matters as much as the result: I note what I do, keep to what was asked, and ask before anything that cannot be taken back.',
    'Which of my tools fit? I should use the ones made for this rather than improvise in the shell, check what they return, and not present as a fact what I have only been told.',
    'I think about the order first: gather what is known, act, then verify the result independently. If a tool is not available there is usually a second way, and the user should hear about it.',
  ],
  'Browser Automation': [
    'I start with the page itself and take only what it says; where it says nothing I will not fill the gap from memory. Every value in the answer should have an address.',
    'A plan for the browser: find the right page, get the content out of the way of dialogs and menus, read it, and leave. If a click does nothing I look before I click again.',
    'In the browser I see only the outline, and refs change with every page, so the rhythm is: open, look, act, look again. I should not click on anything that commits the user to something without need.',
    'Pages may show dialogs, load slowly or differ from what I expect. I go step by step and look at the page after each action instead of assuming that it worked.',
  ],
  default: [
    'Nothing here is difficult by itself; what goes wrong in such tasks is the bookkeeping. So I count before and after, and compare.',
    'The request has a result that can be checked, which is good. I work towards that check from the beginning and run it at the end.',
    'I want to be able to say afterwards what I did and why, so I go step by step and look at every result before the next call.',
    'I take it in order: see what is there, do one thing at a time, check each result before I build on it, and report at the end what was done and what was not.',
    'Several parts, which depend on each other. I begin with the facts, keep notes where there are many, and compare the final result with what was asked.',
  ],
};

/** What a long thinker says before the first call. */
export function planOf(seed: string, category: string): string {
  return choose(seed, PLANS[category] ?? PLANS['default'] ?? []);
}

export function closingOf(seed: string, brief: boolean): string {
  return brief
    ? choose(seed, [
        'Done. Summarise.',
        'All checked, write the summary.',
        'Finished; report what changed.',
        'Everything is in place.',
      ])
    : choose(seed, [
        "That is everything that was asked for. I'll write a summary with the facts that can be checked, and name what I did not do.",
        'I have what I need. The answer should start with the result, then the reasons, and say honestly what is left open.',
        'Nothing is left to do. Let me sum up: what was wrong, what I changed, and how it was verified.',
      ]);
}
