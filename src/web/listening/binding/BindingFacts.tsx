import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BindingState, SurveyBinding } from '../../../vocabulary/survey/survey-binding.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { useTouchpoints } from '../../mapping/atlas/data.ts'
import styles from '../listening.module.css'

/** What a survey is about, with a link to each map on which that stands; flagged where it no longer does. */
export function BindingFacts({ survey }: { survey: SurveyBinding & { readonly binding: BindingState } }) {
  const { t } = useTranslation('surveyBinding')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const uses = useTouchpoints().data?.touchpoints
  const { touchpoint, map, step, binding } = survey
  if (binding === 'none' || !uses) return null
  const use = uses.find(one => one.touchpoint.id === touchpoint)
  const all = use ? use.placements : uses.flatMap(({ placements }) => placements)
  const places = all.filter(one => (map === null || one.map === map) && (step === null || one.stepId === step))
  const maps = new Map(places.map(place => [place.map, place]))
  return (
    <p className={styles.small} style={{ margin: '0 0 14px' }}>
      {use && t('about', { name: say(use.touchpoint.name) })}
      {[...maps.values()].map((place, at) => (
        <span key={place.map}>
          {use || at > 0 ? ' · ' : ''}
          <Link
            to="/w/$workspace/maps/$map"
            params={{ workspace, map: place.map }}
            search={use ? { touchpoint: place.placement } : {}}
          >
            {say(place.mapName)}
            {step !== null && ` · ${say(place.step)}`}
          </Link>
        </span>
      ))}{' '}
      <BindingFlag binding={binding} />
      {(binding === 'moved' || binding === 'gone') && ` ${t(`${binding}Text`)}`}
    </p>
  )
}

/** A mark on surveys whose subject is no longer on the maps. */
export function BindingFlag({ binding }: { binding: BindingState }) {
  const { t } = useTranslation('surveyBinding')
  if (binding !== 'moved' && binding !== 'gone') return null
  return (
    <span className={styles.flag} title={t(`${binding}Text`)}>
      {t(`states.${binding}`)}
    </span>
  )
}
