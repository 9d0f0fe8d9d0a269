import { ActionIcon, Autocomplete, Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Condition, operators, type Test } from '../../../vocabulary/binding.ts'
import styles from '../inspector.module.css'

type Plain = { readonly join: 'all' | 'any'; readonly tests: readonly Test[] }

/** The tests of a condition without nesting; undefined for one that nests. */
export function plainTests(condition: Condition): Plain | undefined {
  if ('not' in condition) return undefined
  if (!('all' in condition) && !('any' in condition)) return { join: 'all', tests: [condition] }
  const join = 'all' in condition ? 'all' : 'any'
  const inner = 'all' in condition ? condition.all : condition.any
  return inner.every((one): one is Test => 'op' in one) ? { join, tests: inner } : undefined
}

const fields = ['type', 'kind', 'channel', 'device', 'source', 'case', 'score', 'properties.']

/** Conditions as rows: a field, a test, a value. */
export function BindingTests({ join, tests, onChange }: Plain & { onChange: (condition: Condition) => void }) {
  const { t } = useTranslation('mapping')
  const give = (nextJoin: Plain['join'], next: readonly Test[]) =>
    onChange(next.length === 1 ? next[0]! : nextJoin === 'all' ? { all: [...next] } : { any: [...next] })
  const put = (index: number, test: Test) => give(join, tests.with(index, test))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      <legend className={styles.heading}>{t('binding.when')}</legend>
      {tests.length > 1 && (
        <SegmentedControl
          size="xs"
          value={join}
          onChange={value => give(value as Plain['join'], tests)}
          data={[
            { value: 'all', label: t('binding.all') },
            { value: 'any', label: t('binding.any') },
          ]}
        />
      )}
      {tests.map((test, index) => (
        // Tests have no id of their own, and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <div key={index} style={{ display: 'grid', gridTemplateColumns: '1.1fr 1fr 1.3fr auto', gap: 6 }}>
          <Autocomplete
            size="sm"
            aria-label={t('binding.field')}
            data={fields}
            value={test.field}
            onChange={field => put(index, { ...test, field } as Test)}
          />
          <Select
            size="sm"
            aria-label={t('binding.op')}
            value={test.op}
            data={operators.map(op => ({ value: op, label: t(`binding.ops.${op}`) }))}
            onChange={op => op && put(index, withOp(test, op as Test['op']))}
          />
          {test.op === 'exists' ? (
            <span />
          ) : (
            <TextInput
              key={test.op}
              size="sm"
              aria-label={Array.isArray(test.value) ? t('binding.values') : t('binding.value')}
              placeholder={Array.isArray(test.value) ? t('binding.values') : t('binding.value')}
              defaultValue={Array.isArray(test.value) ? test.value.join(', ') : String(test.value)}
              onChange={event => put(index, withText(test, event.currentTarget.value))}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t('binding.removeTest')}
            disabled={tests.length < 2}
            onClick={() => give(join, tests.toSpliced(index, 1))}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => give(join, [...tests, { field: 'properties.', op: 'eq', value: '' }])}
        >
          {t('binding.addTest')}
        </Button>
      </div>
    </fieldset>
  )
}

const wordOf = (test: Test): string =>
  Array.isArray(test.value) ? test.value.join(', ') : test.op === 'exists' ? '' : String(test.value)

/** The same words under another operator. */
function withOp(test: Test, op: Test['op']): Test {
  if (op === 'exists') return { field: test.field, op, value: true }
  return withText({ field: test.field, op, value: '' } as Test, wordOf(test))
}

const asNumber = (text: string): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

function withText(test: Test, text: string): Test {
  const { field, op } = test
  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
  switch (op) {
    case 'in':
    case 'nin': {
      const numbers = parts.map(asNumber)
      return {
        field,
        op,
        value: parts.length > 0 && numbers.every(one => one !== undefined) ? (numbers as number[]) : parts,
      }
    }
    case 'between':
      return { field, op, value: [asNumber(parts[0] ?? '') ?? parts[0], asNumber(parts[1] ?? '') ?? parts[1]] } as Test
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return { field, op, value: asNumber(text) ?? text }
    case 'eq':
    case 'ne': {
      const known =
        text === 'true' ? true : text === 'false' ? false : field.startsWith('properties.') ? asNumber(text) : undefined
      return { field, op, value: known ?? text }
    }
    case 'exists':
      return test
    default:
      return { field, op, value: text }
  }
}
