import { useTranslation } from 'react-i18next'
import { behind } from '../../contract/measuring.ts'
import type { OwnChannel, Touchpoint } from '../../vocabulary/touchpoint.ts'
import { useLabels } from '../kit/label.ts'
import { useMapPlace } from '../mapping/map-place.ts'
import { useListBehind, useMapView } from './data.ts'
import { VisitsDrawer } from './VisitsDrawer.tsx'
import type { Behind } from './view.ts'

const isBehind = (text: string | undefined): text is Behind =>
  (behind.options as readonly string[]).includes(text ?? '')

/** The list behind a number, by the condition that counted it. Which number is open stands in the address. */
export function ListDrawer(props: {
  map: string
  touchpoints: ReadonlyMap<string, Touchpoint>
  own: readonly OwnChannel[]
  /** The touchpoint whose numbers are opened, where the address names no placement. */
  of?: string
}) {
  const { t } = useTranslation('measuring')
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { steps } = useMapPlace()
  const placement = steps.flatMap(step => step.placements).find(one => one.id === view.touchpoint)
  const touchpoint = placement?.touchpoint ?? props.of
  const opened = touchpoint && isBehind(view.list) ? { touchpoint, behind: view.list, next: view.next } : undefined
  const list = useListBehind(props.map, opened)
  const name = (id: string) => say(props.touchpoints.get(id)?.name) || id
  return (
    <VisitsDrawer
      opened={opened !== undefined}
      title={opened ? t('list.title', { name: `${name(opened.touchpoint)} · ${wordOf(opened.behind, t)}` }) : ''}
      close={() => show({ list: undefined, next: undefined })}
      list={list}
      name={name}
      own={props.own}
    />
  )
}

function wordOf(which: Behind, t: ReturnType<typeof useTranslation<'measuring'>>['t']): string {
  switch (which) {
    case 'visits':
      return t('figures.visits')
    case 'cases':
      return t('figures.cases')
    case 'customers':
      return t('figures.customers')
    case 'dropOff':
      return t('figures.dropOff')
    case 'next':
      return t('next.title')
    case 'end':
      return t('next.end')
    case 'satisfaction':
      return t('constructs.satisfaction')
    case 'wait':
      return t('figures.wait')
    case 'leading':
      return t('figures.leading')
  }
}
