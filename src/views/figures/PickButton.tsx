import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';

/** A value in a figure's table: what a click on its bar does, for the keyboard. */
export function PickButton({
  label,
  isOn,
  onPick,
}: {
  label: string;
  isOn: boolean;
  onPick: () => void;
}): ReactNode {
  return (
    <button type="button" aria-pressed={isOn} onClick={onPick}>
      <SafeText text={label} />
    </button>
  );
}
