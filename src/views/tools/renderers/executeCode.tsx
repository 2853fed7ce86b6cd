import { languageOfWord } from '../../../ui/content/codeLines';
import { CutCode } from '../../../ui/content/CutCode';
import { CALL_CUT } from '../cuts';
import { Fields } from '../Fields';
import type { ToolRenderer } from '../renderer';
import { oneLine, textAt, without } from '../values';
import { OutputResponse } from './terminal';

export const executeCode: ToolRenderer = {
  names: ['execute_code', 'python', 'code_interpreter'],
  summarize: (args) => oneLine(textAt(args, 'code') ?? ''),
  Call: ({ args }) => {
    const code = textAt(args, 'code');
    const rest = without(args, 'code');
    return (
      <>
        {code !== undefined && (
          <CutCode
            text={code}
            language={languageOfWord(textAt(args, 'language') ?? 'python')}
            cut={CALL_CUT}
          />
        )}
        {(code === undefined || Object.keys(rest).length > 0) && <Fields of={rest} />}
      </>
    );
  },
  Response: OutputResponse,
};
