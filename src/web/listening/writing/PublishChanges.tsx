import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import {
  type Comparability,
  type Comparable,
  isRescaled,
  proposedComparable,
  surveyChanges,
} from '../../../vocabulary/survey/survey-versions.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from '../listening.module.css'
import { useSurveyVersions } from './data.ts'

/** What a further version changes, in words, and whether the answers of changed questions count on. */
export function PublishChanges(props: {
  survey: string
  draft: Survey
  busy: boolean
  close: () => void
  publish: (comparable: Comparable) => void
}) {
  const { survey, draft, busy, close, publish } = props
  const { t } = useTranslation('surveyWriting')
  const { language } = useFigures()
  const { say } = useLabels()
  const [declared, setDeclared] = useState<Record<string, Comparability>>({})
  const before = useSurveyVersions(survey).data?.versions[0]?.survey
  const changes = before ? surveyChanges(before, draft) : []
  const proposed = before ? proposedComparable(before, draft) : {}
  const held = new Map(before?.pages.flatMap(page => page.questions).map(one => [one.id, one]))
  const changed = draft.pages
    .flatMap(page => page.questions)
    .filter(({ id }) => proposed[id] === 'reworded' || proposed[id] === 'rescaled')
  return (
    <Dialog title={t('publish.title')} close={close} wide>
      {!before ? (
        <Waiting />
      ) : (
        <div className={styles.part} style={{ margin: 0 }}>
          <div>
            <b>{t(changes.length > 0 ? 'publish.changes' : 'publish.none')}</b>
            <ul className={styles.changes}>
              {changes.map(change => (
                <li key={`${change.at} ${change.en}`}>{change[language]}</li>
              ))}
            </ul>
          </div>
          {changed.length > 0 && (
            <fieldset className={styles.counted}>
              <legend>
                <b>{t('publish.counted')}</b>
              </legend>
              <p className={styles.small} style={{ margin: 0 }}>
                {t('publish.countedText')}
              </p>
              {changed.map(question => {
                const was = held.get(question.id)
                const isFixed = was !== undefined && isRescaled(was, question)
                return (
                  <NativeSelect
                    key={question.id}
                    label={say(question.text) || question.id}
                    disabled={isFixed}
                    value={declared[question.id] ?? proposed[question.id]!}
                    data={(['same', 'reworded', 'rescaled'] as const).map(value => ({
                      value,
                      label: t(`comparable.${value}`),
                    }))}
                    onChange={event => {
                      const value = event.currentTarget.value as Comparability
                      setDeclared(all => ({ ...all, [question.id]: value }))
                    }}
                  />
                )
              })}
            </fieldset>
          )}
          <Button
            size="sm"
            loading={busy}
            data-autofocus
            style={{ justifySelf: 'end' }}
            onClick={() => publish({ ...proposed, ...declared })}
          >
            {t('publish.go')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}
