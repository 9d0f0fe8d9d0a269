import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MomentOfTruth } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useTold } from '../../measuring/explore/use-explain.ts'
import { Figure } from '../../measuring/Figure.tsx'
import figureStyles from '../../measuring/figures.module.css'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { useLivedLayer } from './lived-layer.ts'
import { type JudgedMoment, momentShown } from './moment-shown.ts'

/** Whether a touchpoint decides what customers do next, as data judge it; a person confirms or rejects, with a reason. */
export function MomentPart({ placement }: { placement: Placement }) {
  const { t } = useTranslation('lived')
  const { language } = useFigures()
  const { moments } = useMapPlace()
  const judged = useLivedLayer().moments.get(placement.touchpoint)
  const declared = moments.get(placement.id)
  if (!judged || (judged.status === 'unsettled' && !declared)) return null
  const shown = momentShown(declared, judged)
  return (
    <section>
      <h3 className={figureStyles.heading}>{t('moment.title')}</h3>
      <p className={styles.note}>{judged.meaning[language]}</p>
      <Numbers judged={judged} />
      {(shown || declared) && <Decision placement={placement} declared={declared} judged={judged} />}
    </section>
  )
}

function Numbers({ judged }: { judged: JudgedMoment }) {
  const { t } = useTranslation('lived')
  const figures = useFigures()
  const measures = useTold()
  const { show } = useMapView()
  const { good, bad, answered, impact, detectable } = judged
  const points = (share: number) => t('moment.points', { n: figures.fine(share * 100) })
  const openAnswers = () => show({ list: 'satisfaction', next: undefined })
  if (answered === null) return null
  return (
    <div className={figureStyles.figures}>
      {impact && (
        <Figure
          measures={measures}
          name={t('moment.difference')}
          definition={`${t('moment.differenceSaid')} ${t('interval', { low: points(impact.low), high: points(impact.high) })}`}
          value={points(impact.difference)}
          detail={`[${points(impact.low)} ; ${points(impact.high)}]`}
          n={answered}
          onOpen={openAnswers}
        />
      )}
      {!impact && detectable !== null && (
        <Figure
          measures={measures}
          name={t('moment.detectable')}
          definition={t('moment.detectableSaid')}
          value={points(detectable)}
          n={answered}
          onOpen={openAnswers}
        />
      )}
      {good !== null && bad !== null && (
        <Figure
          measures={measures}
          name={t('moment.groups')}
          definition={t('moment.groupsSaid')}
          value={`${figures.whole(good)} / ${figures.whole(bad)}`}
          n={answered}
          onOpen={openAnswers}
        />
      )}
    </div>
  )
}

/** A person has the last word, and says why. */
function Decision(props: { placement: Placement; declared: MomentOfTruth | undefined; judged: JudgedMoment }) {
  const { placement, declared, judged } = props
  const { t } = useTranslation('lived')
  const { say, write } = useLabels()
  const { may, edit } = useEditing()
  const [rejecting, setRejecting] = useState(false)
  const status = judged.status === 'proven' || judged.status === 'emotionalPeak' ? judged.status : undefined
  const rejected = declared?.status === 'rejected'
  if (!may)
    return rejected ? <p className={styles.note}>{t('moment.rejected', { reason: say(declared.reason) })}</p> : null
  const keep = (next: MomentOfTruth['status'], reason: string) => {
    setRejecting(false)
    const why = reason === '' ? null : write(declared?.reason, reason)
    if (declared) void edit({ op: 'setMoment', placement: placement.id, set: { status: next, reason: why } })
    else
      void edit({
        op: 'addMoment',
        moment: { placement: placement.id, origin: 'detected', status: next, reason: why, evidence: [] },
      })
  }
  if (rejecting)
    return (
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          keep('rejected', String(new FormData(event.currentTarget).get('reason') ?? '').trim())
        }}
      >
        <TextInput name="reason" size="sm" label={t('moment.why')} required withAsterisk={false} autoFocus />
        <div className={styles.row}>
          <Button type="submit" size="xs">
            {t('moment.reject')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setRejecting(false)}>
            {t('moment.cancel')}
          </Button>
        </div>
      </form>
    )
  return (
    <>
      {rejected && <p className={styles.note}>{t('moment.rejected', { reason: say(declared.reason) })}</p>}
      <div className={styles.row}>
        {status && declared?.status !== status && (
          <Button size="xs" variant="default" onClick={() => keep(status, '')}>
            {t('moment.confirm')}
          </Button>
        )}
        {!rejected && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => setRejecting(true)}>
            {t('moment.reject')}
          </Button>
        )}
      </div>
    </>
  )
}
