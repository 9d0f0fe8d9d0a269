import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Mantine speaks our tokens: every colour it draws comes from `tokens.css`, so light and dark are decided there. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.1875rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '10px', xl: '14px' },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    accent: [
      '#f2f5fa',
      '#e9eef6',
      '#cdd9ea',
      '#9bb6e8',
      '#7f9dd0',
      '#5d7fb5',
      '#3f629a',
      '#27467a',
      '#1f3963',
      '#182c4d',
    ],
    // What is taken away and what went wrong: our terracotta.
    red: ['#fbeee9', '#f8e7e0', '#f1cbbd', '#ee9675', '#ee9675', '#ee9675', '#b3451f', '#b3451f', '#8f3718', '#732c13'],
    gray: [
      '#faf9f6',
      '#f1eee7',
      '#e8e4dc',
      '#dad4c8',
      '#cfc4b2',
      '#a29b90',
      '#6a655d',
      '#4f4b45',
      '#34312d',
      '#1e1d1b',
    ],
    dark: [
      '#edeae3',
      '#cfcabf',
      '#aaa498',
      '#857f74',
      '#4a463f',
      '#3a3731',
      '#2a2823',
      '#201f1b',
      '#171613',
      '#11100e',
    ],
  },
  components: {
    Button: {
      vars: (_theme: unknown, props: { variant?: string; color?: string }) =>
        props.color || (props.variant && props.variant !== 'filled')
          ? { root: {} }
          : {
              root: {
                '--button-bg': 'var(--ink)',
                '--button-hover': 'var(--ink-soft)',
                '--button-color': 'var(--card)',
              },
            },
    },
    // A lock on scrolling is a style tag, which the site's policy refuses; the page itself never scrolls.
    ModalRoot: { defaultProps: { lockScroll: false } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    // A placeholder among the items is not allowed by the role of a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, menuItemTabIndex: 0 } },
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
  },
})

/** The names under which Mantine's components ask for our tokens. */
export const tokensForMantine: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--card)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--ground)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-red-light': 'var(--bad-ground)',
    '--mantine-color-red-light-hover': 'var(--bad-ground)',
    '--mantine-color-red-light-color': 'var(--bad)',
    '--mantine-color-accent-light': 'var(--accent-ground)',
    '--mantine-color-accent-light-hover': 'var(--accent-ground)',
    '--mantine-color-accent-light-color': 'var(--accent)',
  },
  light: {},
  dark: {},
})
