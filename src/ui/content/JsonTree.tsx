/**
 * Any JSON value as a tree, closed by default below the first level. Only what is open is in the page: a list of a
 * million items costs its first hundred. Strings keep their hidden characters marked.
 */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { use, useState, type ReactNode } from 'react';
import { plural } from '../../lib/text';
import { CutText } from '../CutText';
import { ShowWhole } from '../ShowWhole';
import { PictureOf } from './PictureOf';
import classes from './JsonTree.module.css';
import { SafeText } from './SafeText';

const PAGE = 100;
const STRING_CUT = { maxLines: 8, maxChars: 2000, keep: 'first' } as const;

interface JsonNodeProps {
  readonly name: string | undefined;
  readonly value: unknown;
  readonly startsOpen: boolean;
}

export function JsonTree({ value, isOpen = true }: { value: unknown; isOpen?: boolean }): ReactNode {
  return (
    <div className={classes['tree']} role="group" aria-label="JSON">
      <JsonNode name={undefined} value={value} startsOpen={isOpen} />
    </div>
  );
}

function JsonNode({ name, value, startsOpen }: JsonNodeProps): ReactNode {
  if (typeof value === 'object' && value !== null) {
    return <JsonBranch name={name} value={value} startsOpen={startsOpen} />;
  }
  return (
    <div className={classes['leaf']}>
      {name !== undefined && <Key name={name} />}
      <Scalar value={value} />
    </div>
  );
}

function Key({ name }: { name: string }): ReactNode {
  return (
    <span className={classes['key']}>
      <SafeText text={name} />
    </span>
  );
}

function Scalar({ value }: { value: unknown }): ReactNode {
  if (typeof value === 'string') {
    return (
      <div className={classes['string']}>
        {value === '' ? (
          <span className={classes['size']}>empty</span>
        ) : (
          <>
            <PictureOf text={value} />
            <CutText isMono text={value} cut={STRING_CUT} />
          </>
        )}
      </div>
    );
  }
  const isRounded = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return (
    <span
      className={classes['scalar']}
      title={isRounded ? 'Rounded: more digits than a number here can hold; raw shows them' : undefined}
    >
      {isRounded && '≈ '}
      {String(value)}
    </span>
  );
}

function JsonBranch({ name, value, startsOpen }: JsonNodeProps & { value: object }): ReactNode {
  const [chosen, setOpen] = useState<boolean>();
  const [asked, setShown] = useState(PAGE);
  const isNeeded = use(ShowWhole);
  const isOpen = chosen ?? (startsOpen || isNeeded);
  const shown = isNeeded ? Math.max(asked, PAGE * 10) : asked;
  const isList = Array.isArray(value);
  const keys = isOpen ? Object.keys(value) : [];
  const count = isList ? value.length : isOpen ? keys.length : Object.keys(value).length;
  const size = plural(count, isList ? 'item' : 'key');
  if (count === 0) {
    return (
      <div className={classes['leaf']}>
        {name !== undefined && <Key name={name} />}
        <span className={classes['size']}>{isList ? 'empty list' : 'empty object'}</span>
      </div>
    );
  }
  return (
    <div>
      <button
        type="button"
        className={classes['toggle']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
        {name !== undefined && <Key name={name} />}
        <span className={classes['size']}>{size}</span>
      </button>
      {isOpen && (
        <div className={classes['children']}>
          {keys.slice(0, shown).map((key) => (
            <JsonNode
              key={key}
              name={key}
              // a value of parsed JSON; any key of it is its own
              value={(value as Readonly<Record<string, unknown>>)[key]}
              startsOpen={false}
            />
          ))}
          {shown < keys.length && (
            <button type="button" className={classes['more']} onClick={() => setShown(shown + PAGE * 10)}>
              {shown} of {size} shown, show more
            </button>
          )}
        </div>
      )}
    </div>
  );
}
