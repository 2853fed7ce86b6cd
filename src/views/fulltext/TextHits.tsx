import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { FoundTrajectory } from '../../client/types';
import { formatCount } from '../../lib/text';
import type { ShownHit } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { VirtualList } from '../../ui/VirtualList';
import { hitPlace } from './textWords';
import classes from './TextPanel.module.css';
import { spellHidden } from '../../ui/content/hidden';

type Item =
  | { readonly kind: 'head'; readonly found: FoundTrajectory }
  | { readonly kind: 'hit'; readonly found: FoundTrajectory; readonly hit: ShownHit };

interface TextHitsProps {
  readonly found: readonly FoundTrajectory[];
  readonly hrefOf: (found: FoundTrajectory, hit: ShownHit) => string;
}

const HEAD_PX = 36;
const HIT_PX = 44;

/** Hits under their trajectories, each a link into the replayer. Arrows go from link to link. */
export function TextHits({ found, hrefOf }: TextHitsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const items = useMemo(
    () =>
      found.flatMap((each): Item[] => [
        { kind: 'head', found: each },
        ...each.hits.map((hit): Item => ({ kind: 'hit', found: each, hit })),
      ]),
    [found],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...(box.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = links[at + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div ref={box} className={classes['hits']}>
      <VirtualList
        role="group"
        aria-label="Hits"
        className={classes['scroll'] ?? ''}
        count={items.length}
        estimatePx={(index) => (items[index]?.kind === 'head' ? HEAD_PX : HIT_PX)}
        onKeyDown={onKeyDown}
        renderItem={(index) => {
          const item = items[index];
          if (item === undefined) return undefined;
          return item.kind === 'head' ? (
            <Head found={item.found} />
          ) : (
            <Hit hit={item.hit} href={hrefOf(item.found, item.hit)} />
          );
        }}
      />
    </div>
  );
}

function Head({ found: { task, config, count, hits } }: { found: FoundTrajectory }): ReactNode {
  return (
    <div className={classes['head']}>
      <span className={classes['task']} title={spellHidden(task)}>
        <SafeText text={task} />
      </span>
      <span className={classes['count']}>
        <SafeText text={config} />
        {config !== '' && ' · '}
        {formatCount(count)}
        {count > hits.length && `, first ${formatCount(hits.length)} shown`}
      </span>
    </div>
  );
}

function Hit({ hit, href }: { hit: ShownHit; href: string }): ReactNode {
  return (
    <a className={classes['hit']} href={href}>
      <span className={classes['where']}>
        <SafeText text={hitPlace(hit)} />
      </span>
      <code className={classes['around']}>
        <span className={classes['before']}>
          <bdi>
            <SafeText text={hit.before} />
          </bdi>
        </span>
        <mark>
          <SafeText text={hit.hit} />
        </mark>
        <span className={classes['after']}>
          <SafeText text={hit.after} />
        </span>
      </code>
    </a>
  );
}
