import { useTranslation } from 'react-i18next'
import type { BindingRule } from '../../../vocabulary/binding.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { channelName } from '../channel-name.ts'
import { useBindingPreview } from '../data.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'

const days = 30

/** What a rule would match, what it would take from others, and what would still belong to nobody. */
export function BindingPreview({ rule }: { rule: BindingRule | undefined }) {
  const { t } = useTranslation('mapping')
  const figures = useFigures()
  const { say } = useLabels()
  const { whole, touchpoints } = useMapPlace()
  const asked = useBindingPreview(whole.journey.id, rule, days)
  const told = asked.data
  return (
    <section className={styles.box} aria-live="polite" aria-busy={asked.isFetching}>
      <h3>{t('binding.preview', { days })}</h3>
      <Refused error={asked.error} />
      {!told && rule && !asked.error && <p>{t('binding.previewing')}</p>}
      {told && (
        <>
          <dl style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: '4px 12px', margin: 0 }}>
            <dt>{t('binding.matches')}</dt>
            <dd style={{ margin: 0, textAlign: 'right' }}>{figures.whole(told.matches)}</dd>
            <dt>{t('binding.wins')}</dt>
            <dd style={{ margin: 0, textAlign: 'right' }}>{figures.whole(told.wins)}</dd>
            <dt>{t('binding.unclaimed')}</dt>
            <dd style={{ margin: 0, textAlign: 'right' }}>
              {figures.share(told.unclaimedBefore)} → {figures.share(told.unclaimedAfter)}
            </dd>
          </dl>
          {told.matches === 0 && <p>{t('binding.noMatch')}</p>}
          {told.overlaps.length > 0 && (
            <>
              <h3>{t('binding.overlaps')}</h3>
              <ul className={styles.list}>
                {told.overlaps.map(one => (
                  <li key={one.rule}>
                    {t('binding.overlap', {
                      touchpoint: say(touchpoints.get(one.touchpoint)?.name) || one.touchpoint,
                      events: figures.whole(one.events),
                      loses: figures.whole(one.loses),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {told.examples.length > 0 && (
            <>
              <h3>{t('binding.examples')}</h3>
              <ul className={styles.list}>
                {told.examples.slice(0, 5).map(one => (
                  <li key={`${one.occurredAt}${one.type}`}>
                    <b>{one.type}</b> · {channelName(one.channel, whole.library.channels, figures.language)} ·{' '}
                    {figures.moment(one.occurredAt)}
                    <br />
                    <span className={styles.note}>
                      {Object.entries(one.properties)
                        .slice(0, 5)
                        .map(([key, value]) => `${key} = ${value}`)
                        .join(', ')}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  )
}
