/** Loaded late: a turn as recorded, every character of it, with the tags of its blocks marked off from what they hold. */
import { Fragment, use, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { turnChars, type Block, type Turn } from '../../trace';
import { CutText } from '../../ui/CutText';
import { SafeText } from '../../ui/content/SafeText';
import { ShowWhole } from '../../ui/ShowWhole';
import { OmittedTexts } from './OmittedText';
import { useBlockProps, useIsRevealed } from './blockMark';
import { blockId } from './blockWalk';
import classes from './RecordedTurn.module.css';

const CUT = { maxLines: 40, maxChars: 8000, keep: 'first' } as const;

export function RecordedTurn({ turn }: { turn: Turn }): ReactNode {
  const { index, from, value, blocks } = turn;
  const isRevealed = useIsRevealed(...blocks.map((_, block) => blockId({ turn: index, block })));
  const isWhole = use(ShowWhole) || isRevealed;
  return (
    <section className={classes['turn']} aria-label={`Turn ${index} as recorded`}>
      <div className={classes['head']}>
        <strong>Turn {index}</strong> <SafeText text={from === '' ? 'no role' : from} />
        <span className={classes['size']}>{formatCount(turnChars(turn))} chars</span>
      </div>
      <ShowWhole value={isWhole}>
        <CutText
          isMono
          text={value}
          cut={CUT}
          // what is cut off is cut off the end: offsets hold
          render={(shown) =>
            blocks
              .filter(({ start }, block) => block === 0 || start < shown.length)
              .map((block, at) => (
                <RecordedBlock
                  key={block.start}
                  block={block}
                  id={blockId({ turn: index, block: at })}
                  text={shown}
                />
              ))
          }
        />
      </ShowWhole>
      <OmittedTexts turn={turn} />
    </section>
  );
}

function RecordedBlock({ block, id, text }: { block: Block; id: string; text: string }): ReactNode {
  const { kind, start, bodyStart, bodyEnd, end } = block;
  const mark = useBlockProps(id);
  const parts = [
    [start, bodyStart, true],
    [bodyStart, bodyEnd, false],
    [bodyEnd, end, true],
  ] as const;
  return (
    <span className={classes['block']} data-kind={kind} {...mark}>
      {parts.map(([from, to, isTag]) => {
        const part = text.slice(from, to);
        if (part === '') return undefined;
        return isTag ? (
          <span key={from} className={classes['tag']}>
            <SafeText text={part} />
          </span>
        ) : (
          <Fragment key={`body${from}`}>
            <SafeText text={part} />
          </Fragment>
        );
      })}
    </span>
  );
}
