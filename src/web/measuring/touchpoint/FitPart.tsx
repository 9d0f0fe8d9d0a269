import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askFit } from '../../../contract/measuring-channels.ts'
import { channelsExpected, isHigh } from '../../../vocabulary/statistics/channel-fit.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'
import { RateFigure } from '../contacts/RateFigure.tsx'
import { useNames } from '../contacts/use-names.ts'
import { usePlainFilter } from '../data.ts'
import explore from '../explore/explore.module.css'

/** Whether customers come to a touchpoint by a channel that suits how complex and urgent it is. */
export function FitPart({ map, touchpoint }: { map: string; touchpoint: Touchpoint }) {
  const { t } = useTranslation('touchpoint')
  const { channelName } = useNames()
  const [complex, urgent] = [isHigh(touchpoint.complexity, 2), isHigh(touchpoint.urgency, 2)]
  const known = complex !== undefined && urgent !== undefined
  const fit = useFit(map, touchpoint.id, known)
  return (
    <section className={explore.part}>
      <h2>{t('fit')}</h2>
      {known ? (
        <RateFigure
          name={t('fit')}
          definition={t('fitSaid')}
          rate={fit.data?.fit ?? null}
          said={t('expected', { channels: channelsExpected({ complex, urgent }).map(channelName).join(', ') })}
        />
      ) : (
        <p className={explore.note}>{t('fitUnknown')}</p>
      )}
    </section>
  )
}

function useFit(map: string, touchpoint: string, enabled: boolean) {
  const workspace = useWorkspaceKey()
  const filter = usePlainFilter()
  return useQuery({
    ...question(askFit, { params: { workspace }, query: { ...filter, map, touchpoint } }),
    enabled: enabled && filter !== undefined,
    staleTime: 20_000,
  })
}
