import { useCallback, type ReactNode } from 'react';
import { CutText } from '../../../ui/CutText';
import { languageOfPath } from '../../../ui/content/codeLines';
import { CodeText } from '../../../ui/content/CodeText';
import { FILE_CUT } from '../cuts';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { parseNumberedLines, startsNumbered } from '../numberedLines';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';

export function pathOf(args: CallProps['args']): string | undefined {
  return textAt(args, 'path') ?? textAt(args, 'file_path') ?? textAt(args, 'filename');
}

/** Which lines were asked for: `lines 40 to 59`. */
export function rangeOf(args: CallProps['args']): string {
  const { offset, limit } = args;
  if (typeof offset === 'number' && typeof limit === 'number')
    return `lines ${offset} to ${offset + limit - 1}`;
  if (typeof offset === 'number') return `from line ${offset}`;
  return typeof limit === 'number' ? `first ${limit} lines` : '';
}

function FileContent({ content, path }: { content: string; path: string }): ReactNode {
  const language = languageOfPath(path);
  const draw = useCallback(
    (shown: string) => {
      const numbered = parseNumberedLines(shown);
      return numbered === undefined ? (
        <CodeText text={shown} language={language} />
      ) : (
        <CodeText text={numbered.text} language={language} numbers={numbered.numbers} />
      );
    },
    [language],
  );
  return <CutText isMono text={content} cut={FILE_CUT} render={draw} />;
}

/** Said only when true. */
const QUIET = ['truncated', 'is_binary', 'is_image'];

function ReadResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const content = textAt(object, 'content');
  if (object === undefined || content === undefined || props.isFailed) return <GenericResponse {...props} />;
  return (
    <div className={classes['stack']}>
      {content === '' ? (
        <span className={classes['quiet']}>empty file</span>
      ) : (
        <FileContent content={content} path={pathOf(props.args) ?? ''} />
      )}
      <Fields of={without(object, 'content', ...QUIET.filter((key) => object[key] === false))} />
    </div>
  );
}

export const readFile: ToolRenderer = {
  names: ['read_file', 'view_file', 'cat_file'],
  fits: (_, content) => startsNumbered(textAt(asObject(content), 'content')),
  summarize: (args) => oneLine(pathOf(args) ?? ''),
  Headline: ({ args }) => <Path text={pathOf(args) ?? ''} aside={rangeOf(args)} />,
  Call: ({ args }) => {
    const rest = without(args, 'path', 'file_path', 'filename', 'offset', 'limit');
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: ReadResponse,
};
