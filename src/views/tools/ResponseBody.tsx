import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { generic, rendererFor } from './registry';
import type { ResponseProps } from './renderer';
import { asObject } from './values';

interface ResponseBodyProps extends Omit<ResponseProps, 'args'> {
  /** The arguments of the call it answers. */
  readonly args: JsonValue | undefined;
}

/** What came back, by the renderer of its tool. */
export function ResponseBody({ args, ...rest }: ResponseBodyProps): ReactNode {
  const Response = rendererFor(rest.name, args ?? {}, rest.content).Response ?? generic.Response;
  return Response === undefined ? undefined : <Response {...rest} args={asObject(args) ?? {}} />;
}
