import { Suspense, use, useState, type ReactNode } from 'react';
import { formatBytes } from '../../lib/text';
import { bodyChars, type Block, type BlockRef, type JsonPath, type Turn } from '../../trace';
import { Button } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import { BlockMark } from './blockMark';
import { blockId } from './blockWalk';
import classes from './OmittedText.module.css';

const WholeRows = lazyPart(async () => (await import('./WholeRows')).WholeRows);

interface OmittedTextProps {
  readonly at: BlockRef;
  readonly block: Block | undefined;
}

/** Below a block whose text is too long to be brought here: how much there is, and the ways to read all of it. */
export function OmittedText({ at, block }: OmittedTextProps): ReactNode {
  return block?.omitted === undefined ? undefined : <Omitted at={at} block={block} />;
}

/** Of all blocks of a turn. */
export function OmittedTexts({ turn }: { readonly turn: Turn }): ReactNode {
  return turn.blocks.map((block, index) => (
    <OmittedText key={block.start} at={{ turn: turn.index, block: index }} block={block} />
  ));
}

type Opened = { readonly path: JsonPath | undefined; readonly offset: number | undefined };

function Omitted({ at, block }: { readonly at: BlockRef; readonly block: Block }): ReactNode {
  const { revealed, offset } = use(BlockMark);
  const found = offset !== undefined && revealed === blockId(at) ? offset : undefined;
  const [chosen, setChosen] = useState<{
    readonly for: number | undefined;
    readonly open: Opened | undefined;
  }>();
  // what was found opens the text as recorded, until the reader chooses again
  const byFind: Opened | undefined = found === undefined ? undefined : { path: undefined, offset: found };
  const open = chosen?.for === found ? (chosen?.open ?? undefined) : byFind;
  const choose = (next: Opened | undefined): void => setChosen({ for: found, open: next });
  const { omitted } = block;
  if (omitted === undefined) return undefined;
  const isOpen = (path: JsonPath | undefined): boolean =>
    open !== undefined && JSON.stringify(open.path) === JSON.stringify(path);
  const toggle = (path: JsonPath | undefined): void =>
    choose(isOpen(path) ? undefined : { path, offset: undefined });
  return (
    <div className={classes['omitted']} role="group" aria-label="Long text">
      <p className={classes['line']}>
        <span>
          {formatBytes(bodyChars(block))} recorded; {formatBytes(omitted.to - omitted.from)} of it are read
          from the file when asked for
        </span>
        {omitted.paths.map((path) => (
          <Button key={path.join('.')} size="small" aria-expanded={isOpen(path)} onClick={() => toggle(path)}>
            Open {path.length === 0 ? 'the text' : path.join('.')} in full
          </Button>
        ))}
        <Button size="small" aria-expanded={isOpen(undefined)} onClick={() => toggle(undefined)}>
          Open as recorded
        </Button>
      </p>
      {open !== undefined && (
        <Suspense fallback={undefined}>
          <WholeRows
            key={JSON.stringify(open.path)}
            text={{ turn: at.turn, block: at.block, ...(open.path !== undefined && { path: open.path }) }}
            offset={open.offset}
            onClose={() => choose(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
