import { SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { useFigures } from '../kit/figures.ts'
import { usePreview } from './data.ts'
import styles from './listening.module.css'

const pauseMs = 400

/** A page exactly as customers will see it, on a phone or a desk, drawn by the server that will draw theirs. */
export function SurveyPreview({ survey, page }: { survey: Survey; page: string | undefined }) {
  const { t } = useTranslation('listening')
  const { language } = useFigures()
  const [size, setSize] = useState<'phone' | 'desk'>('phone')
  const [tongue, setTongue] = useState<'fr' | 'en'>(
    survey.languages.includes(language) ? language : survey.languages[0]!,
  )
  const [wished, setWished] = useState<string>()
  const [settled, setSettled] = useState(survey)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(survey), pauseMs)
    return () => clearTimeout(timer)
  }, [survey])
  useEffect(() => setWished(page), [page])
  const shown =
    wished === 'the end' ? null : (settled.pages.find(one => one.id === wished)?.id ?? settled.pages[0]?.id ?? null)
  const { data } = usePreview(settled, shown, tongue)
  return (
    <section className={styles.aside} aria-label={t('preview')}>
      <div className={styles.score} style={{ margin: 0 }}>
        <SegmentedControl
          size="xs"
          value={size}
          onChange={value => setSize(value === 'desk' ? 'desk' : 'phone')}
          data={[
            { value: 'phone', label: t('phone') },
            { value: 'desk', label: t('desk') },
          ]}
        />
        {survey.languages.length > 1 && (
          <SegmentedControl
            size="xs"
            value={tongue}
            onChange={value => setTongue(value === 'en' ? 'en' : 'fr')}
            data={survey.languages.map(one => ({ value: one, label: one.toUpperCase() }))}
          />
        )}
        <SegmentedControl
          size="xs"
          value={shown ?? 'the end'}
          onChange={setWished}
          data={[
            ...settled.pages.map((one, at) => ({ value: one.id, label: String(at + 1) })),
            { value: 'the end', label: t('theEnd') },
          ]}
        />
      </div>
      <iframe
        className={styles.frame}
        title={t('preview')}
        data-phone={size === 'phone' || undefined}
        sandbox=""
        srcDoc={data ?? ''}
      />
    </section>
  )
}
