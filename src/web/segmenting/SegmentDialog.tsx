import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '../../contract/segmenting.ts'
import { conditionInWords, flawOf, type SegmentRule } from '../../vocabulary/segment.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { type Rule, usePreview, useSegmenting } from './data.ts'
import { RuleForm } from './RuleForm.tsx'
import styles from './segmenting.module.css'
import { useMinimumGroup } from './use-minimum-group.ts'

const nothing: SegmentRule = { match: 'all', conditions: [] }

/** Writes a rule, for a new segment or for one that is there, with how many customers it holds as it is written. */
export function SegmentDialog(props: { segment?: Segment; close: () => void; onDone?: (segment: Segment) => void }) {
  const { segment, close, onDone } = props
  const { t } = useTranslation('segmenting')
  const figures = useFigures()
  const minimum = useMinimumGroup()
  const { create, change } = useSegmenting()
  const [name, setName] = useState(segment?.name ?? '')
  const [rule, setRule] = useState<SegmentRule>(segment?.rule ?? nothing)
  const whole = rule.conditions.length > 0 && rule.conditions.every(isWhole)
  const [asked] = useDebouncedValue(whole ? (rule as Rule) : undefined, 400)
  const preview = usePreview(asked)
  const done = (made: Segment) => {
    close()
    onDone?.(made)
  }
  const said = preview.data
  return (
    <Dialog wide title={segment ? t('editRule') : t('create')} close={close}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          if (segment) change.mutate({ segment: segment.id, name, rule: rule as Rule }, { onSuccess: done })
          else create.mutate({ name, rule: rule as Rule }, { onSuccess: done })
        }}
      >
        <TextInput
          label={t('name')}
          value={name}
          required
          maxLength={120}
          data-autofocus
          onChange={event => setName(event.currentTarget.value)}
        />
        <RuleForm rule={rule} onChange={setRule} />
        {whole && (
          <p className={styles.soft}>
            {rule.conditions.map(one => conditionInWords(one, figures.language)).join(' · ')}
          </p>
        )}
        <p aria-live="polite">
          {!whole
            ? t('ruleWhole')
            : said &&
              (said.customers === null
                ? t('previewFew', { minimum, all: figures.whole(said.of) })
                : t('preview', {
                    count: said.customers,
                    n: figures.whole(said.customers),
                    all: figures.whole(said.of),
                  }))}
        </p>
        <Refused error={create.error ?? change.error ?? preview.error} />
        <Button type="submit" disabled={!whole || name.trim() === ''} loading={create.isPending || change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  )
}

function isWhole(condition: SegmentRule['conditions'][number]): boolean {
  if (condition.kind === 'event' && condition.having) {
    const { name, values } = condition.having
    if (name.trim() === '' || values.length === 0) return false
  }
  return (condition.kind === 'trait' ? condition.trait : condition.event) !== '' && flawOf(condition) === undefined
}
