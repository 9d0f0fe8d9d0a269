import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Label, Tongue } from '../../vocabulary/label.ts'
import styles from './listening.module.css'

/** A text in every language of the survey, written side by side. */
export function BothLabels(props: {
  label: string
  languages: readonly Tongue[]
  value: Label | undefined
  onChange: (value: Label) => void
  long?: boolean
}) {
  const { label, languages, value = {}, onChange, long } = props
  const { t } = useTranslation('listening')
  return (
    <div className={styles.both}>
      {languages.map(tongue => {
        const name = languages.length > 1 ? `${label} ${t(tongue === 'fr' ? 'french' : 'english')}` : label
        const field = {
          label: name,
          lang: tongue,
          value: value[tongue] ?? '',
          maxLength: 2000,
          onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
            onChange({ ...value, [tongue]: event.currentTarget.value }),
        }
        return long ? <Textarea key={tongue} autosize minRows={1} {...field} /> : <TextInput key={tongue} {...field} />
      })}
    </div>
  )
}
