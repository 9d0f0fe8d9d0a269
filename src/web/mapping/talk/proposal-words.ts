import { useTranslation } from 'react-i18next'
import type { ProposedChange } from '../../../vocabulary/map/proposal.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { channelName } from '../channel-name.ts'
import { useLibrary } from '../data.ts'
import { useMapPlace } from '../map-place.ts'

/** A change in words: what it is about, what stands there, what would. */
export function useChangeWords(): (change: ProposedChange) => { name: string; before: string; after: string } {
  const { t } = useTranslation('talk')
  const m = useTranslation('mapping').t
  const figures = useFigures()
  const { say } = useLabels()
  const { map, whole } = useMapPlace()
  const library = useLibrary().data?.library ?? whole.library
  const feeling = (value: number | null) => (value === null ? '' : figures.feeling(value))
  const named = (kind: 'touchpoints' | 'departments' | 'assets' | 'metrics' | 'personas', id: string | null) => {
    const found: { name: Parameters<typeof say>[0] } | undefined = library[kind].find(one => one.id === id)
    return say(found?.name)
  }
  const listed = (value: unknown, one: (item: never) => string) =>
    (Array.isArray(value) ? (value as never[]) : []).map(one).filter(Boolean).join(', ')
  const field = (name: Extract<ProposedChange, { part: 'field' }>['field'], value: unknown): string => {
    switch (name) {
      case 'presence':
        return value === 'expected' || value === 'possible' ? t(`proposal.presences.${value}`) : ''
      case 'repeatable':
        return value ? t('proposal.yes') : t('proposal.no')
      case 'raci':
        return listed(
          value,
          (one: { role: 'accountable'; department: string }) =>
            `${named('departments', one.department)} (${t(`proposal.raci.${one.role}`)})`,
        )
      case 'channels':
        return listed(value, (code: string) => channelName(code, library.channels, figures.language))
      case 'assets':
        return listed(value, (id: string) => named('assets', id))
      case 'metrics':
        return listed(value, (one: { metric: string }) => named('metrics', one.metric))
      case 'touchpoint':
        return named('touchpoints', String(value))
      case 'evidence':
        return listed(value, (id: string) => id)
      default:
        return value === null || value === undefined ? '' : String(value)
    }
  }
  return change => {
    switch (change.part) {
      case 'title':
      case 'description':
        return { name: t(`proposal.parts.${change.part}`), before: say(change.before), after: say(change.after) }
      case 'cell': {
        const lane = map.lanes.find(one => one.id === change.lane)
        const name = lane ? say(lane.name) || m(`lanes.${lane.type}`) : t('about.gone')
        return { name, before: say(change.before), after: say(change.after) }
      }
      case 'declared':
        return {
          name: [t('proposal.parts.declared'), named('personas', change.persona)].filter(Boolean).join(' · '),
          before: feeling(change.before),
          after: feeling(change.after),
        }
      case 'desired':
        return { name: t('proposal.parts.desired'), before: feeling(change.before), after: feeling(change.after) }
      case 'placement':
        return {
          name: t(change.before === null ? 'proposal.parts.placed' : 'proposal.parts.takenAway'),
          before: named('touchpoints', change.before),
          after: named('touchpoints', change.after),
        }
      case 'field':
        return {
          name: `${named('touchpoints', change.touchpoint)} · ${t(`proposal.fields.${change.field}`)}`,
          before: field(change.field, change.before),
          after: field(change.field, change.after),
        }
      default:
        return change satisfies never
    }
  }
}
