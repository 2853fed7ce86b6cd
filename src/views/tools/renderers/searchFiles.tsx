import type { ReactNode } from 'react';
import { plural } from '../../../lib/text';
import { SafeText } from '../../../ui/content/SafeText';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { MoreItems } from '../MoreItems';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import { groupHits, textList, type HitGroup } from '../searchHits';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';

function whereOf(args: CallProps['args']): string {
  const place = [textAt(args, 'path'), textAt(args, 'file_glob')]
    .filter((part) => part !== undefined)
    .join(' ');
  return place === '' ? '' : `in ${place}`;
}

function Group({ path, hits }: HitGroup): ReactNode {
  return (
    <div className={classes['group']}>
      <Path text={path} aside={plural(hits.length, 'hit')} />
      <MoreItems
        items={hits}
        first={10}
        noun="hits"
        render={({ line, text }, index) => (
          <div key={index} className={classes['hit']} data-line={line}>
            <span className={classes['line']}>
              <SafeText text={text} />
            </span>
          </div>
        )}
      />
    </div>
  );
}

function SearchResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const groups = groupHits(object?.['matches']);
  const files = textList(object?.['files']);
  const total = object?.['total_count'];
  if (object === undefined || typeof total !== 'number' || props.isFailed)
    return <GenericResponse {...props} />;
  const drawn = [groups === undefined ? '' : 'matches', files === undefined ? '' : 'files'];
  const rest = without(object, 'total_count', ...drawn);
  return (
    <div className={classes['stack']}>
      {groups !== undefined && (
        <MoreItems
          items={groups}
          first={12}
          noun="files"
          render={(group) => <Group key={group.path} {...group} />}
        />
      )}
      {files !== undefined && (
        <div>
          <MoreItems
            items={files}
            first={16}
            noun="files"
            render={(file, index) => (
              <div key={index} className={classes['line']}>
                <SafeText text={file} />
              </div>
            )}
          />
        </div>
      )}
      <span className={classes['quiet']}>
        {total === 0 ? 'nothing found' : plural(total, files === undefined ? 'hit' : 'file')}
        {groups !== undefined && groups.length > 1 && ` in ${plural(groups.length, 'file')}`}
      </span>
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
}

export const searchFiles: ToolRenderer = {
  names: ['search_files', 'grep', 'find_files'],
  fits: (_, content) => {
    const matches = asObject(content)?.['matches'];
    return (
      Array.isArray(matches) && matches.length > 0 && groupHits(asObject(content)?.['matches']) !== undefined
    );
  },
  summarize: (args) => oneLine(textAt(args, 'pattern') ?? textAt(args, 'query') ?? ''),
  Headline: ({ args }) => <Path text={textAt(args, 'pattern') ?? ''} aside={whereOf(args)} />,
  Call: ({ args }) => {
    const rest = without(args, 'pattern', 'path', 'file_glob');
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: SearchResponse,
};
