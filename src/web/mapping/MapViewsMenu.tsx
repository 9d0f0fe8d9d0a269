import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../measuring/data.ts'
import { useViews } from '../measuring/filter/data.ts'
import { ViewsMenu } from '../measuring/filter/ViewsMenu.tsx'
import styles from '../measuring/filters.module.css'
import { useDeviceViews, viewOf, viewParts } from './grid/device-views.ts'
import { useMapPlace } from './map-place.ts'

/** The views of the open map that were saved for everybody: its filters, layer, persona and lanes. */
export function MapViewsMenu() {
  const { t } = useTranslation('caseFilters')
  const { view, show } = useMapView()
  const { map } = useMapPlace()
  const device = useDeviceViews(map.id)
  // What is selected stays selected; what the view does not say is as usual.
  const open = (search: Readonly<Record<string, unknown>>) =>
    show(Object.fromEntries(viewParts.map(part => [part, search[part]])))
  useOpenByDefault(map.id)
  return (
    <ViewsMenu page="map" search={{ ...viewOf(view), map: map.id }} of={one => one.search.map === map.id} show={open}>
      {device.views.length > 0 && (
        <>
          <h3 className={styles.here}>{t('views.here')}</h3>
          <ul className={styles.views}>
            {device.views.map(one => (
              <li key={one.name}>
                <button type="button" onClick={() => device.open(one)}>
                  {one.name}
                </button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('views.remove', { name: one.name })}
                  onClick={() => device.forget(one.name)}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </>
      )}
    </ViewsMenu>
  )
}

/** Whoever comes to a map without asking for anything sees its default view; an address that says anything is obeyed. */
function useOpenByDefault(map: string) {
  const navigate = useNavigate()
  const { view } = useMapView()
  const plain = Object.keys(view).length === 0
  const [asked, setAsked] = useState({ map, waits: plain })
  if (asked.map !== map) setAsked({ map, waits: plain })
  const views = useViews(asked.waits)
  useEffect(() => {
    if (!asked.waits || !views.data) return
    const first = views.data.views.find(one => one.page === 'map' && one.isDefault && one.search.map === map)
    setAsked({ map, waits: false })
    // Meanwhile the reader may have chosen something.
    if (first && plain) void navigate({ to: '.', search: viewOf(first.search) as never, replace: true })
  }, [asked.waits, views.data, map, plain, navigate])
}
