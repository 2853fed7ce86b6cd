import { useGiveFiles } from '../../client/useGiveFiles';
import { toAppError } from '../../lib/AppError';
import { parseFileSource, sayDifference } from '../../lib/localNames';
import { plural } from '../../lib/text';
import { hostsToConfirm } from '../../state/sourceHosts';
import { NO_PARAMS } from '../../state/url';
import { useGo, usePlace } from '../../state/usePlace';
import type { Collected } from './collectFiles';
import { useWorkspace } from '../../state/workspace';
import { toast } from '../../ui/toast';

export interface OpenActions {
  openDemo(): void;
  openSources(sources: readonly string[]): void;
  openFiles(files: readonly File[]): void;
  /** What a folder or a drop gave; what was left out is said. */
  openCollected(collected: Collected): void;
  /** Says why files could not be had. */
  openFailed(error: unknown): void;
}

/** The ways to another dataset: each leads to its list, without the filters of the old one. What the reader chose is agreed to. */
export function useOpen(): OpenActions {
  const { params } = usePlace();
  const go = useGo();
  const giveFiles = useGiveFiles();
  const { agreedHosts, agreeTo } = useWorkspace();
  const openSources = (src: readonly string[]): void => {
    agreeTo(hostsToConfirm(src, agreedHosts, document.baseURI));
    go({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule: params.rule } });
  };
  const wanted = params.src.filter((source) => parseFileSource(source) !== undefined);
  /** Files a link asked for stay at its place; others are opened as what they are. */
  const take = (given: readonly string[]): void => {
    if (given.every((source) => wanted.includes(source))) return;
    for (const source of given) {
      const name = parseFileSource(source)?.name;
      const other = wanted.find((each) => each !== source && parseFileSource(each)?.name === name);
      if (other !== undefined && !given.includes(other)) {
        const message = `${sayDifference(other, source)} It is opened as a source of its own.`;
        toast({ message, autoClose: false });
      }
    }
    openSources(given);
  };
  const openFailed = (error: unknown): void => {
    toast({ message: toAppError(error).message, color: 'red', autoClose: false });
  };
  const give = (files: readonly File[]): void => {
    giveFiles(files).then(take, openFailed);
  };
  return {
    openDemo: () => openSources([]),
    openSources,
    openFailed,
    openFiles: (files) => {
      if (files.length === 0) return;
      give(files);
    },
    openCollected: ({ files, skipped }) => {
      const left =
        skipped.length === 0
          ? ''
          : `; left out: ${plural(skipped.length, 'file')} (${skipped.slice(0, 3).join(', ')}${skipped.length > 3 ? ', …' : ''})`;
      if (skipped.length > 0 || files.length === 0) {
        toast({ message: `${plural(files.length, 'file')} opened${left}` });
      }
      if (files.length > 0) give(files);
    },
  };
}
