import { Anchor } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapView, useMeasures } from '../../measuring/data.ts'
import { ListDrawer } from '../../measuring/ListDrawer.tsx'
import { useMapId } from '../data.ts'
import { EditingProvider, useMapEditing } from '../editing.ts'
import { MapViews } from '../grid/MapViews.tsx'
import { Inspector } from '../inspector/Inspector.tsx'
import { MapBar } from '../MapBar.tsx'
import { MapDrawers, type OpenDrawer } from '../MapDrawers.tsx'
import page from '../map-page.module.css'
import { MapPlaceProvider, placeOf } from '../map-place.ts'
import { TalkStoreProvider, useOpenTalk } from '../talk/talk-store.ts'
import { usePeople, useVersion } from './data.ts'
import styles from './version.module.css'

/** A published version as it was: read, never written. */
export function VersionPage({ number }: { number: number }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const version = useVersion(number)
  const may = useMay()
  const people = usePeople(may('map.comment'))
  const { view } = useMapView()
  const measures = useMeasures(map)
  const talk = useOpenTalk()
  const writing = useMapEditing()
  const editing = useMemo(() => ({ ...writing, may: false, canUndo: false, canRedo: false }), [writing])
  const narrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const [drawer, setDrawer] = useState<OpenDrawer>()
  const known = version.data
  const lived = view.view !== 'designed' ? measures.data : undefined
  const place = useMemo(() => (known ? placeOf(known, lived) : undefined), [known, lived])
  if (version.error && !known) return <Trouble error={version.error} retry={() => void version.refetch()} />
  if (!place || !known?.version) return <Waiting lines={9} />
  const { publishedAt, publishedBy, note } = known.version
  const author = people.data?.people.find(one => one.id === publishedBy)?.name
  const name = say(known.journey.name)
  return (
    <MapPlaceProvider value={place}>
      <EditingProvider value={editing}>
        <PageHead title={name} name={`${name}, v${number}`} />
        <div className={`${page.page} ${styles.page}`} aria-busy={measures.isPlaceholderData}>
          <div className={styles.banner} role="status">
            <span>
              <b>{t('version.reading', { number, day: figures.day(publishedAt) })}</b>{' '}
              {author && t('version.by', { name: author })}
              {note && <q>{note}</q>}
              <small>{t('version.measures')}</small>
            </span>
            <Anchor
              size="sm"
              renderRoot={props => (
                <Link
                  {...props}
                  to="/w/$workspace/compare"
                  params={{ workspace }}
                  search={{ map, version: number, with: map }}
                />
              )}
            >
              {t('version.compare')}
            </Anchor>
            <Anchor
              size="sm"
              renderRoot={props => (
                <Link {...props} to="/w/$workspace/maps/$map" params={{ workspace, map }} search={{}} />
              )}
            >
              {t('version.draft')}
            </Anchor>
          </div>
          <MapBar open={setDrawer} trouble={measures.error} />
          <div className={page.body}>
            <TalkStoreProvider value={talk}>
              <MapViews narrow={narrow ?? false} />
              <Inspector narrow={narrow ?? false} />
            </TalkStoreProvider>
          </div>
        </div>
        {drawer && drawer !== 'tray' && <MapDrawers opened={drawer} open={setDrawer} />}
        <ListDrawer map={map} touchpoints={place.touchpoints} own={known.library.channels} />
      </EditingProvider>
    </MapPlaceProvider>
  )
}
