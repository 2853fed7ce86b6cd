/** The region "Replayer": title, sticky step header, scrubber, transcript; on a phone in tabs, with the scrubber under the thumb. */
import { CircleX, Diamond } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { useReplayView } from '../../state/replayView';
import { useWorkspace, type PhoneTab } from '../../state/workspace';
import { formatCount } from '../../lib/text';
import type { Step, StripMark } from '../../trace';
import { SoughtIn } from '../../ui/ShowWhole';
import { Tabs } from '../../ui/Tabs';
import { lazyPart } from '../../ui/lazyPart';
import { useIsPhone } from '../../ui/useScreenSize';
// not late: what is typed right after `/` must reach its field, not the keys of the replayer
import { FindBar } from '../find/FindBar';
import { LazyInspector } from '../inspector/LazyInspector';
import { LazyOutline } from '../outline/LazyOutline';
import { BlockMark } from './blockMark';
import type { Beside } from './CopyMenu';
import { GoToStep } from './GoToStep';
import { RawMode } from './rawMode';
import classes from './Replayer.module.css';
import { Scrubber } from './Scrubber';
import { StepHeader } from './StepHeader';
import { TitleBar } from './TitleBar';
import { Transcript } from './Transcript';
import { Transport } from './Transport';
import { useReplayer, type ReplayerPlace } from './useReplayer';

const PhoneTransport = lazyPart(async () => (await import('./PhoneTransport')).PhoneTransport);
const PlayMenu = lazyPart(async () => (await import('./PlayMenu')).PlayMenu);

export interface ReplayerProps extends ReplayerPlace {
  /** Where the list is, when nothing else on the screen leads to it. */
  readonly backHref: string | undefined;
  /** The trajectories of the list beside this one, when nothing else on the screen leads to them. */
  readonly beside: Beside | undefined;
  /** At the end of the title bar. */
  readonly aside: ReactNode;
}

const TOUCH_ROW_PX = 44;

const PHONE_TABS: readonly { key: PhoneTab; title: string }[] = [
  { key: 'steps', title: 'Steps' },
  { key: 'outline', title: 'Outline' },
  { key: 'inspector', title: 'Inspector' },
];

export function Replayer(props: ReplayerProps): ReactNode {
  const { opened, rule } = props;
  const { trajectory } = opened;
  const isPhone = useIsPhone();
  const { phoneTab, setPhoneTab, isFocused } = useWorkspace();
  const { isRaw } = useReplayView();
  const control = useReplayer(props);
  const { total, current, step, failureSteps, playback, find, go, dispatch } = control;

  const header = (
    <StepHeader
      trajectory={trajectory}
      step={step}
      current={current}
      total={total}
      rule={rule}
      isPhone={isPhone}
      findings={control.findings}
      failureSteps={failureSteps}
      findingSteps={control.findingSteps}
      onStep={go}
      onSameTool={control.goSameTool}
      heading={control.heading}
      onGoToStep={() => control.setGoingToStep(true)}
      goToStep={
        control.isGoingToStep && (
          <GoToStep
            total={total}
            onGo={go}
            onClose={(isDone) => {
              control.setGoingToStep(false);
              if (isDone) control.focusHeading();
            }}
          />
        )
      }
    />
  );
  const scrubber = (
    <Scrubber
      marks={control.marks}
      current={current}
      valueText={stepWords(step, control.marks[current - 1], current, total)}
      onStep={go}
    />
  );
  const steps = (
    <>
      {find.isOpen && (
        <FindBar
          key={opened.address}
          trajectory={trajectory}
          fromTurn={current <= 1 ? 0 : (step?.turn ?? 0)}
          field={find.field}
          onFound={find.onFound}
          onClose={() => {
            find.close();
            control.focusHeading();
          }}
        />
      )}
      <RawMode value={isRaw}>
        <BlockMark value={control.blockMarks}>
          <SoughtIn value={control.soughtIn}>
            <Transcript
              key={`${opened.ref.file}.${opened.ref.row}`}
              trajectory={trajectory}
              current={current}
              rule={rule}
              block={props.block}
              isLinked={props.step !== undefined}
              isFocused={isFocused}
              onScrolledTo={go}
              onBlock={props.onBlock}
            />
          </SoughtIn>
        </BlockMark>
      </RawMode>
    </>
  );
  const title = (
    <TitleBar
      opened={opened}
      step={step}
      isPhone={isPhone}
      backHref={props.backHref}
      beside={props.beside}
      isFinding={find.isOpen}
      onFind={() => {
        setPhoneTab('steps');
        if (find.isOpen) find.close();
        else find.open();
      }}
      onCopyPermalink={props.onCopyPermalink}
      aside={props.aside}
    />
  );

  if (!isPhone) {
    return (
      <section aria-label="Replayer" className={classes['replayer']}>
        {title}
        <div className={classes['head']}>
          {header}
          <div className={classes['scrub']}>
            <Transport playback={playback} dispatch={dispatch} current={current} total={total} onStep={go} />
            <Suspense fallback={undefined}>
              <PlayMenu played={control.played} total={total} speed={playback.speed} dispatch={dispatch} />
            </Suspense>
            {scrubber}
          </div>
        </div>
        {steps}
      </section>
    );
  }
  return (
    <section aria-label="Replayer" className={classes['replayer']}>
      {title}
      <Tabs
        label="Replayer"
        size="touch"
        tabs={PHONE_TABS}
        selected={phoneTab}
        onSelect={setPhoneTab}
        aside={<Counts findings={control.findingSteps.length} failures={failureSteps.length} />}
      >
        <div className={classes['head']}>{header}</div>
        {phoneTab === 'steps' && steps}
        {phoneTab === 'outline' && (
          <LazyOutline
            trajectory={trajectory}
            current={current}
            rule={rule}
            rowPx={TOUCH_ROW_PX}
            onStep={(to) => {
              setPhoneTab('steps');
              go(to);
            }}
            onBlock={(to, block) => {
              setPhoneTab('steps');
              props.onBlock(to, block);
            }}
          />
        )}
        {phoneTab === 'inspector' && (
          <LazyInspector trajectory={trajectory} current={current} rule={rule} onStep={go} size="touch" />
        )}
      </Tabs>
      <Suspense fallback={undefined}>
        <PhoneTransport
          playback={playback}
          current={current}
          total={total}
          failureSteps={failureSteps}
          onStep={go}
          onTogglePlay={() => dispatch({ kind: 'toggle' })}
        >
          {scrubber}
          <PlayMenu
            played={control.played}
            total={total}
            speed={playback.speed}
            dispatch={dispatch}
            size="touch"
          />
        </PhoneTransport>
      </Suspense>
    </section>
  );
}

/** What the scrubber's marks show, for who does not see them. */
function stepWords(
  step: Step | undefined,
  mark: StripMark | undefined,
  current: number,
  total: number,
): string {
  return [
    `Step ${current} of ${total}`,
    ...(step?.calls.map(({ name }) => name) ?? []),
    mark?.isAnswer === true ? 'answer' : '',
    (mark?.failed ?? 0) > 0 ? 'failed' : '',
    mark?.hasFinding === true || mark?.inLoop === true ? 'finding' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Steps with a finding and steps with a failure. */
function Counts({ findings, failures }: { findings: number; failures: number }): ReactNode {
  return (
    <span className={classes['counts']}>
      <span data-tone="finding" title="steps with a finding">
        <Diamond size={14} aria-hidden />
        {formatCount(findings)}
        <span className="visuallyHidden"> steps with a finding,</span>
      </span>
      <span data-tone="failed" title="steps with a failure">
        <CircleX size={14} aria-hidden />
        {formatCount(failures)}
        <span className="visuallyHidden"> steps with a failure</span>
      </span>
    </span>
  );
}
