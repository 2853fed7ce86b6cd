import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { JsonTree } from '../../ui/content/JsonTree';
import { TerminalText } from '../../ui/content/TerminalText';
import { CALL_CUT } from './cuts';
import { rendererFor } from './registry';
import { asObject } from './values';

interface CallBodyProps {
  readonly name: string;
  readonly args: JsonValue;
  /** What came back, when something did: a patch is shown by its recorded diff. */
  readonly content?: JsonValue | undefined;
}

/** What a call asked; nothing when its headline said all. */
export function CallBody({ name, args, content }: CallBodyProps): ReactNode {
  const object = asObject(args);
  if (object === undefined) {
    return typeof args === 'string' ? <TerminalText text={args} cut={CALL_CUT} /> : <JsonTree value={args} />;
  }
  const { Call } = rendererFor(name, args, content);
  return Call === undefined ? undefined : <Call name={name} args={object} content={content} />;
}
