/**
 * What the reader arranged and picked, outside of the URL: ticked rows, panes, recent sources. Panes and recent
 * sources outlive the visit; losing them loses nothing.
 */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { DEFAULT_LIST_VIEW, readListView, type ListView } from './listView';
import { PLAY_ALL, type PlayOptions } from './playback';
import type { FoldKind } from './replayView';

export type LeftTab = 'list' | 'outline';
export type PhoneTab = 'steps' | 'outline' | 'inspector';
/** Side panes that can be resized. */
export type Pane = 'left' | 'inspector';
export type InspectorTab = 'step' | 'tools' | 'findings' | 'record';

/** Where a reader was in a list. */
export interface ListPosition {
  /** Row at the top, with a fraction. */
  readonly topRow: number;
  readonly cursor: number;
}

interface Workspace {
  /** By what was listed; of this visit only. */
  readonly listPositions: ReadonlyMap<string, ListPosition>;

  readonly ticked: ReadonlySet<string>;
  readonly leftTab: LeftTab;
  readonly phoneTab: PhoneTab;
  readonly isFacetsOpen: boolean;
  readonly isOverviewOpen: boolean;
  readonly isTextOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  /** One step at a time instead of the continuous transcript. */
  readonly isFocused: boolean;
  /** Widths in px the reader dragged the side panes to; unset: as designed. */
  readonly paneWidths: Readonly<Partial<Record<Pane, number>>>;
  readonly playOptions: PlayOptions;
  /** Kinds of blocks that start on one line. */
  readonly foldedKinds: readonly FoldKind[];
  readonly listView: ListView;
  /** Newest first; each the sources of one dataset joined by newlines. Files are not kept: they cannot be reopened. */
  readonly recent: readonly string[];
  /** Hosts the reader agreed to read from. */
  readonly agreedHosts: readonly string[];
  /** "How was this list made?" is open. */
  readonly isProvenanceOpen: boolean;
  setProvenanceOpen(isOpen: boolean): void;
  keepListPosition(list: string, position: ListPosition): void;
  toggleTick(address: string): void;
  clearTicks(): void;
  addTicks(addresses: readonly string[]): void;
  setLeftTab(tab: LeftTab): void;
  setPhoneTab(tab: PhoneTab): void;
  setFacetsOpen(isOpen: boolean): void;
  setOverviewOpen(isOpen: boolean): void;
  setTextOpen(isOpen: boolean): void;
  setInspectorOpen(isOpen: boolean): void;
  setInspectorTab(tab: InspectorTab): void;
  toggleFocused(): void;
  setPaneWidth(pane: Pane, width: number | undefined): void;
  setPlayOptions(options: PlayOptions): void;
  setFoldedKinds(kinds: readonly FoldKind[]): void;
  setListView(view: ListView): void;
  addRecent(sources: readonly string[]): void;
  agreeTo(hosts: readonly string[]): void;
}

const MOST_RECENT = 6;

export const useWorkspace = create<Workspace>()(
  persist(
    (set) => ({
      listPositions: new Map<string, ListPosition>(),
      ticked: new Set<string>(),
      leftTab: 'list',
      phoneTab: 'steps',
      isFacetsOpen: true,
      isOverviewOpen: true,
      isTextOpen: false,
      isInspectorOpen: true,
      inspectorTab: 'step',
      isFocused: false,
      paneWidths: {},
      playOptions: PLAY_ALL,
      foldedKinds: [],
      listView: DEFAULT_LIST_VIEW,
      recent: [],
      agreedHosts: [],
      isProvenanceOpen: false,
      setProvenanceOpen: (isProvenanceOpen) => set({ isProvenanceOpen }),
      keepListPosition: (list, position) =>
        set(({ listPositions }) => ({ listPositions: new Map(listPositions).set(list, position) })),
      toggleTick: (address) =>
        set(({ ticked }) => {
          const next = new Set(ticked);
          if (!next.delete(address)) next.add(address);
          return { ticked: next };
        }),
      clearTicks: () => set({ ticked: new Set() }),
      addTicks: (addresses) => set(({ ticked }) => ({ ticked: new Set([...ticked, ...addresses]) })),
      setLeftTab: (leftTab) => set({ leftTab }),
      setPhoneTab: (phoneTab) => set({ phoneTab }),
      setFacetsOpen: (isFacetsOpen) => set({ isFacetsOpen }),
      setOverviewOpen: (isOverviewOpen) => set({ isOverviewOpen }),
      setTextOpen: (isTextOpen) => set({ isTextOpen }),
      setInspectorOpen: (isInspectorOpen) => set({ isInspectorOpen }),
      setInspectorTab: (inspectorTab) => set({ inspectorTab }),
      toggleFocused: () => set(({ isFocused }) => ({ isFocused: !isFocused })),
      setPaneWidth: (pane, width) =>
        set(({ paneWidths: { [pane]: _before, ...others } }) => ({
          paneWidths: width === undefined ? others : { ...others, [pane]: width },
        })),
      setPlayOptions: (playOptions) => set({ playOptions }),
      setFoldedKinds: (foldedKinds) => set({ foldedKinds }),
      setListView: (listView) => set({ listView }),
      agreeTo: (hosts) =>
        set(({ agreedHosts }) => ({ agreedHosts: [...new Set([...agreedHosts, ...hosts])] })),
      addRecent: (sources) =>
        set(({ recent }) => {
          const key = sources.join('\n');
          const isKept = !key.startsWith('demo') && !sources.some((source) => source.startsWith('file:'));
          if (!isKept || recent[0] === key) return {};
          return { recent: [key, ...recent.filter((each) => each !== key)].slice(0, MOST_RECENT) };
        }),
    }),
    {
      name: 'retrace.workspace',
      version: 1,
      merge: (stored, current) => {
        const kept = (stored ?? {}) as Partial<Workspace>; // what partialize wrote
        return { ...current, ...kept, listView: readListView(kept.listView) };
      },
      partialize: ({
        isFacetsOpen,
        isOverviewOpen,
        isInspectorOpen,
        inspectorTab,
        leftTab,
        isFocused,
        paneWidths,
        playOptions,
        foldedKinds,
        listView,
        recent,
        agreedHosts,
      }) => ({
        isFacetsOpen,
        isOverviewOpen,
        isInspectorOpen,
        inspectorTab,
        leftTab,
        isFocused,
        paneWidths,
        playOptions,
        foldedKinds,
        listView,
        recent,
        agreedHosts,
      }),
    },
  ),
);
