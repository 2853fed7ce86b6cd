import { useState, type KeyboardEvent, type ReactNode } from 'react';
import classes from './GoToStep.module.css';

interface GoToStepProps {
  readonly total: number;
  readonly onGo: (step: number) => void;
  /** `isDone` by a key: then focus goes back to where the keys count. */
  readonly onClose: (isDone: boolean) => void;
}

/** A field for the number of a step: Enter goes, Escape closes. What is not the number of a step is said, not guessed. */
export function GoToStep({ total, onGo, onClose }: GoToStepProps): ReactNode {
  const [text, setText] = useState('');
  const step = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
  const isStep = step !== undefined && step >= 1 && step <= total;
  const isWrong = text.trim() !== '' && !isStep;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose(true);
    else if (event.key === 'Enter' && isStep) {
      onGo(step);
      onClose(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <label className={classes['field']}>
      <span>Go to step</span>
      <input
        // opened by a key or a button to be typed in at once
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        inputMode="numeric"
        value={text}
        aria-invalid={isWrong}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => onClose(false)}
      />
      <span data-wrong={isWrong}>{isWrong ? `1 to ${total}` : `of ${total}`}</span>
    </label>
  );
}
