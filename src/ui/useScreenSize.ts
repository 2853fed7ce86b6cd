import { useMediaQuery } from '@mantine/hooks';

const AT_ONCE = { getInitialValueInEffect: false };

/** One column below 640 px (DESIGN §7). */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 639px)', undefined, AT_ONCE);
}

/** Three panes from 1280 px. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 1280px)', undefined, AT_ONCE);
}
