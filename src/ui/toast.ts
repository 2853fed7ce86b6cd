import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { spellHidden } from './content/hidden';
import { SafeText } from './content/SafeText';

type Toast = Parameters<typeof notifications.show>[0] & { readonly message: string };

/** A toast. Its words may quote data or a link: what cannot be seen in them is spelt out, letters from the right are isolated. */
export function toast(shown: Toast): void {
  notifications.show({ ...shown, message: createElement(SafeText, { text: spellHidden(shown.message) }) });
}
