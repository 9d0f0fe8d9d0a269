import { Menu } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { channelCodes, channels, isChannel } from '../../vocabulary/channel.ts'
import { useFigures } from '../kit/figures.ts'
import { AgainstMenu } from './compare/AgainstMenu.tsx'
import { useMapView } from './data.ts'
import type { Choosable } from './explore/activities.ts'
import { CaseFilters } from './filter/CaseFilters.tsx'
import { WhoFilter } from './filter/WhoFilter.tsx'
import styles from './filters.module.css'
import { filterNames } from './filters.ts'
import { PeriodFilter } from './PeriodFilter.tsx'

/** What narrows every figure of the page. All of it stands in the address bar. */
export function FilterBar(props: {
  activities?: Choosable
  compares?: boolean
  /** False where what is measured knows no channel. */
  channels?: boolean
  children?: ReactNode
}) {
  const { activities, compares = activities !== undefined, channels: byChannel = true, children } = props
  const { t } = useTranslation('measuring')
  const { language } = useFigures()
  const { view, show } = useMapView()
  const chosen = view.channel?.split(',').filter(isChannel) ?? []
  const channelWords = chosen.map(code => channels[code][language]).join(', ')
  const toggle = (code: string) => {
    const next = chosen.some(one => one === code) ? chosen.filter(one => one !== code) : [...chosen, code]
    show({ channel: next.length > 0 ? next.join(',') : undefined })
  }
  return (
    <search className={styles.bar} data-wraps={activities !== undefined || undefined} aria-label={t('filters.label')}>
      <PeriodFilter />
      {byChannel && (
        <Menu closeOnItemClick={false} position="bottom-start" width={210}>
          <Menu.Target>
            <button type="button" className={styles.chip} data-active={chosen.length > 0 || undefined}>
              {channelWords || t('filters.everyChannel')}
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
            {channelCodes.map(code => (
              <Menu.CheckboxItem key={code} checked={chosen.includes(code)} onClick={() => toggle(code)}>
                {channels[code][language]}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <WhoFilter />
      {activities && <CaseFilters activities={activities} />}
      {compares && <AgainstMenu />}
      {(view.from || view.to || filterNames.some(name => view[name] !== undefined)) && (
        <button
          type="button"
          className={styles.clear}
          onClick={() =>
            show({
              ...Object.fromEntries(filterNames.map(name => [name, undefined])),
              from: undefined,
              to: undefined,
            })
          }
        >
          <IconX size={14} aria-hidden />
          {t('filters.clear')}
        </button>
      )}
      {children}
    </search>
  )
}
