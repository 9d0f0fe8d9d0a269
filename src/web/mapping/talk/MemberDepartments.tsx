import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useLibrary } from '../data.ts'
import { usePeople, useSetDepartments } from './data.ts'

/** The departments a member belongs to: what they answer for, and which confidential lanes they see. */
export function MemberDepartments({ member, name }: { member: string; name: string }) {
  const { t } = useTranslation('talk')
  const { say } = useLabels()
  const may = useMay()('map.edit')
  const library = useLibrary().data
  const person = usePeople().data?.people.find(one => one.id === member)
  const change = useSetDepartments()
  const archived = new Set(library?.archived.filter(one => one.kind === 'departments').map(one => one.id))
  const departments = library?.library.departments.filter(one => !archived.has(one.id)) ?? []
  if (!person || departments.length === 0) return null
  return (
    <>
      <MultiSelect
        size="xs"
        mt={5}
        readOnly={!may}
        aria-label={t('departments.of', { name })}
        placeholder={person.departments.length === 0 ? t('departments.none') : ''}
        data={departments.map(one => ({ value: one.id, label: say(one.name) }))}
        value={person.departments}
        disabled={change.isPending}
        onChange={chosen => change.mutate({ member, departments: chosen })}
      />
      <Refused error={change.error} />
    </>
  )
}
