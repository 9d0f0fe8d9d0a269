import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlainAnswer } from '../../../vocabulary/survey/plain-answer.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'

/** In place of what is judged by answers, where there are none: what is missing, and the way to the surveys that ask. */
export function NoAnswers({ meaning, children }: { meaning: PlainAnswer; children: ReactNode }) {
  const { t } = useTranslation('explain')
  const { language } = useFigures()
  const workspace = useWorkspaceKey()
  return (
    <EmptyState
      compact
      title={meaning[language]}
      actions={
        <Link to="/w/$workspace/surveys" params={{ workspace }}>
          {t('drivers.toSurveys')}
        </Link>
      }
    >
      {children}
    </EmptyState>
  )
}
