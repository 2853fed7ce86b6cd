import { countLines, formatBytes, plural } from '../../../lib/text';
import { languageOfPath } from '../../../ui/content/codeLines';
import { CutCode } from '../../../ui/content/CutCode';
import { FILE_CUT } from '../cuts';
import { Fields } from '../Fields';
import { Path } from '../Path';
import type { CallProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { oneLine, textAt, without } from '../values';
import { pathOf } from './readFile';

function sizeOf(args: CallProps['args']): string {
  const content = textAt(args, 'content') ?? '';
  return `${plural(countLines(content), 'line')}, ${formatBytes(content.length)}`;
}

export const writeFile: ToolRenderer = {
  names: ['write_file', 'create_file'],
  fits: (args) => pathOf(args) !== undefined && textAt(args, 'content') !== undefined,
  summarize: (args) => oneLine(pathOf(args) ?? ''),
  Headline: ({ args }) => <Path text={pathOf(args) ?? ''} aside={sizeOf(args)} />,
  Call: ({ args }) => {
    const content = textAt(args, 'content');
    const rest = without(
      args,
      'path',
      'file_path',
      'filename',
      ...(content === undefined ? [] : ['content']),
    );
    return (
      <>
        {content === '' && <span className={classes['quiet']}>empty file</span>}
        {content !== undefined && content !== '' && (
          <CutCode text={content} language={languageOfPath(pathOf(args) ?? '')} cut={FILE_CUT} />
        )}
        {Object.keys(rest).length > 0 && <Fields of={rest} />}
      </>
    );
  },
};
