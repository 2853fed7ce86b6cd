import { useRef, useState, type ReactNode } from 'react';
import { useGiveFiles } from '../../client/useGiveFiles';
import { parseFileSource, sayDifference } from '../../lib/localNames';
import { usePlace } from '../../state/usePlace';
import { Button } from '../../ui/Button';
import { useOpen } from './useOpen';
import classes from './FileProblems.module.css';
import { SafeText } from '../../ui/content/SafeText';

interface OtherFile {
  readonly file: File;
  readonly difference: string;
}

/** Asks for the file a link was made with. Another one is opened in its place only when the reader says so. */
export function WantedFile({ name }: { name: string }): ReactNode {
  const { params } = usePlace();
  const giveFiles = useGiveFiles();
  const { openFailed } = useOpen();
  const picker = useRef<HTMLInputElement>(null);
  const [other, setOther] = useState<OtherFile>();
  const wanted = params.src.find((source) => parseFileSource(source)?.name === name);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined || wanted === undefined) return;
    const [given = ''] = await giveFiles([file]);
    setOther(given === wanted ? undefined : { file, difference: sayDifference(wanted, given) });
  };
  return (
    <>
      {other !== undefined && (
        <p role="status" className={classes['other']}>
          <SafeText text={other.difference} /> Steps and marks of the link may lie elsewhere in it.
        </p>
      )}
      <Button variant={other === undefined ? 'primary' : 'default'} onClick={() => picker.current?.click()}>
        Choose <SafeText text={name} />
      </Button>
      {other !== undefined && (
        <Button onClick={() => void giveFiles([other.file], wanted).catch(openFailed)}>Open it anyway</Button>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="wanted-file"
        onChange={(event) => {
          take(event.target.files?.[0]).catch(openFailed);
          // the same name again is a choice as well
          event.target.value = '';
        }}
      />
    </>
  );
}
