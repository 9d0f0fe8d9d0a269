import { IconSitemap } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MapRollUp } from '../../../contract/map-roll-up.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { filtersBeyond } from '../../measuring/filters.ts'
import { useJourneys } from '../data.ts'
import styles from './lived.module.css'
import { useLivedLayer } from './lived-layer.ts'
import { useLivedWords } from './use-lived-words.ts'

/** On a step that opens into a journey of its own: the way into it, and what was lived there, brought up. */
export function SubJourneyMark({ step }: { step: Step }) {
  return step.subJourney ? <Mark step={step} journey={step.subJourney} /> : null
}

function Mark({ step, journey }: { step: Step; journey: string }) {
  const { t } = useTranslation('lived')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const words = useLivedWords()
  const { view } = useMapView()
  const journeys = useJourneys().data?.journeys ?? []
  const { rollUp } = useLivedLayer()
  const told = rollUp.get(step.id)
  const face = journeys.find(one => one.journey.id === journey)
  const map = told?.map ?? (face?.maps.find(one => one.kind === 'current') ?? face?.maps[0])?.id
  const name = say(told?.name ?? face?.journey.name)
  if (!map || name === '') return null
  const search = { ...filtersBeyond(view), ...(view.view ? { view: view.view } : {}) }
  const measures = told?.measures ?? undefined
  const said = `${t('sub.into', { name })} ${measures ? words.rollUp(measures) : ''}`.trim()
  return (
    <Link
      className={styles.sub}
      tabIndex={-1}
      to="/w/$workspace/maps/$map"
      params={{ workspace, map }}
      search={search as never}
      data-tip={said}
      aria-label={said}
      onClick={event => event.stopPropagation()}
    >
      <IconSitemap size={12} aria-hidden />
      <span>{name}</span>
      {measures && <Feeling emotion={measures.emotion} />}
    </Link>
  )
}

function Feeling({ emotion }: { emotion: NonNullable<MapRollUp['steps'][number]['measures']>['emotion'] }) {
  const figures = useFigures()
  if (emotion.mean === null || emotion.reading === 'hidden') return null
  return <b data-feeling={shadeOf(emotion.mean)}>{figures.feeling(emotion.mean)}</b>
}
