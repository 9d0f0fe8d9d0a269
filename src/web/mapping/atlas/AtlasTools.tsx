import { Checkbox, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { freshnessStates } from '../../../vocabulary/map/freshness.ts'
import { mapKinds } from '../../../vocabulary/map/journey-map.ts'
import styles from './atlas.module.css'
import { atlasSorts } from './atlas-tree.ts'
import type { AtlasChange, AtlasView } from './atlas-view.ts'

/** What narrows the atlas and gives it another order. All of it stands in the address bar. */
export function AtlasTools({ view, show }: { view: AtlasView; show: (change: AtlasChange) => void }) {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  return (
    <search className={styles.tools}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={view.q ?? ''}
        maxLength={120}
        onChange={event => show({ q: event.currentTarget.value })}
      />
      <Select
        aria-label={t('filter.freshness')}
        w={168}
        value={view.state ?? ''}
        onChange={value => show({ state: (value ?? '') as AtlasView['state'] })}
        data={[
          { value: '', label: t('filter.any') },
          ...freshnessStates.map(state => ({ value: state, label: t(`freshness.${state}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.kind')}
        w={158}
        value={view.kind ?? ''}
        onChange={value => show({ kind: (value ?? '') as AtlasView['kind'] })}
        data={[
          { value: '', label: t('filter.anyKind') },
          ...mapKinds.map(kind => ({ value: kind, label: m(`kinds.${kind}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.sort')}
        w={222}
        value={view.sort ?? 'place'}
        onChange={value => show({ sort: value as AtlasView['sort'] })}
        data={atlasSorts.map(sort => ({ value: sort, label: t(`filter.${sort}`) }))}
      />
      <Checkbox
        label={t('filter.archived')}
        checked={view.archived === true}
        onChange={event => show({ archived: event.currentTarget.checked })}
      />
    </search>
  )
}
