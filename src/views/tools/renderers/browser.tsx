import { ImageOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { RichText } from '../../../ui/content/RichText';
import { SafeText } from '../../../ui/content/SafeText';
import { Address } from '../Address';
import { PROSE_CUT } from '../cuts';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Outline } from '../Outline';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';

const SUBJECTS = ['url', 'query', 'question', 'ref', 'key', 'direction'] as const;

function subjectOf(args: CallProps['args']): string {
  const text = textAt(args, 'text');
  const ref = textAt(args, 'ref');
  if (text !== undefined) return `“${text}”${ref === undefined ? '' : ` into ${ref}`}`;
  for (const key of SUBJECTS) {
    const subject = textAt(args, key);
    if (subject !== undefined) return subject;
  }
  return '';
}

function BrowserHeadline({ args }: CallProps): ReactNode {
  const url = textAt(args, 'url');
  return url === undefined ? <Path text={subjectOf(args)} /> : <Address text={url} />;
}

/** Pictures are never loaded; where one was taken is said. */
function Screenshot({ path }: { path: string }): ReactNode {
  return (
    <span className={classes['quiet']}>
      <ImageOff size={12} aria-hidden /> screenshot, not in the data: <SafeText text={path} />
    </span>
  );
}

function BrowserResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  if (object === undefined || props.isFailed) return <GenericResponse {...props} />;
  const snapshot = textAt(object, 'snapshot');
  const url = textAt(object, 'url');
  const analysis = textAt(object, 'analysis');
  const screenshot = textAt(object, 'screenshot_path');
  const rest = without(
    object,
    snapshot === undefined ? '' : 'snapshot',
    ...(url === undefined ? [] : ['url', 'title']),
    analysis === undefined ? '' : 'analysis',
    screenshot === undefined ? '' : 'screenshot_path',
  );
  return (
    <div className={classes['stack']}>
      {url !== undefined && <Address text={url} aside={textAt(object, 'title')} />}
      {snapshot === '' && <span className={classes['quiet']}>empty page</span>}
      {snapshot !== undefined && snapshot !== '' && <Outline text={snapshot} />}
      {analysis !== undefined && <RichText text={analysis} cut={PROSE_CUT} />}
      {screenshot !== undefined && <Screenshot path={screenshot} />}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

export const browser: ToolRenderer = {
  names: [
    'browser_navigate',
    'browser_snapshot',
    'browser_click',
    'browser_type',
    'browser_scroll',
    'browser_back',
    'browser_press',
    'browser_vision',
    'browser_close',
    'browser_console',
    'browser_get_images',
    'web_search',
    'web_extract',
  ],
  fits: (_, content) => textAt(asObject(content), 'snapshot') !== undefined,
  summarize: (args) => oneLine(subjectOf(args)),
  Headline: BrowserHeadline,
  Call: ({ args }) => {
    const url = textAt(args, 'url');
    const text = textAt(args, 'text');
    const used =
      url !== undefined
        ? ['url']
        : text !== undefined
          ? ['text', 'ref']
          : [SUBJECTS.find((key) => textAt(args, key) !== undefined) ?? ''];
    const rest = without(args, ...used);
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: BrowserResponse,
};
