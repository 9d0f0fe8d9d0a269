import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import { useFigures } from '../kit/figures.ts'
import styles from './listening.module.css'

/** What is to be mended before publishing, and advice beside it; each leads to where it is. */
export function FaultList({ whole, open }: { whole: WholeSurvey; open: (id: string, code: string) => void }) {
  const { t } = useTranslation('listening')
  const { language, lasting } = useFigures()
  const { faults, seconds, budgetSeconds } = whole
  const listed = [
    [t('faults'), faults.filter(({ weight }) => weight === 'error')],
    [t('advice'), faults.filter(({ weight }) => weight === 'warning')],
  ] as const
  return (
    <>
      <p className={styles.small} style={{ margin: 0 }}>
        {t('lasts', { time: lasting(seconds * 1000), budget: lasting(budgetSeconds * 1000) })}{' '}
        {faults.length === 0 && t('fine')}
      </p>
      {listed.map(
        ([title, some], at) =>
          some.length > 0 && (
            <ul key={title} className={styles.faults} data-grave={at === 0 || undefined}>
              <li>
                <b>{title}</b>
              </li>
              {some.map(fault => (
                <li key={`${fault.code} ${fault.at ?? ''} ${fault.en}`}>
                  {fault.at === undefined ? (
                    fault[language]
                  ) : (
                    <button type="button" onClick={() => open(fault.at!, fault.code)}>
                      {fault[language]}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          ),
      )}
    </>
  )
}
