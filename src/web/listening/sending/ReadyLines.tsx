import { useTranslation } from 'react-i18next'
import { useMessageTexts } from './data.ts'
import { FaultLines } from './FaultLines.tsx'

/** What keeps messages of a survey from leaving by the channels it chooses; told where it is switched on. */
export function ReadyLines({ survey }: { survey: string }) {
  const { t } = useTranslation('sending')
  const { data } = useMessageTexts(survey)
  return <FaultLines title={t('ready')} faults={data?.faults ?? []} />
}
