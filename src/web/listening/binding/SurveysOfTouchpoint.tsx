import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { useSurveys } from '../data.ts'
import styles from '../listening.module.css'
import { SurveyState } from '../SurveyState.tsx'

/** The surveys that ask about a touchpoint, from its place on a map. */
export function SurveysOfTouchpoint({ touchpoint }: { touchpoint: string }) {
  const { t } = useTranslation('surveyBinding')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const surveys = (useSurveys().data?.surveys ?? []).filter(survey => survey.touchpoint === touchpoint)
  if (surveys.length === 0) return null
  return (
    <section>
      <h3 className={styles.aside3}>{t('surveys')}</h3>
      <ul className={styles.plainList}>
        {surveys.map(survey => (
          <li key={survey.id}>
            <Link to="/w/$workspace/surveys/$survey" params={{ workspace, survey: survey.id }}>
              {say(survey.title)}
            </Link>{' '}
            <SurveyState state={survey.state} />{' '}
            <span className={styles.small}>{t('finished', { count: survey.completed })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
