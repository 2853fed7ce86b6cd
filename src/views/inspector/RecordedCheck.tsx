/** The numbers a writer recorded about this run, each beside the same counted here. */
import { Check, EqualNot } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { hashOf, usePlace } from '../../state/usePlace';
import { compareRecorded, RECORDED_FIGURES, type RecordedFigure, type Trajectory } from '../../trace';
import { Button } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { Section } from './Section';
import { Sentence } from './Sentence';

export function RecordedCheck({ trajectory }: { trajectory: Trajectory }): ReactNode {
  const [isDefined, setDefined] = useState(false);
  const figures = useMemo(() => compareRecorded(trajectory), [trajectory]);
  const place = usePlace();
  if (figures.length === 0) return undefined;
  const differing = figures.filter(({ recorded, ours }) => recorded !== ours).length;
  const keys = new Set(figures.map(({ figure }) => figure));
  const stepOf = (tool: string): number | undefined =>
    trajectory.steps.find(({ calls }) => calls.some(({ name }) => name === tool))?.number;
  return (
    <Section
      title={`Recorded, and counted here: ${differing === 0 ? 'the same' : `${differing} of ${figures.length} differ`}`}
      aside={
        <Button size="small" variant="quiet" isPressed={isDefined} onClick={() => setDefined(!isDefined)}>
          Definitions
        </Button>
      }
    >
      <table className={classes['table']} aria-label="Recorded check">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" data-number>
              Recorded
            </th>
            <th scope="col" data-number>
              Here
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => {
            const step = figure.tool === '' ? undefined : stepOf(figure.tool);
            return (
              <tr key={`${figure.tool} ${figure.figure}`}>
                <th scope="row">
                  {step === undefined ? (
                    <Name figure={figure} />
                  ) : (
                    <a
                      href={hashOf({ ...place, params: { ...place.params, step } })}
                      title={`First call: step ${step}`}
                    >
                      <Name figure={figure} />
                    </a>
                  )}
                </th>
                <td data-number>{figure.recorded.toLocaleString('en')}</td>
                <td data-number>
                  <Ours figure={figure} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {isDefined && (
        <dl className={classes['metrics']}>
          {RECORDED_FIGURES.filter(({ key }) => keys.has(key)).map(({ key, sentence }) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd className={classes['definition']}>
                <Sentence text={sentence} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Name({ figure: { tool, figure } }: { figure: RecordedFigure }): ReactNode {
  return <SafeText text={tool === '' ? figure : `${tool} ${figure}`} />;
}

function Ours({ figure: { recorded, ours } }: { figure: RecordedFigure }): ReactNode {
  const isEqual = recorded === ours;
  return (
    <>
      {ours.toLocaleString('en')}{' '}
      {isEqual ? <Check size={12} aria-hidden /> : <EqualNot size={12} aria-hidden />}
      <span className="visuallyHidden">{isEqual ? 'equal' : 'differs'}</span>
    </>
  );
}
