import { KeyRound } from 'lucide-react';
import { useRef, type FormEvent, type ReactNode } from 'react';
import { useHubToken } from '../../client/useHubToken';
import { Button } from '../../ui/Button';
import classes from './OpenPanel.module.css';

/**
 * A token for datasets that ask for one. The field is no password field, so that no password manager keeps it, and is
 * emptied at once: from then on the token is nowhere on the page.
 */
export function HubToken(): ReactNode {
  const { isSet, set } = useHubToken();
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? '';
    if (field.current !== null) field.current.value = '';
    if (token !== '') void set(token);
  };
  return (
    <form className={classes['token']} onSubmit={submit} aria-label="Hugging Face token">
      <label className={classes['field']}>
        <KeyRound size={14} aria-hidden />
        <span className="visuallyHidden">Hugging Face token</span>
        <input
          ref={field}
          className={classes['secret']}
          placeholder={isSet ? 'Another token' : 'hf_… token, for private or gated datasets'}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
      </label>
      <Button type="submit">Use token</Button>
      {isSet && <Button onClick={() => void set(undefined)}>Clear token</Button>}
      <p className={classes['note']}>
        {isSet ? 'A token is set. ' : ''}Kept in memory until this page is closed, and sent to huggingface.co
        only.
      </p>
    </form>
  );
}
