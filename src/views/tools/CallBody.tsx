import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { CutText } from '../../ui/CutText';
import classes from './CallBody.module.css';
import { asObject } from './summary';

const CUT = { maxLines: 14, maxChars: 4000, keep: 'first' } as const;

/** What a call asked: a command as `$ command`, other arguments as name and value. */
export function CallBody({ name, args }: { name: string; args: JsonValue }): ReactNode {
  const object = asObject(args);
  if (object === undefined) return <CutText isMono text={JSON.stringify(args, null, 2)} cut={CUT} />;
  const { command, ...rest } = object;
  if (name === 'terminal' && typeof command === 'string') {
    return (
      <>
        <div className={classes['command']}>
          <span className={classes['prompt']} aria-hidden>
            $
          </span>
          <CutText isMono text={command} cut={CUT} />
        </div>
        {Object.keys(rest).length > 0 && <ArgumentList args={rest} />}
      </>
    );
  }
  return Object.keys(object).length === 0 ? (
    <p className={classes['none']}>no arguments</p>
  ) : (
    <ArgumentList args={object} />
  );
}

function ArgumentList({ args }: { args: { readonly [key: string]: JsonValue } }): ReactNode {
  return (
    <dl className={classes['arguments']}>
      {Object.entries(args).map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>
            <CutText
              isMono
              text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
              cut={CUT}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
