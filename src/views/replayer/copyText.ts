import type { BlockRef } from '../../trace';
import { parseBlockId } from './blockWalk';
import { toast } from '../../ui/toast';

/** Puts a text into the clipboard and says so; `what` as in "Link copied". A Blob may still be on its way. */
export function copyText(text: string | Promise<Blob>, what: string): void {
  const written =
    typeof text === 'string'
      ? navigator.clipboard.writeText(text)
      : navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
  written.then(
    () => toast({ message: `${what} copied` }),
    () =>
      toast({
        message: `${what} not copied: the browser refused`,
        color: 'red',
        autoClose: false,
      }),
  );
}

const MOST_QUOTE_CHARS = 300;

/** What the reader has selected inside one block of the transcript, for a link that leads to it. */
export function selectedQuote(): { readonly quote: string; readonly block: BlockRef } | undefined {
  const selection = getSelection();
  const quote = selection?.toString().trim().slice(0, MOST_QUOTE_CHARS) ?? '';
  if (selection === null || selection.rangeCount === 0 || quote === '') return undefined;
  const start = selection.getRangeAt(0).startContainer;
  const element = start instanceof Element ? start : start.parentElement;
  const block = parseBlockId(element?.closest('[id^="b-"]')?.id);
  return block === undefined ? undefined : { quote, block };
}
