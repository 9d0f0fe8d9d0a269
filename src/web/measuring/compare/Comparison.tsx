import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { compareFigures, fewestCompared, sizeOf } from '../../../vocabulary/statistics/compare-figures.ts'
import { useWorkspace } from '../../admitting/data.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { useMapView, useShownDays } from '../data.ts'
import { isGroup } from './against.ts'
import { ChangeTable } from './ChangeTable.tsx'
import styles from './compare.module.css'
import type { NamedFigure } from './named.ts'
import { OtherSide, otherSideOf } from './other-side.ts'
import { useAgainstName } from './use-against-name.ts'
import { useSayChange } from './use-say-change.ts'

type Sides<Answer, Asked> = {
  /** The answer of the page. */
  now: Answer
  /** Asks the very same question; below here, of the other side. */
  useOther: (asked: Asked) => UseQueryResult<Answer, Error>
  asked: Asked
  /** The figures that an answer tells, and what each is called. */
  figuresOf: (answer: Answer) => readonly NamedFigure[]
  /** Both sides drawn, before their figures are told. */
  draw?: (other: Answer, name: string) => ReactNode
  /** What is to be known of these figures beside how they are compared. */
  note?: string
}

/** What differs between the page and another period or group, and whether that means anything. */
export function Comparison<Answer, Asked>(props: Sides<Answer, Asked>) {
  const { view } = useMapView()
  const zone = useWorkspace()?.timeZone
  const shown = useShownDays()
  if (!view.against || !zone || !shown) return null
  return (
    <OtherSide value={otherSideOf(view.against, shown, zone)}>
      <Differences {...props} />
    </OtherSide>
  )
}

function Differences<Answer, Asked>({ now, useOther, asked, figuresOf, draw, note }: Sides<Answer, Asked>) {
  const { t } = useTranslation('compare')
  const sayChange = useSayChange()
  const { view } = useMapView()
  const other = useOther(asked)
  const against = view.against!
  const name = useAgainstName(against) ?? ''
  const told = other.error || other.isPlaceholderData ? undefined : other.data
  const here = figuresOf(now)
  const there = told === undefined ? [] : figuresOf(told)
  const changes = compareFigures(here, there)
  const named = new Map(here.map(each => [each.key, each]))
  const believed = changes.filter(change => change.means)
  // The surest first, or, where none is believed, what differs most for what it is worth.
  const shown = believed[0] ?? changes.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
  const words = shown && sayChange(shown, named.get(shown.key)!)
  return (
    <section className={styles.part} aria-live="polite" aria-busy={told === undefined}>
      <h2>{t('title', { other: name })}</h2>
      {other.error && <Trouble compact error={other.error} retry={() => void other.refetch()} />}
      {told === undefined && !other.error && <p>{t('waiting')}</p>}
      {told !== undefined && !words && (
        <p>{there.length === 0 ? t('nothingThere') : t('noneCompared', { fewest: fewestCompared })}</p>
      )}
      {words && (
        <p className={styles.sentence}>
          {believed.length > 0
            ? `${t('differs', { count: believed.length, all: changes.length })} ${t('surest', words)}`
            : `${t('same', { count: changes.length })} ${t('largest', words)}`}
        </p>
      )}
      {told !== undefined && draw?.(told, name)}
      {words && (
        <>
          <ChangeTable changes={changes} named={named} label={t('title', { other: name })} />
          <p className={styles.note}>
            {note} {t('note')}{' '}
            {isGroup(against) && view.cohort === undefined && view.segment === undefined && t('within')}
          </p>
        </>
      )}
    </section>
  )
}
