import { Button, Checkbox, NativeSelect, Radio } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnswerFormat, answerFormats, exportAnswers } from '../../../contract/answer-files.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import type { SurveyView } from '../view.ts'
import styles from './results.module.css'

/** The answers as a file for another tool. */
export function TakeAnswers({ survey, view, close }: { survey: string; view: SurveyView; close: () => void }) {
  const { t } = useTranslation('surveyResults')
  const { language } = useFigures()
  const workspace = useWorkspaceKey()
  const [format, setFormat] = useState<AnswerFormat>('csv')
  const [separator, setSeparator] = useState<'comma' | 'semicolon'>(language === 'fr' ? 'semicolon' : 'comma')
  const isFiltered = view.version !== undefined || view.place !== undefined
  const [onlyShown, setOnlyShown] = useState(isFiltered)
  const { version, place } = onlyShown ? view : {}
  return (
    <Dialog title={t('take')} close={close}>
      <div className={styles.form}>
        <p className={styles.note}>{t('takeText')}</p>
        <Radio.Group label={t('format')} value={format} onChange={value => setFormat(value as AnswerFormat)}>
          <div className={styles.choices}>
            {answerFormats.map(one => (
              <Radio key={one} value={one} label={t(`formats.${one}`)} description={t(`formatsText.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        {format === 'csv' && (
          <NativeSelect
            label={t('separator')}
            value={separator}
            onChange={event => setSeparator(event.currentTarget.value === 'semicolon' ? 'semicolon' : 'comma')}
            data={(['comma', 'semicolon'] as const).map(value => ({ value, label: t(`separators.${value}`) }))}
          />
        )}
        {isFiltered && (
          <Checkbox
            label={t('onlyShown')}
            checked={onlyShown}
            onChange={event => setOnlyShown(event.currentTarget.checked)}
          />
        )}
        <Button
          component="a"
          href={addressOf(exportAnswers, {
            params: { workspace, survey },
            query: {
              format,
              language,
              ...(format === 'csv' ? { separator } : {}),
              ...(version ? { version } : {}),
              ...(place ? { place } : {}),
            },
          })}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={close}
        >
          {t('download')}
        </Button>
      </div>
    </Dialog>
  )
}
