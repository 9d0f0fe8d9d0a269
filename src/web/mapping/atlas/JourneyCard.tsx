import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconGripVertical } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { FreshnessBadge } from '../review/FreshnessBadge.tsx'
import styles from './atlas.module.css'
import type { AtlasNode } from './atlas-tree.ts'
import { MapLine } from './MapLine.tsx'
import { useDragJourney } from './use-drag-journey.ts'

/** What can be done with a journey from here. */
export type JourneyAct = 'review' | 'owner' | 'place' | 'another'

export type AtlasActs = {
  readonly act: (act: JourneyAct, journey: string) => void
  readonly mayTake: (dragged: string, parent: string) => boolean
  readonly drop: (dragged: string, parent: string) => void
}

/** A journey with its maps, and below it those that it is made of. */
export function JourneyCard({ node, acts, heading }: { node: AtlasNode; acts: AtlasActs; heading: 'h2' | 'h3' }) {
  const Heading = heading
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()('map.edit')
  const { told, below } = node
  const { journey } = told
  const name = say(journey.name)
  const { place, grip, isOver, isDragged } = useDragJourney<HTMLDivElement>({
    journey: journey.id,
    may,
    takes: dragged => acts.mayTake(dragged, journey.id),
    onDrop: dragged => acts.drop(dragged, journey.id),
  })
  const drawn = told.maps.filter(map => !map.archived)
  const pair = drawn.length > 1 ? { map: drawn[0]!.id, with: drawn[1]!.id } : { map: drawn[0]?.id ?? '' }
  return (
    <li>
      <div ref={place} className={styles.journey} data-over={isOver || undefined} data-dragged={isDragged || undefined}>
        <div className={styles.head}>
          {may ? (
            <button ref={grip} type="button" tabIndex={-1} className={styles.grip} aria-label={t('drag', { name })}>
              <IconGripVertical size={16} aria-hidden />
            </button>
          ) : (
            <span />
          )}
          <div className={styles.name}>
            <Heading>{name}</Heading>
            <p>{told.owner ? t('owner', { name: told.owner }) : t('noOwner')}</p>
          </div>
          <span className={styles.review}>
            {told.lastReviewOn ? t('lastReview', { day: figures.day(told.lastReviewOn) }) : t('neverReviewed')}
          </span>
          <span className={styles.badge}>
            <FreshnessBadge freshness={told.freshness} />
          </span>
          <span className={styles.menu}>
            <Menu position="bottom-end" width={230}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('journeyActions', { name })}>
                  <IconDots size={17} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => acts.act('review', journey.id)}>{t('act.review')}</Menu.Item>
                {drawn.length > 0 && (
                  <Menu.Item
                    component={Link}
                    {...({ to: '/w/$workspace/compare', params: { workspace }, search: pair } as object)}
                  >
                    {t('act.compare')}
                  </Menu.Item>
                )}
                {may && (
                  <>
                    <Menu.Item onClick={() => acts.act('another', journey.id)}>{t('act.newMap')}</Menu.Item>
                    <Menu.Divider />
                    <Menu.Item onClick={() => acts.act('owner', journey.id)}>{t('act.owner')}</Menu.Item>
                    <Menu.Item onClick={() => acts.act('place', journey.id)}>{t('act.place')}</Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          </span>
        </div>
        {told.maps.length > 0 && (
          <ul className={styles.maps}>
            {told.maps.map(face => (
              <li key={face.id}>
                <MapLine face={face} journey={journey} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {below.length > 0 && (
        <ul className={styles.below}>
          {below.map(one => (
            <JourneyCard key={one.told.journey.id} node={one} acts={acts} heading={heading} />
          ))}
        </ul>
      )}
    </li>
  )
}
