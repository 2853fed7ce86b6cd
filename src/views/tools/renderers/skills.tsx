import type { ReactNode } from 'react';
import { languageOfPath } from '../../../ui/content/codeLines';
import { CutCode } from '../../../ui/content/CutCode';
import { RichText } from '../../../ui/content/RichText';
import { FILE_CUT, PROSE_CUT } from '../cuts';
import { Fields } from '../Fields';
import { GenericResponse } from '../GenericResponse';
import { Path } from '../Path';
import { Records } from '../Records';
import type { ResponseProps, ToolRenderer } from '../renderer';
import classes from '../tools.module.css';
import { asList, asObject, oneLine, textAt, without } from '../values';

function SkillText({ text, path }: { text: string; path: string }): ReactNode {
  const language = languageOfPath(path);
  return language === undefined || language === 'markdown' ? (
    <RichText text={text} cut={PROSE_CUT} />
  ) : (
    <CutCode text={text} language={language} cut={FILE_CUT} />
  );
}

function SkillResponse(props: ResponseProps): ReactNode {
  const object = asObject(props.content);
  const text = textAt(object, 'content');
  const skills = asList(object?.['skills']);
  if (object === undefined || (text === undefined && skills === undefined))
    return <GenericResponse {...props} />;
  const path = textAt(object, 'file') ?? textAt(props.args, 'file_path') ?? '';
  return (
    <div className={classes['stack']}>
      {text !== undefined && <SkillText text={text} path={path} />}
      {skills !== undefined && <Records items={skills} noun="skills" prose="description" />}
      <Fields
        of={without(object, text === undefined ? '' : 'content', skills === undefined ? '' : 'skills')}
        isFailed={props.isFailed}
      />
    </div>
  );
}

export const skills: ToolRenderer = {
  names: ['skill_view', 'skills_list', 'skill_manage'],
  summarize: (args) => oneLine(textAt(args, 'name') ?? textAt(args, 'category') ?? ''),
  Headline: ({ args }) => (
    <Path text={[textAt(args, 'name'), textAt(args, 'file_path')].filter(Boolean).join(' / ')} />
  ),
  Call: ({ args }) => {
    const rest = without(args, 'name', 'file_path');
    return Object.keys(rest).length > 0 ? <Fields of={rest} /> : undefined;
  },
  Response: SkillResponse,
};
