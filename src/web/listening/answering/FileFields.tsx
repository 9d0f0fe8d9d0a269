import { Checkbox, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fileRulesOf } from '../../../vocabulary/survey/sent-file.ts'
import type { Question } from '../../../vocabulary/survey/survey.ts'
import { fileFormats } from '../../../vocabulary/survey/survey-kinds.ts'
import styles from '../listening.module.css'

/** What a question for files takes, how many, and how large. */
export function FileFields({
  question,
  onChange,
}: {
  question: Question
  onChange: (next: Partial<Question>) => void
}) {
  const { t } = useTranslation('answering')
  const { takes, most, megabytes } = fileRulesOf(question)
  return (
    <>
      <Checkbox.Group
        label={t('takes')}
        value={[...takes]}
        onChange={chosen => {
          const next = fileFormats.filter(one => chosen.includes(one))
          if (next.length > 0) onChange({ takes: next })
        }}
      >
        {fileFormats.map(one => (
          <Checkbox key={one} mt={6} value={one} label={t(`formats.${one}`)} />
        ))}
      </Checkbox.Group>
      <div className={styles.both}>
        <NumberInput
          label={t('files')}
          min={1}
          max={5}
          clampBehavior="strict"
          allowDecimal={false}
          value={most}
          onChange={value => onChange({ files: Math.max(1, Number(value) || 1) })}
        />
        <NumberInput
          label={t('megabytes')}
          min={1}
          max={20}
          clampBehavior="strict"
          allowDecimal={false}
          value={megabytes}
          onChange={value => onChange({ largest: Math.max(1, Number(value) || 1) })}
        />
      </div>
      <p className={styles.small}>{t('fileNote')}</p>
    </>
  )
}
