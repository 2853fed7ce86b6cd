import { notifications } from '@mantine/notifications';
import { useDataClient } from '../../client/context';
import { toAppError } from '../../lib/AppError';
import { hostsToConfirm } from '../../state/sourceHosts';
import { NO_PARAMS } from '../../state/url';
import { useGo, usePlace } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';

export interface OpenActions {
  openDemo(): void;
  openSources(sources: readonly string[]): void;
  openFiles(files: readonly File[]): void;
}

/** The ways to another dataset: each leads to its list, without the filters of the old one. What the reader chose is agreed to. */
export function useOpen(): OpenActions {
  const { params } = usePlace();
  const go = useGo();
  const client = useDataClient();
  const { agreedHosts, agreeTo } = useWorkspace();
  const openSources = (src: readonly string[]): void => {
    agreeTo(hostsToConfirm(src, agreedHosts, document.baseURI));
    go({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule: params.rule } });
  };
  return {
    openDemo: () => openSources([]),
    openSources,
    openFiles: (files) => {
      if (files.length === 0) return;
      client.addFiles(files).then(openSources, (error: unknown) => {
        notifications.show({ message: toAppError(error).message, color: 'red', autoClose: false });
      });
    },
  };
}
