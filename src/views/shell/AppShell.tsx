/** What stands around every page: bar, drop target, the way to open things, toasts. */
import { Suspense, useEffect, useEffectEvent, useState, type DragEvent, type ReactNode } from 'react';
import { useDataClient } from '../../client/context';
import { useOnline } from '../../client/useOnline';
import { hostsToConfirm } from '../../state/sourceHosts';
import { usePlace, useSources, type Place } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { useKeyBindings } from '../useKeyBindings';
import classes from './AppShell.module.css';
import { fromDrop } from './collectFiles';
import { TopBar } from './TopBar';
import { useOpen } from './useOpen';
import { usePalette } from './usePalette';
import { lazyPart } from '../../ui/lazyPart';
import { toast } from '../../ui/toast';

const ConfirmHosts = lazyPart(async () => (await import('./ConfirmHosts')).ConfirmHosts);
const OpenDialog = lazyPart(async () => (await import('./OpenDialog')).OpenDialog);
const TriageHost = lazyPart(async () => (await import('../triage/TriageHost')).TriageHost);
const ShortcutSheet = lazyPart(async () => (await import('./ShortcutSheet')).ShortcutSheet);

export function AppShell({ children }: { children: ReactNode }): ReactNode {
  const place = usePlace();
  const sources = useSources(place.params);
  const { recent, addRecent, agreedHosts, agreeTo } = useWorkspace();
  const asked = hostsToConfirm(openSourcesOfLink(place), agreedHosts, document.baseURI);
  const isAsking = asked.length > 0;
  const [dialog, setDialog] = useState<'open' | 'shortcuts'>();
  const [isDragging, setDragging] = useState(false);

  const { openDemo, openCollected } = useOpen();
  const palette = usePalette();
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setDragging(false);
    void fromDrop(event.dataTransfer).then(openCollected);
  };
  useKeyBindings({ shortcuts: () => setDialog('shortcuts') }, dialog === undefined);
  useDroppedPairsNotice(place.params.dropped);
  useWorkerNotices();
  const isOnline = useOnline();
  useEffect(() => {
    if (!isAsking) addRecent(sources);
  }, [isAsking, sources, addRecent]);

  return (
    <div
      className={classes['shell']}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setDragging(false);
      }}
      onDrop={onDrop}
    >
      <TopBar
        place={place}
        sources={sources}
        recent={recent}
        onOpenSource={() => setDialog('open')}
        onOpenShortcuts={() => setDialog('shortcuts')}
        onOpenPalette={palette.open}
      />
      {!isOnline && (
        <div role="status" className={classes['offline']}>
          Offline. What was read stays; reading goes on when there is a connection.
        </div>
      )}
      <main className={classes['main']}>
        {isAsking ? (
          <Suspense fallback={undefined}>
            <ConfirmHosts hosts={asked} onAgree={() => agreeTo(asked)} onDecline={openDemo} />
          </Suspense>
        ) : (
          children
        )}
      </main>
      {!isAsking && (
        <Suspense fallback={undefined}>
          <TriageHost key={sources.join('\n')} dataset={sources} />
        </Suspense>
      )}
      {isDragging && (
        <div className={classes['drop']}>
          Drop a folder, or parquet, .jsonl or .jsonl.gz files, to open them
        </div>
      )}
      {dialog === 'open' && (
        <Suspense fallback={undefined}>
          <OpenDialog onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
      {palette.Palette !== undefined && (
        <Suspense fallback={undefined}>
          <palette.Palette
            onOpenSource={() => setDialog('open')}
            onOpenShortcuts={() => setDialog('shortcuts')}
          />
        </Suspense>
      )}
      {dialog === 'shortcuts' && (
        <Suspense fallback={undefined}>
          <ShortcutSheet onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

/** Everything the link would have read: what is open, and what it is compared with. */
function openSourcesOfLink({ params }: Place): readonly string[] {
  return params.vs === undefined ? params.src : [...params.src, params.vs];
}

/** A worker was replaced: nothing to do for the reader, but to be known. */
function useWorkerNotices(): void {
  const client = useDataClient();
  useEffect(() => client.onNotice((message) => toast({ message })), [client]);
}

/** A link with a pair that is not understood opens all the same, and says which pair was left out. */
function useDroppedPairsNotice(dropped: readonly string[]): void {
  const key = dropped.join('\n');
  const notify = useEffectEvent(() => {
    toast({
      message: `Left out of the link, not understood: ${dropped.join(', ').slice(0, 200)}`,
    });
  });
  useEffect(() => {
    if (key !== '') notify();
  }, [key]);
}
