import { useTranslation } from 'react-i18next'
import { channelsThatSuit } from '../../../vocabulary/statistics/channel-fit.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { useLivedLayer } from '../../mapping/lived/lived-layer.ts'
import { RateFigure } from '../contacts/RateFigure.tsx'
import { useNames } from '../contacts/use-names.ts'
import { useMapView } from '../data.ts'
import explore from '../explore/explore.module.css'

/** Whether customers come to a touchpoint by a channel that suits how complex and urgent it is: the figure of its map. */
export function FitPart({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation('touchpoint')
  const { channelName } = useNames()
  const { show } = useMapView()
  const { contacts } = useLivedLayer()
  const suiting = channelsThatSuit(touchpoint.complexity, touchpoint.urgency)
  return (
    <section className={explore.part}>
      <h2>{t('fit')}</h2>
      {suiting ? (
        <RateFigure
          name={t('fit')}
          definition={t('fitSaid')}
          rate={contacts.get(touchpoint.id)?.fit ?? null}
          said={t('expected', { channels: suiting.map(channelName).join(', ') })}
          open={() => show({ list: 'fits' })}
        />
      ) : (
        <p className={explore.note}>{t('fitUnknown')}</p>
      )}
    </section>
  )
}
