import type { ReactNode } from 'react';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import { Records } from '../Records';
import type { ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asList, asObject, oneLine, textAt, without } from '../values';

function SessionResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const results = asList(object?.['results']);
  if (object === undefined || results === undefined) return <GenericResponse {...props} />;
  const isSameQuery = object['query'] === props.args['query'];
  return (
    <div className={classes['stack']}>
      {results.length === 0 ? (
        <span className={classes['quiet']}>no sessions found</span>
      ) : (
        <Records items={results} noun="sessions" prose="summary" />
      )}
      <Fields of={without(object, 'results', isSameQuery ? 'query' : '')} isFailed={props.isFailed} />
    </div>
  );
}

export const sessionSearch: ToolRenderer = {
  names: ['session_search'],
  summarize: (args) => oneLine(textAt(args, 'query') ?? ''),
  Headline: ({ args }) => <Path text={textAt(args, 'query') ?? ''} />,
  Call: ({ args }) => {
    const rest = without(args, 'query');
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: SessionResponse,
};
