import type { ReactNode } from 'react';
import { RichText } from '../../../ui/content/RichText';
import { PROSE_CUT } from '../cuts';
import { Fields } from '../Fields';
import { Path } from '../Path';
import { GenericResponse } from '../GenericResponse';
import { Records } from '../Records';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asList, asObject, oneLine, textAt, without } from '../values';

function subjectOf(args: CallProps['args']): string {
  return [textAt(args, 'action'), textAt(args, 'name') ?? textAt(args, 'job_id')]
    .filter((part) => part !== undefined)
    .join(' ');
}

function CronCall({ args }: CallProps): ReactNode {
  const prompt = textAt(args, 'prompt');
  const named = textAt(args, 'name') === undefined ? 'job_id' : 'name';
  const rest = without(args, 'action', named, prompt === undefined ? '' : 'prompt');
  if (prompt === undefined && Object.keys(rest).length === 0) return undefined;
  return (
    <div className={classes['stack']}>
      {prompt !== undefined && <RichText text={prompt} cut={PROSE_CUT} />}
      <Fields of={rest} />
    </div>
  );
}

function CronResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const jobs = asList(object?.['jobs']);
  if (object === undefined || jobs === undefined || jobs.length === 0) return <GenericResponse {...props} />;
  return (
    <div className={classes['stack']}>
      <Records items={jobs} noun="jobs" prose="prompt" />
      <Fields of={without(object, 'jobs')} isFailed={props.isFailed} />
    </div>
  );
}

export const cronjob: ToolRenderer = {
  names: ['cronjob', 'schedule_cronjob', 'list_cronjobs', 'remove_cronjob'],
  summarize: (args) => oneLine(subjectOf(args)),
  Headline: ({ args }) => <Path text={subjectOf(args)} />,
  Call: CronCall,
  Response: CronResponse,
};
