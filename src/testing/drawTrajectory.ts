/** A trajectory as readable text: what goldens compare. One line a block, then steps and findings. */
import {
  computeDeepFindings,
  type Block,
  type Finding,
  type JsonValue,
  type Trajectory,
  type Turn,
} from '../trace';

const LONGEST = 100;

function quote(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}…${text.slice(-LONGEST / 2)}` : text;
  return JSON.stringify(short).replaceAll(
    /[\u007f-\u009f\u200b-\u202e\u2066-\u2069\ud800-\udfff]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON.stringify says null for NaN, which is what some fixtures are about. */
function drawValue(value: JsonValue): string {
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? `<${item}>` : item,
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function drawMeaning(block: Block): string {
  switch (block.kind) {
    case 'think':
      return block.recovered ? ' recovered' : '';
    case 'text':
      return '';
    case 'tool_call':
      return ` ${block.status} ${block.name} ${drawValue(block.arguments)}${block.suggestedName === undefined ? '' : ` suggested ${block.suggestedName}`}`;
    case 'tool_response': {
      const { structured, batch_runner: batch } = block.outcome;
      const at = structured.field === undefined ? '' : ` at ${structured.field}`;
      return ` ${block.status} ${block.name ?? '–'} id ${block.toolCallId ?? '–'} · structured ${structured.kind}${at} · batch_runner ${batch.kind} · ${drawValue(block.content)}`;
    }
    case 'unparsed':
      return ` ${block.syntax}`;
  }
}

function drawBlock(value: string, block: Block): string {
  const body = quote(value.slice(block.bodyStart, block.bodyEnd));
  return `    ${String(block.start).padStart(4)}–${String(block.end).padEnd(4)} ${block.kind}${drawMeaning(block)}\n         ${body}`;
}

function drawTurn({ index, role, from, value, blocks, note, tutorialFlagged }: Turn): string {
  const marks = [
    from === role ? '' : ` (${from})`,
    note === undefined ? '' : ` · ${note}`,
    tutorialFlagged === true ? ' · tutorial flags it' : '',
  ];
  return [`  turn ${index} ${role}${marks.join('')}`, ...blocks.map((block) => drawBlock(value, block))].join(
    '\n',
  );
}

function drawSteps({ steps, preamble }: Trajectory): string[] {
  const lines = steps.map((step) => {
    const calls = step.calls.map(
      ({ name, response }) => `${name} → ${response ? `${response.turn}.${response.block}` : 'nothing'}`,
    );
    const lost = step.unmatchedResponses.map(({ turn, block }) => `unmatched ${turn}.${block}`);
    const failed = step.failures.structured > 0 ? [`failed ${step.failures.structured}`] : [];
    return `  step ${step.number} turns ${step.turns.join(' ')}: ${[...calls, ...lost, ...failed].join(', ') || 'no call'}`;
  });
  return [`  preamble ${preamble.join(' ') || 'none'}`, ...lines];
}

function drawFindings(findings: readonly Finding[]): string[] {
  return findings.map(({ kind, turn, step, start, end, lastStep, detail }) => {
    const place = start === undefined ? '' : ` ${start}–${end ?? ''}`;
    return `  ${kind} turn ${turn}${place} step ${step}${lastStep === undefined ? '' : `–${lastStep}`}: ${detail}`;
  });
}

export function drawTrajectory(trajectory: Trajectory): string {
  const { turns, recorded } = trajectory;
  const facts = Object.keys(recorded).length > 0 ? [`  recorded ${drawValue(recorded)}`] : [];
  const parts = [
    ...turns.map(drawTurn),
    ...drawSteps(trajectory),
    ...facts,
    'findings',
    ...drawFindings(trajectory.findings),
  ];
  const deep = computeDeepFindings(trajectory);
  if (deep.length > 0) parts.push('findings of the second pass', ...drawFindings(deep));
  return `${parts.join('\n')}\n`;
}
