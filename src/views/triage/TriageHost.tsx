/**
 * Keeps the marks of what is open: from the disk, to the disk, to other tabs and to the worker that filters by them.
 * Draws nothing but the dialog of a note. One for each dataset (by its `key`): what is marked while the files are still
 * opening is kept once their versions are known, and left behind with the dataset.
 */
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useDataClient } from '../../client/context';
import type { DatasetKey, DatasetStatus } from '../../client/types';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { changesOf, markKey, useTriage, type Mark } from '../../state/triage';
import { pageActivity } from '../../lib/activity';
import { withoutRevision } from '../../lib/hubNames';
import { loadMarks, openTriageChannel, saveChanges } from '../../state/triageDisk';
import { NoteDialog } from './NoteDialog';
import { toast } from '../../ui/toast';

/** Which content the marks are on; undefined until every file is open or failed. */
function datasetVersion(dataset: DatasetKey, status: DatasetStatus | undefined): string | undefined {
  if (status === undefined || status.files.length === 0) return undefined;
  if (status.files.some(({ stage }) => stage === 'opening')) return undefined;
  const sources = dataset.map(withoutRevision);
  return JSON.stringify([sources, status.files.map(({ name, version }) => [name, version])]);
}

export function TriageHost({ dataset }: { dataset: DatasetKey }): ReactNode {
  const client = useDataClient();
  const status = useDatasetStatus(dataset);
  const version = datasetVersion(dataset, status);
  const noting = useTriage((triage) => triage.noting);
  const sendMarks = useEffectEvent((marks: ReadonlyMap<string, Mark>) => {
    client.setMarks(
      dataset,
      [...marks.values()].flatMap(({ file, row, verdict }) =>
        verdict === undefined ? [] : [{ file, row, verdict }],
      ),
    );
  });
  useEffect(() => {
    let isOver = false;
    let isFromElsewhere = false;
    const { load, receive } = useTriage.getState();
    const fromElsewhere = (act: () => void): void => {
      isFromElsewhere = true;
      act();
      isFromElsewhere = false;
    };
    if (version === undefined) return undefined;
    const channel = openTriageChannel(({ dataset: told, changes }) => {
      if (told === useTriage.getState().dataset) fromElsewhere(() => receive(changes));
    });
    // at once, not after the next paint: what is asked next must already know the marks
    const unsubscribe = useTriage.subscribe((now, before) => {
      if (now.marks === before.marks) return;
      sendMarks(now.marks);
      if (isFromElsewhere) return;
      const changes = changesOf(before.marks, now.marks);
      channel.tell({ dataset: version, changes });
      saveChanges(version, changes).catch(sayNotKept);
    });
    pageActivity
      .during(loadMarks(version))
      .catch((error: unknown): ReadonlyMap<string, Mark> => {
        sayNotKept(error);
        return new Map();
      })
      .then((marks) => {
        if (isOver) return undefined;
        const { marks: early, merge } = useTriage.getState();
        fromElsewhere(() => load(version, marks));
        merge([...early.values()]);
        return undefined;
      })
      .catch(sayNotKept);
    return () => {
      isOver = true;
      unsubscribe();
      channel.close();
      load(undefined, new Map());
    };
  }, [version]);
  // also where its version was never known
  useEffect(() => () => useTriage.getState().load(undefined, new Map()), []);
  return noting === undefined ? undefined : <NoteDialog key={markKey(noting)} row={noting} />;
}

/** Once: the id replaces the notice that is there. */
function sayNotKept(error: unknown): void {
  toast({
    id: 'triage-not-kept',
    autoClose: false,
    message: `Marks are not kept on this machine (${error instanceof Error ? error.message : 'refused'}): they last until this page is closed. Export them to keep them.`,
  });
}
