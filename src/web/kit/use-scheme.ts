import { useMantineColorScheme } from '@mantine/core'

/** Light, dark, or as the system. Mantine's own way of hiding transitions is a style tag, which our policy refuses. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return { scheme: colorScheme, setScheme: setColorScheme }
}
