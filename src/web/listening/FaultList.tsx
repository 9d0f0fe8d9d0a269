import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import { adviceKey } from '../../vocabulary/survey/survey-advice-key.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import styles from './listening.module.css'

/** What is to be mended before publishing, and advice beside it; each leads to where it is. */
export function FaultList(props: {
  whole: WholeSurvey
  open: (id: string, code: string) => void
  /** What is set aside now, and how that is changed; nothing for who may only read. */
  setAside?: { readonly held: readonly string[]; readonly change: (next: readonly string[]) => void } | undefined
}) {
  const { whole, open, setAside } = props
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
  const { language, lasting } = useFigures()
  const { say } = useLabels()
  const { faults, seconds, budgetSeconds } = whole
  const named = (at: string | undefined) => {
    const question = whole.survey.pages.flatMap(page => page.questions).find(({ id }) => id === at)
    return question && say(question.text)
  }
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
                      {named(fault.at) && <b>{named(fault.at)}</b>} {fault[language]}
                    </button>
                  )}
                  {at === 1 && setAside && (
                    <>
                      {' '}
                      <button
                        type="button"
                        className={styles.setAside ?? ''}
                        onClick={() => setAside.change([...setAside.held, adviceKey(fault)])}
                      >
                        {editor('aside.set')}
                      </button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          ),
      )}
      {setAside && setAside.held.length > 0 && (
        <p className={styles.small} style={{ margin: 0 }}>
          {editor('aside.held', { count: setAside.held.length })}{' '}
          <button type="button" className={styles.setAside ?? ''} onClick={() => setAside.change([])}>
            {editor('aside.back')}
          </button>
        </p>
      )}
    </>
  )
}
