import { useTranslation } from 'react-i18next'
import type { SurveyFileReport } from '../../../contract/survey-files.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from './files.module.css'

const counted = ['pages', 'questions', 'conditions', 'endings'] as const

/** How a file was read: what the survey would hold, and all that is left or read otherwise. */
export function SurveyFileFacts({ report, fileName }: { report: SurveyFileReport; fileName: string }) {
  const { t } = useTranslation('surveyFiles')
  const { language } = useFigures()
  const { say } = useLabels()
  const errors = report.remarks.filter(({ weight }) => weight === 'error').length
  const warnings = report.remarks.length - errors
  const told =
    errors > 0 ? t('errors', { count: errors }) : warnings > 0 ? t('warnings', { count: warnings }) : t('fine')
  const facts = [
    ...(report.format ? [t('found', { format: t(`formats.${report.format}`) })] : []),
    ...(report.format ? counted.filter(what => report[what] > 0).map(what => t(what, { count: report[what] })) : []),
  ]
  return (
    <>
      <p className={styles.note}>
        <b>{report.title ? say(report.title) : fileName}</b>
        {facts.length > 0 && ` · ${facts.join(' · ')}`}
      </p>
      <p className={styles.told} data-weight={errors > 0 ? 'error' : undefined} role="status">
        {told}
      </p>
      {report.remarks.length > 0 && (
        <Scroll label={t('remarks')} className={styles.remarks}>
          <ul>
            {report.remarks.map(remark => (
              <li key={`${remark.at} ${remark.value} ${remark.en}`} data-weight={remark.weight}>
                {remark.at && <b>{remark.at} · </b>}
                {remark[language]} {remark.value && <code>{remark.value}</code>}
              </li>
            ))}
          </ul>
        </Scroll>
      )}
    </>
  )
}
