import { ActionIcon, Menu, Textarea, TextInput } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label, Tongue } from '../../vocabulary/label.ts'
import { pipeTo } from '../../vocabulary/survey/survey-piping.ts'
import styles from './listening.module.css'

/** What a text may repeat: an answer given before, or the place; `sure` where it never lacks. */
export type Pipeable = { readonly question: string | null; readonly name: string; readonly sure: boolean }

type Props = {
  label: string
  languages: readonly Tongue[]
  value: Label | undefined
  onChange: (value: Label) => void
  long?: boolean
  pipes?: readonly Pipeable[]
  placeholder?: string
}

/** A text in every language of the survey, written side by side. */
export function BothLabels(props: Props) {
  const { languages } = props
  return (
    <div className={styles.both}>
      {languages.map(tongue => (
        <OneLabel key={tongue} {...props} tongue={tongue} />
      ))}
    </div>
  )
}

function OneLabel(props: Props & { tongue: Tongue }) {
  const { label, languages, value = {}, onChange, long, pipes = [], placeholder, tongue } = props
  const { t } = useTranslation('listening')
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const text = value[tongue] ?? ''
  const name = languages.length > 1 ? `${label} ${t(tongue === 'fr' ? 'french' : 'english')}` : label
  const put = ({ question, sure }: Pipeable) => {
    const element = field.current
    const [from, to] = element ? [element.selectionStart ?? text.length, element.selectionEnd ?? text.length] : [0, 0]
    const instead = sure ? '' : t(question === null ? 'pipes.somewhere' : 'pipes.something', { lng: tongue })
    const written = pipeTo(question, instead)
    onChange({ ...value, [tongue]: text.slice(0, from) + written + text.slice(to) })
    // What is read when nothing was said is selected, to be typed over.
    const end = from + written.length - (instead === '' ? 0 : 1)
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(end - instead.length, end)
    })
  }
  const shared = {
    label: name,
    lang: tongue,
    value: text,
    maxLength: 2000,
    ...(placeholder ? { placeholder } : {}),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange({ ...value, [tongue]: event.currentTarget.value }),
    ...(pipes.length > 0
      ? {
          rightSection: (
            <Menu position="bottom-end" returnFocus={false}>
              <Menu.Target>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('pipes.insert', { tongue: t(tongue === 'fr' ? 'french' : 'english') })}
                >
                  <IconBraces size={15} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('pipes.title')}</Menu.Label>
                {pipes.map(one => (
                  <Menu.Item key={one.question ?? ''} onClick={() => put(one)}>
                    {one.name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          ),
        }
      : {}),
  }
  return long ? <Textarea ref={field} autosize minRows={1} {...shared} /> : <TextInput ref={field} {...shared} />
}
