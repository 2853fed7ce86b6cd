import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { generic, rendererFor } from './registry';
import type { ResponseProps } from './renderer';
import { asObject, withoutField, withoutSaid } from './values';

interface ResponseBodyProps extends Omit<ResponseProps, 'args'> {
  /** The field that stands in the response's own line already, e.g. `exit_code`. */
  readonly shownField: string | undefined;
  /** The arguments of the call it answers. */
  readonly args: JsonValue | undefined;
}

/** What came back, by the renderer of its tool. */
export function ResponseBody({ args, shownField, ...rest }: ResponseBodyProps): ReactNode {
  const Response = rendererFor(rest.name, args ?? {}, rest.content).Response ?? generic.Response;
  return Response === undefined ? undefined : (
    <Response
      {...rest}
      content={rest.isFailed ? withoutField(rest.content, shownField) : withoutSaid(rest.content, shownField)}
      args={asObject(args) ?? {}}
    />
  );
}
