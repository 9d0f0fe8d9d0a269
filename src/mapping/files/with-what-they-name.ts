import type { Library, LibraryKind } from '../../vocabulary/map/library.ts'

/** What the matched objects themselves refer to comes with them, so that the document stands by itself. */
export function withWhatTheyName(known: Library, named: Library): Library {
  const wanted = {
    channels: new Set(named.touchpoints.flatMap(one => one.channels)),
    evidence: new Set(named.personas.flatMap(one => one.evidence)),
    departments: new Set<string>(),
  }
  const parents = (departments: Library['departments']) => departments.flatMap(one => one.parent ?? [])
  for (let open = parents(named.departments); open.length > 0; ) {
    const added = known.departments.filter(one => open.includes(one.id) && !wanted.departments.has(one.id))
    for (const one of added) wanted.departments.add(one.id)
    open = parents(added)
  }
  const and = <Kind extends LibraryKind & ('channels' | 'evidence' | 'departments')>(kind: Kind): Library[Kind] => {
    const has = new Set<string>(named[kind].map(one => one.id))
    const more = (known[kind] as readonly { id: string }[]).filter(one => wanted[kind].has(one.id) && !has.has(one.id))
    return [...named[kind], ...more] as unknown as Library[Kind]
  }
  return { ...named, channels: and('channels'), evidence: and('evidence'), departments: and('departments') }
}
