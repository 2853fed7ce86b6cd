import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { rendererFor } from './registry';
import { asObject } from './values';

interface CallHeadlineProps {
  readonly name: string;
  readonly args: JsonValue;
  readonly content: JsonValue | undefined;
}

/** What a call is about, for the frame's head. */
export function CallHeadline({ name, args, content }: CallHeadlineProps): ReactNode {
  const object = asObject(args);
  const { Headline } = rendererFor(name, args, content);
  if (object === undefined || Headline === undefined) return undefined;
  return <Headline name={name} args={object} content={content} />;
}
