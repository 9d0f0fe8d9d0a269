import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useJourneys } from '../data.ts'
import { ImportButton } from '../imports/ImportButton.tsx'
import { StartMap } from '../StartMap.tsx'
import styles from './maps.module.css'

/** The journeys and their maps; when there is none, three ways to begin. */
export function MapsPage() {
  const { t } = useTranslation('mapping')
  const { say } = useLabels()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const journeys = useJourneys()
  const [starting, setStarting] = useState(false)
  const drawn = (journeys.data?.journeys ?? []).filter(one => one.maps.length > 0)
  const empty = journeys.data !== undefined && drawn.length === 0
  return (
    <>
      <PageHead
        title={t('title')}
        name={t('title')}
        actions={
          may('map.edit') && !empty ? (
            <>
              <ImportButton />
              <Button size="xs" onClick={() => setStarting(!starting)} aria-expanded={starting}>
                {t('newMap')}
              </Button>
            </>
          ) : undefined
        }
      />
      <div className={shell.page}>
        {journeys.error && <Trouble error={journeys.error} retry={() => void journeys.refetch()} />}
        {journeys.isPending && <Waiting />}
        {(empty || starting) && <StartMap first={empty} />}
        {drawn.length > 0 && (
          <ul className={styles.list}>
            {drawn.map(({ journey, maps }) => (
              <li key={journey.id} className={styles.journey}>
                <div>
                  <h2>{say(journey.name)}</h2>
                  {journey.purpose && <p>{say(journey.purpose)}</p>}
                </div>
                <ul>
                  {maps.map(face => (
                    <li key={face.id}>
                      <Link to="/w/$workspace/maps/$map" params={{ workspace, map: face.id }} className={styles.map}>
                        <b>{say(face.name) || say(journey.name)}</b>
                        <span className={styles.kind}>{t(`kinds.${face.kind}`)}</span>
                        <span>{face.version > 0 ? t('version', { number: face.version }) : t('neverPublished')}</span>
                        <span>{t('steps', { count: face.steps })}</span>
                        <span>{figures.day(face.updatedAt)}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
