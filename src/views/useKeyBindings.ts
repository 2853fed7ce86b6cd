import { useEffect, useEffectEvent, useRef } from 'react';
import { matchKey, type KeyId } from '../state/keyTable';

export type KeyActions = Partial<Record<KeyId, () => void>>;

/** Controls where letters are text, or where a key has a native meaning. */
const TYPING = 'input, textarea, select, [contenteditable="true"]';
const DIALOG = '[role="dialog"], [role="menu"], [role="alertdialog"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPING}, ${DIALOG}`) !== null;
}

/** In a focused button, link or slider, Space, Enter and arrows keep their native meaning. */
function isNative(target: EventTarget | null, key: string): boolean {
  return (
    key === ' ' &&
    target instanceof Element &&
    target.closest('button, a, summary, [role="slider"], [role="listbox"]') !== null
  );
}

/** Binds keys of the one table to what they do here. */
export function useKeyBindings(actions: KeyActions, isOn = true): void {
  const before = useRef<string | undefined>(undefined);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target) || isNative(event.target, event.key) || event.key === 'Shift') return;
    const id = matchKey(event.key, before.current);
    before.current = event.key;
    const act = id === undefined ? undefined : actions[id];
    if (act === undefined) return;
    event.preventDefault();
    before.current = undefined;
    act();
  });
  useEffect(() => {
    if (!isOn) return undefined;
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
}
