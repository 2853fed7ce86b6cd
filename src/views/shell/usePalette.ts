import { useCallback, useEffect, useEffectEvent, useState, type ComponentType } from 'react';
import { lazyPart } from '../../ui/lazyPart';

/** The palette's code comes with the first Ctrl/Cmd+K; later openings are at once. */
const loadSpotlight = () => import('@mantine/spotlight');
const LazyPalette = lazyPart(async () => (await import('./Palette')).Palette);

export interface PaletteControl {
  /** Undefined until it was first asked for. */
  readonly Palette: ComponentType<{ onOpenSource: () => void; onOpenShortcuts: () => void }> | undefined;
  open(): void;
}

export function usePalette(): PaletteControl {
  const [isWanted, setWanted] = useState(false);
  const open = useCallback(() => {
    setWanted(true);
    void Promise.all([loadSpotlight(), import('./Palette')]).then(([{ spotlight }]) =>
      setTimeout(spotlight.open),
    );
  }, []);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.key.toLowerCase() !== 'k' ||
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey
    )
      return;
    event.preventDefault();
    open();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return { Palette: isWanted ? LazyPalette : undefined, open };
}
