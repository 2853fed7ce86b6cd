/** The thread that highlights code, one text at a time: what is asked for and what comes back are plain data. */
import { highlightLines } from './highlight';

export interface HighlightRequest {
  readonly text: string;
  readonly language: string;
}

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  postMessage(highlightLines(data.text, data.language));
});
