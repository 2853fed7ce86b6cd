import { useMediaQuery } from '@mantine/hooks';

const AT_ONCE = { getInitialValueInEffect: false };

/** One column below 768 px: a laptop at 200 % zoom is that narrow. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 767px)', undefined, AT_ONCE);
}

/** Room for the wider list from 960 px. */
export function useIsRoomy(): boolean {
  return useMediaQuery('(min-width: 960px)', undefined, AT_ONCE);
}

/** Three panes from 1280 px. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 1280px)', undefined, AT_ONCE);
}
