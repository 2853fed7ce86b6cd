import type { ReactNode } from 'react';
import { JsonTree } from '../../ui/content/JsonTree';
import { TerminalText } from '../../ui/content/TerminalText';
import { outputCut } from './cuts';
import { Fields } from './Fields';
import type { ResponseProps } from './renderer';
import classes from './tools.module.css';
import { asObject, openContent, partsText } from './values';

/** Any content: texts as text, objects by field, lists as a tree. */
export function GenericResponse({ content, isFailed }: ResponseProps): ReactNode {
  const opened = openContent(content);
  const text = typeof opened === 'string' ? opened : partsText(opened);
  if (text === '') return <span className={classes['quiet']}>empty</span>;
  if (text !== undefined) return <TerminalText text={text} cut={outputCut(isFailed)} />;
  const object = asObject(opened);
  return object === undefined ? <JsonTree value={opened} /> : <Fields of={object} isFailed={isFailed} />;
}
