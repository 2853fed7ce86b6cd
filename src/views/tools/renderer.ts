/** What a tool's renderer gives. A new one is a file in renderers/, a line in registry.ts, a test. */
import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import type { JsonObject } from './values';

export interface CallProps {
  readonly name: string;
  readonly args: JsonObject;
  /** What came back, when something did. */
  readonly content?: JsonValue | undefined;
}

export interface ResponseProps {
  readonly name: string;
  /** `{}` for a response without a call. */
  readonly args: JsonObject;
  readonly content: JsonValue;
  readonly isFailed: boolean;
  /** The content of the response to the same tool before this one. */
  readonly previous?: JsonValue | undefined;
}

export interface ToolRenderer {
  readonly names: readonly string[];
  /** Serves tools of other names whose values look like this. */
  readonly fits?: (args: JsonObject, content: JsonValue | undefined) => boolean;
  /** The arguments on one line, for outlines. */
  readonly summarize: (args: JsonObject) => string;
  /** Beside the tool's name in the frame's head: path, address, query. */
  readonly Headline?: (props: CallProps) => ReactNode;
  /** What was asked; nothing when the headline says all. */
  readonly Call?: (props: CallProps) => ReactNode;
  /** What came back; the generic one when missing. */
  readonly Response?: (props: ResponseProps) => ReactNode;
}
