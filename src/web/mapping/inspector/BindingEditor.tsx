import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BindingRule, Condition } from '../../../vocabulary/binding.ts'
import { secondsOfDuration } from '../../../vocabulary/duration.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useRemoveBinding, useSaveBinding } from '../data.ts'
import styles from '../inspector.module.css'
import { BindingPreview } from './BindingPreview.tsx'
import { BindingTests, plainTests } from './BindingTests.tsx'

/** Writes one rule, showing at each pause what it would match. Nested conditions are written as JSON. */
export function BindingEditor(props: { rule: BindingRule; saved: BindingRule | null; close: () => void }) {
  const { t } = useTranslation('mapping')
  const [rule, setRule] = useState(props.rule)
  const [json, setJson] = useState(() => JSON.stringify(props.rule.when, null, 2))
  const [wrong, setWrong] = useState<string>()
  const saving = useSaveBinding()
  const removing = useRemoveBinding()
  const [nested] = useState(() => plainTests(props.rule.when) === undefined)
  const plain = nested ? undefined : plainTests(rule.when)
  // Whether it is a rule is the server's to say: the preview tells what is wrong with it.
  const ready = !wrong && isWritten(rule.when) ? rule : undefined
  const [settled] = useDebouncedValue(ready, 350)
  const window = rule.merge?.window ?? ''

  function writeJson(text: string) {
    setJson(text)
    try {
      setRule({ ...rule, when: JSON.parse(text) as Condition })
      setWrong(undefined)
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <form
      className={styles.fields}
      onSubmit={event => {
        event.preventDefault()
        if (!ready) return
        saving.mutate(
          { rule: ready, before: props.saved },
          {
            onSuccess: () => {
              notifications.show({ message: t('binding.saved') })
              props.close()
            },
          },
        )
      }}
    >
      {plain ? (
        <BindingTests {...plain} onChange={when => setRule({ ...rule, when })} />
      ) : (
        <Textarea
          label={t('binding.json')}
          description={t('binding.advanced')}
          autosize
          minRows={6}
          maxRows={18}
          ff="monospace"
          value={json}
          error={wrong && t('binding.jsonWrong', { reason: wrong })}
          onChange={event => writeJson(event.currentTarget.value)}
        />
      )}
      <div className={styles.pair}>
        <NumberInput
          label={t('binding.priority')}
          description={t('binding.priorityHint')}
          value={rule.priority}
          allowDecimal={false}
          onChange={value => typeof value === 'number' && setRule({ ...rule, priority: value })}
        />
        <TextInput
          label={t('binding.window')}
          description={t('binding.windowHint')}
          defaultValue={window}
          onBlur={event => {
            const text = event.currentTarget.value.trim().toUpperCase()
            if (text !== '' && secondsOfDuration(text) === undefined) event.currentTarget.value = window
            else setRule({ ...rule, merge: text === '' ? null : { by: rule.merge?.by ?? [], window: text } })
          }}
        />
      </div>
      <BindingPreview rule={settled} />
      <Refused error={saving.error ?? removing.error} />
      <div className={styles.row}>
        <Button type="submit" loading={saving.isPending} disabled={!ready}>
          {t('binding.save')}
        </Button>
        {props.saved && (
          <Button
            variant="subtle"
            color="red"
            loading={removing.isPending}
            onClick={() => removing.mutate(rule.id, { onSuccess: props.close })}
          >
            {t('binding.remove')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** A rule under way may hold a test without a value yet; such a one is not asked about. */
function isWritten(condition: Condition): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  if ('all' in condition) return Array.isArray(condition.all) && condition.all.every(isWritten)
  if ('any' in condition) return Array.isArray(condition.any) && condition.any.every(isWritten)
  if ('not' in condition) return isWritten(condition.not)
  return (
    condition.op === 'exists' ||
    (condition.value !== '' && !(Array.isArray(condition.value) && condition.value.length === 0))
  )
}
