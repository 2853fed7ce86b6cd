import { useMediaQuery } from '@mantine/hooks';

/** One column below 640 px (DESIGN §7). */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });
}
