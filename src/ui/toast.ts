import { notifications } from '@mantine/notifications';
import { spellHidden } from './content/hidden';

type Toast = Parameters<typeof notifications.show>[0] & { readonly message: string };

/** A toast. Its words may quote data or a link: what cannot be seen in them is spelt out. */
export function toast(shown: Toast): void {
  notifications.show({ ...shown, message: spellHidden(shown.message) });
}
