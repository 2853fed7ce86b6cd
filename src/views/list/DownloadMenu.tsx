import { Menu } from '@mantine/core';
import { Check, Download as DownloadIcon } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';
import type { DatasetKey } from '../../client/types';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { formatCount } from '../../lib/text';
import { EXPORT_FORMS, type ExportForm, type ListQuery } from '../../trace';
import { Button } from '../../ui/Button';
import { DownloadDialog } from './DownloadDialog';
import classes from './DownloadMenu.module.css';
import { estimateBytes, FORM_WORDS } from './downloadPlan';
import { useDownload } from './useDownload';

export interface DownloadMenuProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  /** Rows that match. */
  readonly shown: number;
  readonly ticked: ReadonlySet<string>;
  readonly isPhone: boolean;
}

const CHECK = <Check size={14} className={classes['check']} aria-hidden />;

/** "Download this list": which rows, in which form; a dialog then shows how far it is. */
export function DownloadMenu({ dataset, query, shown, ticked, isPhone }: DownloadMenuProps): ReactNode {
  const status = useDatasetStatus(dataset);
  const base = useId();
  const button = useRef<HTMLButtonElement>(null);
  const { download, start, close } = useDownload();
  const [scope, setScope] = useState<'ticked' | 'all'>('ticked');
  const isTicked = ticked.size > 0 && scope === 'ticked';
  const rowCount = isTicked ? ticked.size : shown;
  const begin = (form: ExportForm): void =>
    start({
      dataset,
      query,
      form,
      ticked: isTicked ? [...ticked] : undefined,
      rowCount,
      estimatedBytes: estimateBytes(form, rowCount, status),
    });
  return (
    <>
      <Menu position="bottom-end" width={320} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            ref={button}
            variant="quiet"
            size={isPhone ? 'touch' : 'bar'}
            aria-label="Download this list"
            title={isPhone ? undefined : 'Download this list'}
            disabled={shown === 0 && ticked.size === 0}
          >
            <DownloadIcon size={14} aria-hidden />
            {!isPhone && 'Download'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ticked.size > 0 && (
            <>
              <Menu.RadioGroup
                value={isTicked ? 'ticked' : 'all'}
                onChange={(value) => setScope(value === 'all' ? 'all' : 'ticked')}
              >
                <Menu.RadioItem value="ticked" checkIcon={CHECK} data-autofocus={isTicked || undefined}>
                  Ticked {formatCount(ticked.size)}
                </Menu.RadioItem>
                <Menu.RadioItem
                  value="all"
                  checkIcon={CHECK}
                  data-autofocus={!isTicked || undefined}
                  disabled={shown === 0}
                >
                  All {formatCount(shown)} matching
                </Menu.RadioItem>
              </Menu.RadioGroup>
              <Menu.Divider />
            </>
          )}
          {EXPORT_FORMS.map((form) => (
            <Menu.Item
              key={form}
              data-autofocus={(ticked.size === 0 && form === EXPORT_FORMS[0]) || undefined}
              aria-label={FORM_WORDS[form].name}
              aria-describedby={`${base}${form}`}
              onClick={() => begin(form)}
            >
              <span className={classes['form']}>{FORM_WORDS[form].name}</span>
              <span id={`${base}${form}`} className={classes['what']}>
                {FORM_WORDS[form].what}
              </span>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label className={classes['note'] ?? ''}>
            With a manifest: sources, filter, counts and SHA‑256.
            {status?.isIndexed === false && ' Still indexing: rows that come later are not in it.'}
          </Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <DownloadDialog
        download={download}
        onClose={() => {
          close();
          button.current?.focus();
        }}
      />
    </>
  );
}
