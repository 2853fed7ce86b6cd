import { useMemo, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { OutcomeRule, Trajectory } from '../../trace';
import { JsonTree } from '../../ui/content/JsonTree';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { Disclosure, Section } from './Section';
import { ToolBars } from './ToolBars';
import { toolUses, type ToolUse } from './toolFacts';

export function ToolsPanel({ trajectory, rule }: { trajectory: Trajectory; rule: OutcomeRule }): ReactNode {
  const uses = useMemo(() => toolUses(trajectory, rule), [trajectory, rule]);
  const called = uses.filter(({ calls }) => calls > 0);
  const used = called.filter(({ schema }) => schema !== undefined);
  const unknown = called.filter(({ schema }) => schema === undefined);
  const unused = uses.filter(({ calls }) => calls === 0);
  return (
    <>
      <Section title="Calls" aside={`failures by ${rule}`}>
        {called.length === 0 ? (
          <p className={classes['quiet']}>No tool was called.</p>
        ) : (
          <ToolBars uses={called} />
        )}
      </Section>
      <ToolGroup title="Used" uses={used} />
      {unknown.length > 0 && <ToolGroup title="Unknown: called, not offered" uses={unknown} />}
      <ToolGroup title="Offered, not used" uses={unused} />
    </>
  );
}

function ToolGroup({ title, uses }: { title: string; uses: readonly ToolUse[] }): ReactNode {
  return (
    <Section title={title} aside={formatCount(uses.length)}>
      {uses.map((use) => (
        <Tool key={use.name} use={use} />
      ))}
    </Section>
  );
}

function Tool({ use: { name, calls, failed, schema } }: { use: ToolUse }): ReactNode {
  const counts =
    calls === 0 ? '' : `${plural(calls, 'call')}${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`;
  return (
    <Disclosure
      summary={
        <>
          <span className={classes['cut']}>
            <SafeText text={name} />
          </span>
          <span className={classes['aside']}>{counts}</span>
        </>
      }
    >
      {schema === undefined ? (
        <p>No schema was recorded.</p>
      ) : (
        <>
          <p className={classes['text']}>
            <SafeText text={schema.description} />
          </p>
          <JsonTree value={schema.parameters} />
        </>
      )}
    </Disclosure>
  );
}
