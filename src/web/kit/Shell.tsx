import { useHotkeys } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../admitting/data.ts'
import { InboxButton } from '../mapping/talk/InboxButton.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { ZoneProvider } from './figures.ts'
import { HeadingPlace } from './PageHead.tsx'
import { palette } from './palette-store.ts'
import { Rooms } from './Rooms.tsx'
import { SearchButton } from './SearchButton.tsx'
import styles from './shell.module.css'
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx'

// The palette is not needed to draw the first page; its key is heard before it is there.
const Palette = lazy(() => import('./Palette.tsx').then(module => ({ default: module.Palette })))

/** What surrounds every page of a workspace: the rooms on the left (below, on a phone), the page's head above. */
export function Shell() {
  const { t } = useTranslation('kit')
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const workspace = useWorkspace()
  useHotkeys([['mod+K', palette.toggle]], [])
  return (
    <ZoneProvider value={workspace?.timeZone}>
      <HeadingPlace value={place}>
        <div className={styles.shell}>
          <a className={styles.skip} href="#content">
            {t('skip')}
          </a>
          <header className={styles.bar}>
            <WorkspaceSwitch />
            <div className={styles.heading} ref={setPlace} />
            <div className={styles.tools}>
              <SearchButton />
              <InboxButton />
              <AccountMenu />
            </div>
          </header>
          <Rooms />
          <main id="content" className={styles.content} tabIndex={-1}>
            <Outlet />
            {/* Menus, drawers and tooltips open here rather than outside of every landmark. */}
            <div data-mantine-shared-portal-node="true" />
          </main>
        </div>
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
      </HeadingPlace>
    </ZoneProvider>
  )
}
