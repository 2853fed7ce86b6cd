/** Loaded late: the words beside a control under the resting mouse. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

export function Hint({ target, label }: { readonly target: HTMLElement; readonly label: string }): ReactNode {
  return <Tooltip label={label} target={target} opened withinPortal />;
}
