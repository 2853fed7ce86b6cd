import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import classes from './ConfirmHosts.module.css';

interface ConfirmHostsProps {
  readonly hosts: readonly string[];
  readonly onAgree: () => void;
  readonly onDecline: () => void;
}

/** A link comes from a stranger: nothing is read from a new host before the reader said yes. */
export function ConfirmHosts({ hosts, onAgree, onDecline }: ConfirmHostsProps): ReactNode {
  return (
    <section className={classes['panel']} aria-labelledby="confirm-hosts">
      <h1 id="confirm-hosts">
        This link reads from {hosts.length === 1 ? 'a host' : 'hosts'} you have not opened before
      </h1>
      <ul>
        {hosts.map((host) => (
          <li key={host}>
            <code>
              <SafeText text={host} />
            </code>
          </li>
        ))}
      </ul>
      <p>
        Its server will see your address and which parts of the file you read. Nothing else is sent, and what
        it answers is shown as text only.
      </p>
      <div className={classes['actions']}>
        <Button variant="primary" onClick={onAgree}>
          Read from {hosts.length === 1 ? 'it' : 'them'}
        </Button>
        <Button onClick={onDecline}>Open the demo instead</Button>
      </div>
    </section>
  );
}
