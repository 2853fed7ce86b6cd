/** Beside the steps: why they are judged as they are, the tools, the findings, the record. Loaded late. */
import type { ReactNode } from 'react';
import { useWorkspace, type InspectorTab } from '../../state/workspace';
import type { OutcomeRule, Trajectory } from '../../trace';
import { Tabs } from '../../ui/Tabs';
import { FindingsPanel } from './FindingsPanel';
import classes from './Inspector.module.css';
import { RecordPanel } from './RecordPanel';
import { StepPanel } from './StepPanel';
import { ToolsPanel } from './ToolsPanel';

export interface InspectorProps {
  readonly trajectory: Trajectory;
  readonly current: number;
  readonly rule: OutcomeRule;
  readonly onStep: (step: number) => void;
  /** At the end of the row of tabs: the way to fold it away. */
  readonly aside?: ReactNode;
  readonly size?: 'bar' | 'touch';
}

const TABS: readonly { key: InspectorTab; title: string }[] = [
  { key: 'step', title: 'Step' },
  { key: 'tools', title: 'Tools' },
  { key: 'findings', title: 'Findings' },
  { key: 'record', title: 'Record' },
];

export function Inspector(props: InspectorProps): ReactNode {
  const { inspectorTab, setInspectorTab } = useWorkspace();
  return (
    <Tabs
      label="Inspector"
      tabs={TABS}
      selected={inspectorTab}
      onSelect={setInspectorTab}
      aside={props.aside}
      size={props.size ?? 'bar'}
    >
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label="Inspector details">
        <Panel tab={inspectorTab} {...props} />
      </div>
    </Tabs>
  );
}

function Panel({
  tab,
  trajectory,
  current,
  rule,
  onStep,
}: InspectorProps & { readonly tab: InspectorTab }): ReactNode {
  switch (tab) {
    case 'step':
      return <StepPanel trajectory={trajectory} step={trajectory.steps[current - 1]} rule={rule} />;
    case 'tools':
      return <ToolsPanel trajectory={trajectory} rule={rule} />;
    case 'findings':
      return <FindingsPanel trajectory={trajectory} current={current} onStep={onStep} />;
    case 'record':
      return <RecordPanel trajectory={trajectory} />;
  }
  return undefined;
}
