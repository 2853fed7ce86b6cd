import type { ReactNode } from 'react';
import { CompareView } from '../../../ui/content/CompareView';
import { CutDiff } from '../../../ui/content/CutDiff';
import { countChanges, parseDiff } from '../../../ui/content/diffLines';
import { DIFF_CUT } from '../cuts';
import { Details } from '../Details';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import type { CallProps, ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asObject, oneLine, textAt, without } from '../values';
import { pathOf } from './readFile';

/** Comparing and laying out more than this at once would be felt. */
const COMPARE_CHARS = 40_000;

function diffOf(content: CallProps['content']): string | undefined {
  const diff = textAt(asObject(content), 'diff');
  return diff === '' ? undefined : diff;
}

/** The two header lines name the file of the frame's head: there they are left out. */
function bodyOf(diff: string, path: string | undefined): string {
  const head = `--- a/${path}\n+++ b/${path}\n`;
  return diff.startsWith(head) ? diff.slice(head.length) : diff;
}

function Counts({ diff }: { diff: string }): ReactNode {
  const { added, removed } = countChanges(parseDiff(diff));
  return (
    <>
      <span className={classes['added']}>+{added}</span>{' '}
      <span className={classes['removed']}>−{removed}</span>
    </>
  );
}

function PatchHeadline({ args, content }: CallProps): ReactNode {
  const diff = diffOf(content);
  return <Path text={pathOf(args) ?? ''} aside={diff === undefined ? undefined : <Counts diff={diff} />} />;
}

/** The asked replacement: folded when the recorded diff says it with line numbers. */
function PatchCall({ args, content }: CallProps): ReactNode {
  const before = textAt(args, 'old_string');
  const after = textAt(args, 'new_string');
  const patch = textAt(args, 'patch') ?? textAt(args, 'diff');
  const isReplacing =
    before !== undefined && after !== undefined && before.length + after.length <= COMPARE_CHARS;
  const rest = without(
    args,
    'path',
    'file_path',
    ...(isReplacing ? ['old_string', 'new_string'] : []),
    ...(patch === undefined ? [] : ['patch', 'diff']),
  );
  const asked = (
    <div className={classes['stack']}>
      {isReplacing && <CompareView before={before} after={after} />}
      {patch !== undefined && <CutDiff text={patch} cut={DIFF_CUT} />}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
    </div>
  );
  if (!isReplacing && patch === undefined) return <Fields of={rest} />;
  return diffOf(content) === undefined ? asked : <Details label="As asked">{asked}</Details>;
}

function PatchResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const diff = diffOf(props.content);
  if (object === undefined || diff === undefined) return <GenericResponse {...props} />;
  return (
    <div className={classes['stack']}>
      <CutDiff text={bodyOf(diff, pathOf(props.args))} cut={DIFF_CUT} />
      <Fields of={without(object, 'diff')} isFailed={props.isFailed} />
    </div>
  );
}

export const patch: ToolRenderer = {
  names: ['patch', 'edit_file', 'str_replace', 'apply_patch'],
  fits: (args) => textAt(args, 'old_string') !== undefined && textAt(args, 'new_string') !== undefined,
  summarize: (args) => oneLine(pathOf(args) ?? ''),
  Headline: PatchHeadline,
  Call: PatchCall,
  Response: PatchResponse,
};
