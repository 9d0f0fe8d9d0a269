import { useTranslation } from 'react-i18next'
import type { SurveyTrend } from '../../../contract/survey-figures.ts'
import { useFigures } from '../../kit/figures.ts'

type Scale = SurveyTrend['questions'][number]['scale']

/** A score as people read it: an NPS is in points, with a true minus sign; the others are a share. */
export function useScoreWords() {
  const { t } = useTranslation('listening')
  const figures = useFigures()
  const points = (value: number) => figures.fine(value).replace('-', '−')
  return {
    told: ({ kind }: Pick<Scale, 'kind'>, value: number) =>
      kind === 'nps' ? points(value) : figures.share(value / 100),
    points,
    definition: ({ kind }: Pick<Scale, 'kind'>) =>
      t(`scores.${kind === 'nps' ? 'nps' : kind === 'ces' ? 'ces' : 'csat'}`),
    named: ({ kind }: Pick<Scale, 'kind'>) => (kind === 'nps' ? 'NPS' : kind === 'ces' ? 'CES' : 'CSAT'),
  }
}
