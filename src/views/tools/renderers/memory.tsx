import type { ReactNode } from 'react';
import { CompareView } from '../../../ui/content/CompareView';
import { RichText } from '../../../ui/content/RichText';
import { PROSE_CUT } from '../cuts';
import { Entries } from '../Entries';
import { ErrorText, Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import { textList } from '../searchHits';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';

function actionOf(args: CallProps['args']): string {
  return [textAt(args, 'action'), textAt(args, 'target')].filter((part) => part !== undefined).join(' ');
}

function MemoryCall({ args }: CallProps): ReactNode {
  const before = textAt(args, 'old_text');
  const after = textAt(args, 'content');
  const rest = without(args, 'action', 'target', 'old_text', 'content');
  return (
    <div className={classes['stack']}>
      {before !== undefined && <CompareView before={before} after={after ?? ''} />}
      {before === undefined && after !== undefined && <RichText text={after} cut={PROSE_CUT} />}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

function MemoryResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const key = ['entries', 'current_entries'].find((each) => textList(object?.[each]) !== undefined);
  const entries = key === undefined ? undefined : textList(object?.[key]);
  if (object === undefined || key === undefined || entries === undefined)
    return <GenericResponse {...props} />;
  const error = textAt(object, 'error');
  return (
    <div className={classes['stack']}>
      {error !== undefined && <ErrorText text={error} isFailed={props.isFailed} />}
      <Entries texts={entries} noun="entries" />
      <Fields of={without(object, key, 'error')} isFailed={props.isFailed} />
    </div>
  );
}

export const memory: ToolRenderer = {
  names: ['memory'],
  summarize: (args) =>
    oneLine(`${actionOf(args)} ${textAt(args, 'content') ?? textAt(args, 'old_text') ?? ''}`),
  Headline: ({ args }) => <Path text={actionOf(args)} />,
  Call: MemoryCall,
  Response: MemoryResponse,
};
