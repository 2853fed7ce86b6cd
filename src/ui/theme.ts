/** Mantine carries menus, dialogs and tooltips; looks come from tokens.css. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const mulberry: MantineColorsTuple = [
  '#FCF3F8',
  '#F7E6F0',
  '#F0C4DD',
  '#EA93C6',
  '#D56FB0',
  '#B95E94',
  '#A2347A',
  '#8A2163',
  '#6C184D',
  '#3B1D31',
];

/** Mantine's own dark grey is another one. */
const RAISED = { background: 'var(--rt-raised)', borderColor: 'var(--rt-line-2)' };

export const theme = createTheme({
  fontFamily: 'var(--rt-font)',
  fontFamilyMonospace: 'var(--rt-font-mono)',
  primaryColor: 'mulberry',
  primaryShade: { light: 7, dark: 3 },
  colors: { mulberry },
  defaultRadius: 4,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  respectReducedMotion: true,
  components: {
    // not `Tooltip.extend`: naming a component here would load it with the first page
    Tooltip: {
      defaultProps: { transitionProps: { duration: 0 }, zIndex: 500, fz: 12, px: 8, py: 4 },
    },
    Menu: {
      defaultProps: { transitionProps: { duration: 0 }, shadow: 'none', zIndex: 100, radius: 6 },
      styles: { dropdown: RAISED },
    },
    Popover: {
      defaultProps: { transitionProps: { duration: 0 }, shadow: 'none', zIndex: 100, radius: 6 },
      styles: { dropdown: RAISED },
    },
    Modal: {
      defaultProps: { transitionProps: { duration: 0 }, zIndex: 200, radius: 6 },
      styles: { content: RAISED },
    },
    // a toast
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
  },
});
