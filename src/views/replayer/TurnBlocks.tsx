/** The blocks of turns as rows of the transcript: prompts, think, text, answer, what could not be parsed. */
import { use, type ReactNode } from 'react';
import { formatBytes, formatCount, plural } from '../../lib/text';
import { bodyChars, turnChars, wordsOfThink, type Block, type Turn } from '../../trace';
import { CutText } from '../../ui/CutText';
import { RichText } from '../../ui/content/RichText';
import { FoldedText } from './FoldedText';
import { MarginRow, type MarginRole } from './MarginRow';
import { OmittedText, OmittedTexts } from './OmittedText';
import { RawMode } from './rawMode';

const PROSE = { maxLines: 24, maxChars: 3000, keep: 'first' } as const;
/** Think blocks above this start folded. */
const LONG_THINK_CHARS = 700;

function bodyOf(turn: Turn, { bodyStart, bodyEnd }: Block): string {
  return turn.value.slice(bodyStart, bodyEnd);
}

/** Prose of a block: as markdown, or with its tags and every character as recorded. */
function Prose({ text, raw }: { text: string; raw: string }): ReactNode {
  const isRaw = use(RawMode);
  return <RichText text={isRaw ? raw : text} cut={PROSE} isRaw={isRaw} />;
}

function rawOf(turn: Turn, { start, end }: Block): string {
  return turn.value.slice(start, end);
}

function wordCount(text: string): number {
  return text.split(/\p{White_Space}+/u).filter((word) => word !== '').length;
}

function firstLine(text: string): string {
  return text.slice(0, 300).replace(/\s+/g, ' ').trim();
}

export function ThinkRow({ turn, block, index }: { turn: Turn; block: Block; index: number }): ReactNode {
  const text = bodyOf(turn, block).trim();
  const isRecovered = block.kind === 'think' && block.recovered;
  return (
    <MarginRow kind="Think" note={isRecovered ? 'recovered' : undefined} blockId={`b-${turn.index}-${index}`}>
      {text === '' ? (
        <EmptyThink raw={rawOf(turn, block)} />
      ) : (
        <FoldedText
          kind="think"
          preview={firstLine(text)}
          size={plural(wordsOfThink(turn, block), 'word')}
          startsOpen={text.length <= LONG_THINK_CHARS}
        >
          <Prose text={text} raw={rawOf(turn, block)} />
          <OmittedText at={{ turn: turn.index, block: index }} block={block} />
        </FoldedText>
      )}
    </MarginRow>
  );
}

/** Its tags are all there is to see as recorded. */
function EmptyThink({ raw }: { raw: string }): ReactNode {
  return use(RawMode) ? <CutText isMono text={raw} cut={PROSE} /> : <span>empty</span>;
}

export function TextRow({
  turn,
  block,
  index,
  kind,
}: {
  turn: Turn;
  block: Block;
  index: number;
  kind: MarginRole;
}): ReactNode {
  return (
    <MarginRow kind={kind} blockId={`b-${turn.index}-${index}`}>
      <FoldedText
        kind="answer"
        preview={firstLine(bodyOf(turn, block))}
        size={
          block.omitted === undefined
            ? plural(wordCount(bodyOf(turn, block)), 'word')
            : formatBytes(bodyChars(block))
        }
        startsOpen
      >
        <Prose text={bodyOf(turn, block).trim()} raw={rawOf(turn, block)} />
        <OmittedText at={{ turn: turn.index, block: index }} block={block} />
      </FoldedText>
    </MarginRow>
  );
}

export function UnparsedRow({ turn, block, index }: { turn: Turn; block: Block; index: number }): ReactNode {
  const syntax = block.kind === 'unparsed' ? block.syntax.replaceAll('_', ' ') : '';
  return (
    <MarginRow kind="Unparsed" name="Unparsed call" note={syntax} blockId={`b-${turn.index}-${index}`}>
      <CutText isMono text={turn.value.slice(block.start, block.end).trim()} cut={PROSE} />
      <OmittedText at={{ turn: turn.index, block: index }} block={block} />
    </MarginRow>
  );
}

/** A human turn: a prompt, a context summary, or a prompt repeated by the writer. */
export function HumanRow({ turn }: { turn: Turn }): ReactNode {
  const isSummary = turn.note === 'summary';
  const note = turn.note === 'repeated_prompt' ? 'repeated' : undefined;
  return (
    <MarginRow kind={isSummary ? 'Summary' : 'User'} note={note} blockId={`b-${turn.index}-0`}>
      <FoldedText
        kind="notice"
        preview={firstLine(turn.value)}
        size={formatBytes(turnChars(turn))}
        startsOpen={turn.note === undefined}
      >
        <Prose text={turn.value} raw={turn.value} />
        <OmittedTexts turn={turn} />
      </FoldedText>
    </MarginRow>
  );
}

export function SystemRow({ turn, toolCount }: { turn: Turn; toolCount: number }): ReactNode {
  return (
    <MarginRow kind="System" blockId={`b-${turn.index}-0`}>
      <FoldedText
        kind="notice"
        preview={firstLine(turn.value)}
        size={`${formatCount(turnChars(turn))} chars, ${plural(toolCount, 'tool')}`}
        startsOpen={false}
      >
        <CutText isMono text={turn.value} cut={PROSE} />
        <OmittedTexts turn={turn} />
      </FoldedText>
    </MarginRow>
  );
}

/** A turn of no known role, or tool text outside any response: nothing is hidden. */
export function OtherRow({ turn, text, index = 0 }: { turn: Turn; text: string; index?: number }): ReactNode {
  return (
    <MarginRow
      kind="Text"
      name={`Turn: ${turn.from === '' ? 'no role' : turn.from}`}
      note={turn.from}
      blockId={`b-${turn.index}-${index}`}
    >
      <FoldedText kind="notice" preview={firstLine(text)} size={formatBytes(text.length)} startsOpen>
        <CutText isMono text={text} cut={PROSE} />
        <OmittedText at={{ turn: turn.index, block: index }} block={turn.blocks[index]} />
      </FoldedText>
    </MarginRow>
  );
}
