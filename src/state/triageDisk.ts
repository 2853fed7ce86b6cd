/**
 * Marks on this machine: one record a dataset version in IndexedDB, read and written whole inside one transaction, so
 * that two tabs never lose each other's marks; and a channel on which tabs tell their changes.
 */
import type { Mark, MarkChange } from './triage';

const DATABASE = 'retrace';
const STORE = 'triage';

type Stored = ReadonlyMap<string, Mark>;

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });
}

/** Rejects when the browser keeps nothing. `change` gives what to write; undefined = nothing. */
async function withRecord(
  dataset: string,
  mode: IDBTransactionMode,
  change: (held: Stored) => Stored | undefined,
): Promise<Stored> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const store = transaction.objectStore(STORE);
      const request = store.get(dataset);
      let held: Stored = new Map();
      request.addEventListener('success', () => {
        // only this file writes there
        held = (request.result as Stored | undefined) ?? new Map();
        const next = change(held);
        if (next !== undefined) store.put(next, dataset);
      });
      transaction.addEventListener('complete', () => resolve(held));
      const fail = (): void => reject(transaction.error ?? new Error('the browser refused to keep it'));
      transaction.addEventListener('error', fail);
      transaction.addEventListener('abort', fail);
    });
  } finally {
    database.close();
  }
}

export function loadMarks(dataset: string): Promise<Stored> {
  return withRecord(dataset, 'readonly', () => undefined);
}

export async function saveChanges(dataset: string, changes: readonly MarkChange[]): Promise<void> {
  await withRecord(dataset, 'readwrite', (held) => {
    const next = new Map(held);
    for (const { key, mark } of changes) {
      if (mark === undefined) next.delete(key);
      else next.set(key, mark);
    }
    return next;
  });
}

interface Told {
  readonly dataset: string;
  readonly changes: readonly MarkChange[];
}

/** `tell` reaches the other tabs; `onTold` hears them. */
export function openTriageChannel(onTold: (told: Told) => void): {
  tell(told: Told): void;
  close(): void;
} {
  const channel = new BroadcastChannel('retrace.triage');
  // only this file writes there
  channel.addEventListener('message', (event) => onTold(event.data as Told));
  return { tell: (told) => channel.postMessage(told), close: () => channel.close() };
}
