import type { ReactNode } from 'react';
import { RichText } from '../../../ui/content/RichText';
import { PROSE_CUT } from '../cuts';
import { Entries } from '../Entries';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import { textList } from '../searchHits';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';

function ClarifyCall({ args }: CallProps): ReactNode {
  const question = textAt(args, 'question');
  const choices = textList(args['choices']);
  const rest = without(
    args,
    question === undefined ? '' : 'question',
    choices === undefined ? '' : 'choices',
  );
  return (
    <div className={classes['stack']}>
      {question !== undefined && <RichText text={question} cut={PROSE_CUT} />}
      {choices !== undefined && <Entries texts={choices} noun="choices" />}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

function ClarifyResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const answer = textAt(object, 'user_response');
  if (object === undefined || answer === undefined) return <GenericResponse {...props} />;
  // the response repeats what was asked
  const isSame = (key: string, asked: string): boolean =>
    JSON.stringify(object[key]) === JSON.stringify(props.args[asked]);
  const rest = without(
    object,
    'user_response',
    isSame('question', 'question') ? 'question' : '',
    isSame('choices_offered', 'choices') ? 'choices_offered' : '',
  );
  return (
    <div className={classes['stack']}>
      <RichText text={answer} cut={PROSE_CUT} />
      {Object.keys(rest).length > 0 && <Fields of={rest} isFailed={props.isFailed} />}
    </div>
  );
}

export const clarify: ToolRenderer = {
  names: ['clarify'],
  summarize: (args) => oneLine(textAt(args, 'question') ?? ''),
  Call: ClarifyCall,
  Response: ClarifyResponse,
};
