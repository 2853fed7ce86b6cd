import { useCallback, useMemo, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { parseJson } from '../../trace';
import { CutText } from '../../ui/CutText';
import { SafeText } from '../../ui/content/SafeText';
import { placeOf } from './errorPlace';
import classes from './tools.module.css';

const CUT = { maxLines: 12, maxChars: 4000, keep: 'first' } as const;
const AROUND = 80;

/** A call that could not be read: its text as recorded, with the place where reading stopped. */
export function MalformedCall({ text }: { text: string }): ReactNode {
  const errorAt = useMemo(() => {
    const parsed = parseJson(text);
    return parsed.ok ? undefined : parsed.errorAt;
  }, [text]);
  const draw = useCallback((shown: string) => <Marked text={shown} at={errorAt} />, [errorAt]);
  const place = errorAt === undefined ? undefined : placeOf(text, errorAt);
  const isFar = errorAt !== undefined && errorAt > CUT.maxChars;
  return (
    <>
      <p className={classes['quiet']}>
        {place === undefined
          ? 'JSON, but not an object with a name'
          : `not JSON: line ${formatCount(place.line)}, column ${formatCount(place.column)}${errorAt === text.length ? ', the end' : ''}`}
      </p>
      {isFar && (
        <p className={classes['line']}>
          … <Marked text={text.slice(errorAt - AROUND, errorAt + AROUND)} at={AROUND} /> …
        </p>
      )}
      <CutText isMono text={text} cut={CUT} render={draw} />
    </>
  );
}

function Marked({ text, at }: { text: string; at: number | undefined }): ReactNode {
  if (at === undefined || at > text.length) return <SafeText text={text} />;
  const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  const bad = text.slice(at, end);
  return (
    <>
      <SafeText text={text.slice(0, at)} />
      <mark className={classes['bad']} title="Reading stopped here" data-end={bad === ''}>
        <SafeText text={bad} />
      </mark>
      <SafeText text={text.slice(end)} />
    </>
  );
}
