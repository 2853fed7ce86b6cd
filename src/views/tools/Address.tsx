import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './tools.module.css';

/** A web address as text, its host first: nothing is loaded and nothing can be clicked by mistake. */
export function Address({ text, aside }: { text: string; aside?: string | undefined }): ReactNode {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const at = url === undefined || url.host === '' ? -1 : text.indexOf(url.host);
  return (
    <span className={classes['headline']}>
      <bdi className={classes['path']}>
        {url === undefined || at === -1 ? (
          <>
            <SafeText text={text} />
            {url !== undefined && url.host !== '' && (
              <span className={classes['aside']}> host {url.host}</span>
            )}
          </>
        ) : (
          <>
            <SafeText text={text.slice(0, at)} />
            <span className={classes['host']}>{url.host}</span>
            <SafeText text={text.slice(at + url.host.length)} />
          </>
        )}
      </bdi>
      {aside !== undefined && (
        <span className={classes['aside']}>
          <SafeText text={aside} />
        </span>
      )}
    </span>
  );
}
