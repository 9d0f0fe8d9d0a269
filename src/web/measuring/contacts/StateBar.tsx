import { useTranslation } from 'react-i18next'
import type { SelfServiceAnswer } from '../../../contract/measuring-self-service.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './contacts.module.css'

const states = ['resolved', 'unknown', 'leaked'] as const

/** All sessions as one bar: those known to have worked, those nobody knows of, those that went to ask somebody. */
export function StateBar({ told }: { told: SelfServiceAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  if (!told.resolved || !told.unknown || !told.leaked) return null
  const said = states.map(state => `${t(`self.${state}`)} ${figures.share(told[state]!.value)}`).join(', ')
  return (
    <div className={styles.states} role="img" aria-label={said}>
      {states.map(state => {
        if (told[state]!.hits === 0) return null
        const rate = told[state]!
        return (
          <span
            key={state}
            data-state={state}
            style={{ width: `${rate.value * 100}%` }}
            title={`${t(`self.${state}`)} ${figures.share(rate.value)}`}
          >
            {rate.value > 0.12 && (
              <>
                <em>{t(`self.${state}`)}</em> {figures.share(rate.value)}
              </>
            )}
          </span>
        )
      })}
    </div>
  )
}
