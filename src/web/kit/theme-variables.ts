import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { theme, tokensForMantine } from './theme.ts'

/**
 * Writes Mantine's variables as a style sheet at build time. Mantine would put them in a style tag at run time,
 * and the policy of the site (`style-src 'self'`) refuses style tags.
 */
export function themeVariables(): Plugin {
  const id = 'virtual:theme-variables.css'
  return {
    name: 'theme-variables',
    resolveId: source => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      const merged = mergeMantineTheme(DEFAULT_THEME, theme)
      const drawn = defaultCssVariablesResolver(merged)
      const ours = tokensForMantine(merged)
      return convertCssVariables(
        {
          variables: { ...drawn.variables, ...ours.variables },
          light: { ...without(drawn.light, ours.variables), ...ours.light },
          dark: { ...without(drawn.dark, ours.variables), ...ours.dark },
        },
        ':root',
      )
    },
  }
}

/** Our names hold in both schemes: the rule for one scheme would be the more specific one and win. */
function without(drawn: Record<string, string>, ours: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(drawn).filter(([name]) => !(name in ours)))
}
