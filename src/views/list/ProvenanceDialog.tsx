/** "How was this list made?": sources, filter in words and as text, the SQL as run, and SQL over the original files. */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useProvenance } from '../../client/useIndex';
import type { DatasetKey, Provenance } from '../../client/types';
import { formatCount, plural } from '../../lib/text';
import { printFilterText, type ListQuery } from '../../trace';
import { Button } from '../../ui/Button';
import { clauseName } from '../facets/clauseName';
import { copyText } from '../replayer/copyText';
import { ErrorPanel } from '../shell/ErrorPanel';
import classes from './ProvenanceDialog.module.css';
import { sortName } from './SortMenu';
import { SafeText } from '../../ui/content/SafeText';

interface ProvenanceDialogProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly version: number;
  readonly shown: number;
  readonly onClose: () => void;
}

export function ProvenanceDialog({
  dataset,
  query,
  version,
  shown,
  onClose,
}: ProvenanceDialogProps): ReactNode {
  const { data, error } = useProvenance(dataset, query, version);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={760}
      zIndex="var(--rt-z-dialog)"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={classes['dialog'] ?? ''}>
          <Modal.Title className={classes['title'] ?? ''}>How was this list made?</Modal.Title>
          {error !== null && <ErrorPanel title="This cannot be told" error={error} />}
          {data !== undefined && <Facts made={data} query={query} shown={shown} />}
          <div className={classes['actions']}>
            <Button data-autofocus onClick={onClose}>
              Close
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Facts({ made, query, shown }: { made: Provenance; query: ListQuery; shown: number }): ReactNode {
  const { filter, rule, sort } = query;
  const text = printFilterText(filter);
  const { original, index } = made;
  return (
    <>
      <p>
        {plural(shown, 'trajectory', 'trajectories')}, in this order: {sortName(sort)}. Failures under the
        rule {rule}.
        {!index.isComplete &&
          ` So far: ${formatCount(index.rowsIndexed)} of ${formatCount(index.rowsListed)} rows are indexed.`}
      </p>
      <h3>Sources</h3>
      <ul>
        {made.sources.map(({ file, src, name, config, version, revision, rows }) => (
          <li key={file}>
            <strong>
              <SafeText text={name} />
            </strong>{' '}
            (<SafeText text={config === '' ? src : `${src}, config ${config}`} />
            ): {plural(rows, 'row')}
            {revision !== undefined && `, revision ${revision}`}
            {version !== undefined && `, version ${version}`}
          </li>
        ))}
      </ul>
      <h3>Filter</h3>
      {made.clauses.length === 0 ? (
        <p>None: every trajectory.</p>
      ) : (
        <ul>
          {made.clauses.map((key) => (
            <li key={key}>
              <SafeText text={clauseName(query, key)} />
            </li>
          ))}
        </ul>
      )}
      {text !== '' && <Snippet title="As text" text={text} />}
      <Snippet title="SQL as run, over the index" text={made.sql} />
      <h3>From the original files</h3>
      {original.left.length > 0 && (
        <div className={classes['note']}>
          <p>These give this list and more: what only the parsers can tell is left out.</p>
          <ul>
            {original.left.map(({ key, why }) => (
              <li key={key}>
                <strong>
                  <SafeText text={clauseName(query, key)} />
                </strong>
                : {why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {original.notes.map((note) => (
        <p key={note}>
          <SafeText text={note} />
        </p>
      ))}
      <Snippet title="DuckDB" text={original.sql} />
      <Snippet title="Python" text={original.python} />
    </>
  );
}

function Snippet({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <section className={classes['snippet']} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Button
          size="small"
          variant="quiet"
          aria-label={`Copy: ${title}`}
          onClick={() => copyText(text, title)}
        >
          Copy
        </Button>
      </header>
      {/* reached by keys, so that it scrolls by keys */}
      <pre role="region" aria-label={`${title}, text`} tabIndex={0}>
        <SafeText text={text} />
      </pre>
    </section>
  );
}
