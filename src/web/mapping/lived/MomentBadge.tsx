import { useTranslation } from 'react-i18next'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './lived.module.css'
import { useLivedLayer } from './lived-layer.ts'
import { momentShown } from './moment-shown.ts'

/** On a card: a moment of truth, with what data say of it. A lozenge that is full for people, empty for data alone. */
export function MomentBadge({ placement }: { placement: Placement }) {
  const { moments } = useMapPlace()
  const layer = useLivedLayer()
  const judged = layer.moments.get(placement.touchpoint)
  const shown = momentShown(moments.get(placement.id), judged)
  return shown ? <Badge shown={shown} meaning={judged?.meaning} /> : null
}

function Badge(props: {
  shown: NonNullable<ReturnType<typeof momentShown>>
  meaning: { readonly fr: string; readonly en: string } | undefined
}) {
  const { shown, meaning } = props
  const { t } = useTranslation('mapping')
  const lived = useTranslation('lived').t
  const { language } = useFigures()
  const status = t(`inspector.momentStatus.${shown.status}`)
  const isCandidate = shown.mark === 'candidate'
  return (
    <span
      className={styles.moment}
      data-mark={shown.mark}
      data-status={shown.status}
      data-tip={meaning && `${isCandidate ? lived('moment.candidateSaid') : ''} ${meaning[language]}`.trim()}
    >
      <span aria-hidden>{isCandidate ? '◇' : '◆'} </span>
      <span className="unseen">{t('inspector.moment')} : </span>
      {isCandidate ? lived('moment.candidate') : status}
      {isCandidate && <span className="unseen">, {status}</span>}
    </span>
  )
}
