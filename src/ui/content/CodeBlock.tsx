import type { ReactNode } from 'react';
import classes from './CodeBlock.module.css';
import { languageOfWord } from './codeLines';
import { CodeText } from './CodeText';

/** A fenced block of a text; the word after its fence is shown when it has one. */
export function CodeBlock({ text, language }: { text: string; language: string | undefined }): ReactNode {
  return (
    <div className={classes['block']}>
      {language !== undefined && language !== '' && <span className={classes['word']}>{language}</span>}
      <CodeText text={text} language={languageOfWord(language)} />
    </div>
  );
}
