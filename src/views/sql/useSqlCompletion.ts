/** Suggestions while SQL is typed, and on Ctrl + Space: the field keeps the focus. */
import { useId, useLayoutEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import type { SqlTable } from '../../client/types';
import { completeSql, type SqlCompletion, type SqlSuggestion } from './completeSql';

export interface SqlCompleting {
  readonly base: string;
  readonly suggestions: readonly SqlSuggestion[];
  /** -1 = none: Enter is a new line. */
  readonly active: number;
  take(suggestion: SqlSuggestion): void;
  /** After the text changed by typing. */
  typed(text: string, caret: number): void;
  /** True when the key was for the suggestions. */
  keyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  close(): void;
}

const LEAST_CHARS = 2;

export function useSqlCompletion(
  tables: readonly SqlTable[],
  field: RefObject<HTMLTextAreaElement | null>,
  onText: (text: string) => void,
): SqlCompleting {
  const base = useId();
  const [shown, setShown] = useState<SqlCompletion>();
  const [active, setActive] = useState(-1);
  // behind what was taken, before the next key
  const [caretTo, setCaretTo] = useState<{ at: number }>();
  useLayoutEffect(() => {
    if (caretTo !== undefined) field.current?.setSelectionRange(caretTo.at, caretTo.at);
  }, [caretTo, field]);
  const suggestions = shown?.suggestions ?? [];
  const close = (): void => setShown(undefined);
  const open = (text: string, caret: number, first: number): void => {
    const found = completeSql(text, caret, tables);
    setShown(found.suggestions.length === 0 ? undefined : found);
    setActive(first);
  };
  const take = ({ text }: SqlSuggestion): void => {
    const input = field.current;
    if (shown === undefined || input === null) return;
    onText(input.value.slice(0, shown.start) + text + input.value.slice(shown.end));
    const caret = shown.start + text.length;
    setCaretTo({ at: caret });
    close();
  };
  return {
    base,
    suggestions,
    active,
    take,
    close,
    typed: (text, caret) => {
      const word = /\w*$/.exec(text.slice(0, caret))?.[0] ?? '';
      if (word.length >= LEAST_CHARS || text[caret - word.length - 1] === '.') open(text, caret, -1);
      else close();
    },
    keyDown: (event) => {
      const { key, ctrlKey, metaKey, currentTarget } = event;
      if (key === ' ' && ctrlKey) open(currentTarget.value, currentTarget.selectionStart, 0);
      else if (suggestions.length === 0) return false;
      else if (key === 'Escape') close();
      else if (key === 'ArrowDown') setActive((active + 1) % suggestions.length);
      else if (key === 'ArrowUp' && active >= 0)
        setActive((active + suggestions.length - 1) % suggestions.length);
      else if (key === 'Enter' && !ctrlKey && !metaKey && suggestions[active] !== undefined)
        take(suggestions[active]);
      else {
        if (key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === 'Enter') close();
        return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
