import { TagsInput } from '@mantine/core'
import { newId } from '../../../vocabulary/id.ts'
import type { ServiceAsset } from '../../../vocabulary/map/service-asset.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'

/** The tools, or the processes and procedures, of a placement, by name; a name not yet known is added to the library. */
export function AssetsField(props: { placement: Placement; types: readonly ServiceAsset['type'][]; label: string }) {
  const { placement, types } = props
  const { say, write } = useLabels()
  const { assets } = useMapPlace()
  const { may, change } = useEditing()
  const known = (useLibrary().data?.library.assets ?? []).filter(one => types.includes(one.type))
  const here = placement.assets.filter(id => types.includes(assets.get(id)?.type ?? 'tool'))
  const others = placement.assets.filter(id => !here.includes(id))
  function keep(names: readonly string[]) {
    const added: ServiceAsset[] = []
    const ids = names.map(name => {
      const found = [...known, ...assets.values()].find(one => types.includes(one.type) && say(one.name) === name)
      if (found) return found.id
      const fresh: ServiceAsset = {
        id: newId('ast'),
        type: types[0]!,
        name: write(null, name),
        link: null,
        lifecycle: 'live',
      }
      added.push(fresh)
      return fresh.id
    })
    void change([
      ...(added.length > 0
        ? [{ library: added.map(object => ({ op: 'add' as const, kind: 'assets' as const, object })) }]
        : []),
      { map: [{ op: 'setPlacement', placement: placement.id, set: { assets: [...others, ...new Set(ids)] } }] },
    ])
  }
  return (
    <TagsInput
      size="sm"
      label={props.label}
      disabled={!may}
      value={here.map(id => say(assets.get(id)?.name))}
      data={[...new Set(known.map(one => say(one.name)))]}
      onChange={keep}
    />
  )
}
