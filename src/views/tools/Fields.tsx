import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { JsonTree } from '../../ui/content/JsonTree';
import { SafeText } from '../../ui/content/SafeText';
import { TerminalText } from '../../ui/content/TerminalText';
import { CALL_CUT, outputCut } from './cuts';
import { Facts } from './Facts';
import { splitFacts } from './facts';
import classes from './tools.module.css';
import type { JsonObject } from './values';

/** Any object: long texts under their names, nested values as trees, what is short on one line. */
export function Fields({ of, isFailed = false }: { of: JsonObject; isFailed?: boolean }): ReactNode {
  const { error, ...others } = of;
  const isSaid = typeof error === 'string' && error !== '';
  const { facts, rest } = splitFacts(isSaid ? others : of);
  return (
    <div className={classes['stack']}>
      {isSaid && <ErrorText text={error} isFailed={isFailed} />}
      {Object.entries(rest).map(([key, value]) => (
        <Field key={key} name={key} value={value} isFailed={isFailed} />
      ))}
      <Facts facts={facts} />
    </div>
  );
}

export function ErrorText({ text, isFailed }: { text: string; isFailed: boolean }): ReactNode {
  return (
    <div className={classes['error']} data-failed={isFailed}>
      <TerminalText text={text} cut={outputCut(true)} />
    </div>
  );
}

function Field({ name, value, isFailed }: { name: string; value: JsonValue; isFailed: boolean }): ReactNode {
  return (
    <div className={classes['field']}>
      <div className={classes['label']} data-tall={typeof value !== 'string'}>
        <SafeText text={name} />
      </div>
      {typeof value === 'string' ? (
        value === '' ? (
          <span className={classes['quiet']}>empty</span>
        ) : (
          <TerminalText text={value} cut={isFailed ? outputCut(true) : CALL_CUT} />
        )
      ) : (
        <JsonTree value={value} isOpen={false} />
      )}
    </div>
  );
}
