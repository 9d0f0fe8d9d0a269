import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from '../listening.module.css'
import { useSurveyVersions } from './data.ts'

/** Every version with what it changed; any of them can be taken back into the draft, which can be undone. */
export function VersionHistory(props: { survey: string; close: () => void; takeBack?: (survey: Survey) => void }) {
  const { survey, close, takeBack } = props
  const { t } = useTranslation('surveyWriting')
  const { moment, language } = useFigures()
  const { data } = useSurveyVersions(survey)
  return (
    <Dialog title={t('versions')} close={close} wide>
      {!data ? (
        <Waiting />
      ) : (
        <ol className={styles.plainList} reversed>
          {data.versions.map(version => (
            <li key={version.number} className={styles.card}>
              <div className={styles.cardHead}>
                <b style={{ flex: 1 }}>{t('version', { number: version.number, day: moment(version.publishedAt) })}</b>
                {takeBack && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => {
                      takeBack(version.survey)
                      close()
                    }}
                  >
                    {t('takeBack')}
                  </Button>
                )}
              </div>
              {version.changes.length === 0 ? (
                <span className={styles.small}>{t(version.number === 1 ? 'first' : 'publish.none')}</span>
              ) : (
                <ul className={styles.changes}>
                  {version.changes.map(change => (
                    <li key={`${change.at} ${change.en}`}>{change[language]}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
