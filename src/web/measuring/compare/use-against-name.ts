import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useSegments } from '../../segmenting/data.ts'
import { shiftDay } from '../view.ts'
import { type Against, cohortOf, daysOf, segmentOf } from './against.ts'

/** What the other side is called; undefined where nothing is compared. */
export function useAgainstName(against: Against | undefined): string | undefined {
  const { t } = useTranslation('compare')
  const figures = useFigures()
  const segment = against && segmentOf(against)
  const segments = useSegments(segment !== undefined)
  if (against === undefined) return undefined
  if (against === 'before') return t('otherBefore')
  if (against === 'year') return t('otherYear')
  const days = daysOf(against)
  if (days)
    return t('otherDays', {
      from: figures.day(`${days.from}T12:00Z`),
      to: figures.day(`${shiftDay(days.to, -1)}T12:00Z`),
    })
  return (
    cohortOf(against)?.replace(':', ' : ') ??
    segments.data?.segments.find(one => one.id === segment)?.name ??
    t('segment')
  )
}
