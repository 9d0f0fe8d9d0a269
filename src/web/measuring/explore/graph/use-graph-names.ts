import { useTranslation } from 'react-i18next'
import type { Apart } from '../../../charts/FlowPicture.tsx'
import { beginning, end } from '../../../charts/flow-layout.ts'
import { useFigures } from '../../../kit/figures.ts'
import type { FlowFigure } from './flows-of.ts'

/** How activities, flows and their figures are written. */
export function useGraphNames(name: (id: string) => string) {
  const { t } = useTranslation('exploreGraph')
  const figures = useFigures()
  const nameOf = (activity: string | null) =>
    activity === null ? '' : activity === beginning ? t('begin') : activity === end ? t('end') : name(activity)
  const apartName = (apart: Apart) =>
    'activity' in apart ? nameOf(apart.activity) : t('flow', { from: nameOf(apart.from), to: nameOf(apart.to) })
  const write = (value: number | null, figure: FlowFigure) => {
    if (value === null) return '–'
    return figure === 'count' || figure === 'cases' ? figures.whole(value) : figures.lasting(value * 1000)
  }
  return { nameOf, apartName, write }
}
