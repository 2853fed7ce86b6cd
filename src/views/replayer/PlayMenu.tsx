import { Checkbox, Popover } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { PLAY_KINDS, SPEEDS, type PlaybackAction, type PlayKind, type Speed } from '../../state/playback';
import { useWorkspace } from '../../state/workspace';
import { Button, IconButton } from '../../ui/Button';
import classes from './PlayMenu.module.css';

const WORDS: Readonly<Record<PlayKind, string>> = {
  think: 'Think',
  call: 'Tool calls',
  failure: 'Failures',
  finding: 'Findings',
  answer: 'Answers (no call)',
};

/** Which steps are played, how fast, and whether failures stop it. Loaded late. */
interface PlayMenuProps {
  readonly played: number;
  readonly total: number;
  readonly speed: Speed;
  readonly dispatch: (action: PlaybackAction) => void;
  readonly size?: 'small' | 'touch';
}

export const PlayMenu = memo(function PlayMenu({
  played,
  total,
  speed,
  dispatch,
  size = 'small',
}: PlayMenuProps): ReactNode {
  const { playOptions, setPlayOptions } = useWorkspace();
  const { kinds, stopsAtFailures } = playOptions;
  const toggle = (kind: PlayKind): void =>
    setPlayOptions({
      ...playOptions,
      kinds: PLAY_KINDS.filter((each) => kinds.includes(each) !== (each === kind)),
    });
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <IconButton
          size={size}
          variant="quiet"
          label="What to step through"
          aria-haspopup="dialog"
          data-chosen={kinds.length > 0 || stopsAtFailures}
          className={classes['button'] ?? ''}
        >
          <ListFilter size={14} aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="What to step through" className={classes['dropdown'] ?? ''}>
        <fieldset className={classes['options']}>
          <legend>Play only steps with</legend>
          {PLAY_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              size="xs"
              label={WORDS[kind]}
              checked={kinds.includes(kind)}
              onChange={() => toggle(kind)}
            />
          ))}
          <p className={classes['note']}>
            {kinds.length === 0
              ? 'None ticked: every step'
              : `${formatCount(played)} of ${formatCount(total)} steps`}
          </p>
        </fieldset>
        <Checkbox
          size="xs"
          label="Stop at failures"
          checked={stopsAtFailures}
          onChange={() => setPlayOptions({ ...playOptions, stopsAtFailures: !stopsAtFailures })}
        />
        <div role="group" aria-label="Speed" className={classes['speeds']}>
          <span>Speed</span>
          {SPEEDS.map((each) => (
            <Button
              key={each}
              size={size}
              variant="quiet"
              isPressed={each === speed}
              className={classes['speed'] ?? ''}
              onClick={() => dispatch({ kind: 'speed', speed: each })}
            >
              {each}×
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
});
