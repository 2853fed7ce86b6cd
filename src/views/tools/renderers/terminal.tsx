import type { ReactNode } from 'react';
import { CutText } from '../../../ui/CutText';
import { TerminalText } from '../../../ui/content/TerminalText';
import { CALL_CUT, outputCut } from '../cuts';
import { Fields } from '../Fields';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asObject, oneLine, openContent, textAt, without } from '../values';

function Command({ args }: CallProps): ReactNode {
  const command = textAt(args, 'command') ?? textAt(args, 'cmd');
  const rest = without(args, 'command', 'cmd');
  if (command === undefined) return <Fields of={args} />;
  return (
    <div className={classes['stack']}>
      <div className={classes['command']}>
        <span className={classes['prompt']} aria-hidden>
          $
        </span>
        <CutText isMono text={command} cut={CALL_CUT} />
      </div>
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

/** Output with its colours, the exit code below it unless the response's own line said it. */
export function OutputResponse({ content, isFailed }: ResponseProps): ReactNode {
  const opened = openContent(content);
  if (typeof opened === 'string') return <TerminalText text={opened} cut={outputCut(isFailed)} />;
  const object = asObject(opened);
  if (object === undefined) return undefined;
  const key = ['output', 'output_preview', 'stdout'].find((each) => textAt(object, each) !== undefined);
  const output = key === undefined ? undefined : textAt(object, key);
  const rest = without(object, key ?? '');
  return (
    <div className={classes['stack']}>
      {output === '' && <span className={classes['quiet']}>no output</span>}
      {output !== undefined && output !== '' && <TerminalText text={output} cut={outputCut(isFailed)} />}
      {Object.keys(rest).length > 0 && <Fields of={rest} isFailed={isFailed} />}
    </div>
  );
}

export const terminal: ToolRenderer = {
  names: ['terminal', 'bash', 'shell', 'run_command', 'execute_command'],
  fits: (args, content) => {
    const object = content === undefined ? undefined : asObject(openContent(content));
    const isRun = object !== undefined && 'exit_code' in object && 'output' in object;
    return isRun || (textAt(args, 'command') !== undefined && textAt(args, 'path') === undefined);
  },
  summarize: (args) => oneLine(textAt(args, 'command') ?? textAt(args, 'cmd') ?? ''),
  Call: Command,
  Response: OutputResponse,
};

/** Background processes: what is done to which. */
export const process: ToolRenderer = {
  names: ['process'],
  summarize: (args) =>
    oneLine([textAt(args, 'action'), textAt(args, 'session_id')].filter(Boolean).join(' ')),
  Headline: ({ args }) => <Path text={textAt(args, 'action') ?? ''} aside={textAt(args, 'session_id')} />,
  Call: ({ args }) => {
    const rest = without(args, 'action', 'session_id');
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: OutputResponse,
};
