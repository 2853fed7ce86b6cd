import { use, useState, type ComponentProps, type ReactNode } from 'react';
import { useReplayView } from '../../state/replayView';
import { useWorkspace } from '../../state/workspace';
import { formatBytes } from '../../lib/text';
import { bodyChars } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { ShowWhole } from '../../ui/ShowWhole';
import { summarizeArguments } from '../tools/summary';
import { ToolIcon } from '../tools/toolIcons';
import { BlockMark, useBlockProps, useIsRevealed } from './blockMark';
import { blockId } from './blockWalk';
import { CallFrame } from './CallFrame';
import classes from './FoldableCall.module.css';
import { FoldLine } from './FoldLine';
import { callBlock, isFailed, responseBlock } from './runFacts';
import { spellHidden } from '../../ui/content/hidden';

type CallProps = ComponentProps<typeof CallFrame>;

/** A call in its frame, or on one line when all is folded. */
export function FoldableCall(props: CallProps): ReactNode {
  const { call } = props;
  const { fold, foldRound } = useReplayView();
  const [openedIn, setOpenedIn] = useState<number>();
  const isRevealed = useIsRevealed(blockId(call.ref), call.response && blockId(call.response));
  const isKindFolded = useWorkspace(({ foldedKinds }) => foldedKinds.includes('call'));
  const isFolded = fold === 'folded' || (fold === 'default' && isKindFolded);
  if (isFolded && !isRevealed && openedIn !== foldRound) {
    return <FoldedCall {...props} onOpen={() => setOpenedIn(foldRound)} />;
  }
  const frame = <CallFrame {...props} />;
  return isRevealed ? <ShowWhole value>{frame}</ShowWhole> : frame;
}

/** It stands for its response too. */
function FoldedCall({ onOpen, ...props }: CallProps & { readonly onOpen: () => void }): ReactNode {
  const { trajectory, call, rule } = props;
  const block = callBlock(trajectory, call.ref);
  const response = responseBlock(trajectory, call.response);
  const mark = useBlockProps(blockId(call.ref));
  const { focused } = use(BlockMark);
  const isResponseFocused = call.response !== undefined && focused === blockId(call.response);
  const failed = call.response !== undefined && isFailed(trajectory, call.response, rule);
  const size = response === undefined ? 'no response' : formatBytes(bodyChars(response));
  return (
    <div
      {...mark}
      aria-current={isResponseFocused ? 'location' : mark['aria-current']}
      role="group"
      aria-label={spellHidden(`Tool call: ${call.name}`)}
      className={classes['folded']}
      data-failed={failed}
    >
      <FoldLine
        size={failed ? `failed, ${size}` : size}
        isOpen={false}
        onToggle={onOpen}
        preview={
          <span className={classes['line']}>
            <ToolIcon name={call.name} />
            <strong>
              <SafeText text={call.name} />
            </strong>{' '}
            <code>
              <SafeText text={summarizeArguments(call.name, block?.arguments ?? {})} />
            </code>
          </span>
        }
      />
    </div>
  );
}
