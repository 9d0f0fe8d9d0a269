import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isLabelled, type Label } from '../../../vocabulary/label.ts'
import { useFigures } from '../../kit/figures.ts'
import { useEditing } from '../editing.ts'
import { Fresh } from '../live/Fresh.tsx'

/** A label in French and in English, the reader's language first. What is missing says so. */
export function BothWords(props: {
  label?: string
  value: Label | null | undefined
  onKeep: (value: Label | null) => void
  rows?: number
}) {
  const { label, value, onKeep, rows = 2 } = props
  const { t } = useTranslation('inspector')
  const { language } = useFigures()
  const { may } = useEditing()
  const tongues = language === 'fr' ? (['fr', 'en'] as const) : (['en', 'fr'] as const)
  return tongues.map(tongue => {
    const own = value?.[tongue] ?? ''
    const name = t(tongue === 'fr' ? 'inFrench' : 'inEnglish')
    return (
      <Fresh key={tongue} of={own}>
        <Textarea
          size="sm"
          autosize
          minRows={rows}
          lang={tongue}
          disabled={!may}
          label={label ? `${label} · ${name}` : name}
          description={value && own === '' ? t('missing') : undefined}
          defaultValue={own}
          maxLength={4000}
          onBlur={event => {
            const text = event.currentTarget.value.trim()
            if (text === own) return
            const next: { fr?: string; en?: string } = { ...value, [tongue]: text }
            if (text === '') delete next[tongue]
            onKeep(isLabelled(next) ? next : null)
          }}
        />
      </Fresh>
    )
  })
}
