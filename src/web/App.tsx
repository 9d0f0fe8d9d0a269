import { localStorageColorSchemeManager, MantineProvider, MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import i18next from 'i18next'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { answers } from './answers.ts'
import { theme } from './kit/theme.ts'
import { router } from './router.tsx'

const schemeOfThisDevice = localStorageColorSchemeManager({ key: 'parcours.scheme' })

/** The whole web app: the words, the look, the answers kept from the server, and the pages. */
export function App() {
  return (
    <I18nextProvider i18n={i18next}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={schemeOfThisDevice}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={answers}>
          <RouterProvider router={router} />
          <Announcements />
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  )
}

function Announcements() {
  const { t } = useTranslation('kit')
  return (
    <section aria-label={t('announcements')}>
      {/* The cross of an announcement has a name, whoever makes it. */}
      <MantineThemeProvider
        theme={{ components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } } } }}
      >
        <Notifications withinPortal={false} position="bottom-center" autoClose={5000} limit={3} />
      </MantineThemeProvider>
    </section>
  )
}
