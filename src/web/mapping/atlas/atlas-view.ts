import { type Freshness, freshnessStates } from '../../../vocabulary/map/freshness.ts'
import { type MapKind, mapKinds } from '../../../vocabulary/map/journey-map.ts'
import { type AtlasSort, atlasSorts } from './atlas-tree.ts'

/** What the address of the atlas says. Nothing narrows it where a field is absent or empty. */
export type AtlasView = {
  readonly q?: string
  readonly state?: Freshness['state'] | ''
  readonly kind?: MapKind | ''
  readonly sort?: AtlasSort
  readonly archived?: boolean
}

/** A change of the view; a field that is undefined goes. */
export type AtlasChange = { readonly [K in keyof AtlasView]?: AtlasView[K] | undefined }

/** Reads the address; what is not well formed is left out rather than refused. */
export function readAtlasView(search: Record<string, unknown>): AtlasView {
  const one = <Value extends string>(name: string, known: readonly Value[]) =>
    known.find(value => value === search[name])
  return withoutEmpty({
    q: typeof search.q === 'string' ? search.q : undefined,
    state: one('state', freshnessStates),
    kind: one('kind', mapKinds),
    sort: one('sort', atlasSorts),
    archived: search.archived === true || undefined,
  })
}

/** The view with a change, and nothing in it that says nothing. */
export function withoutEmpty(view: AtlasChange): AtlasView {
  return Object.fromEntries(
    Object.entries(view).filter(
      ([, value]) => value !== undefined && value !== '' && value !== false && value !== 'place',
    ),
  )
}

/** Which two states of maps are compared. */
export type CompareView = {
  readonly map?: string
  readonly version?: number
  /** The revision of a snapshot of the draft. */
  readonly snapshot?: number
  readonly with?: string
  readonly withVersion?: number
  readonly withSnapshot?: number
}

export function readCompareView(search: Record<string, unknown>): CompareView {
  const id = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  const number = (name: string, least: number) => {
    const told = search[name] === undefined || search[name] === '' ? Number.NaN : Number(search[name])
    return Number.isSafeInteger(told) && told >= least ? told : undefined
  }
  const view = {
    map: id('map'),
    version: number('version', 1),
    snapshot: number('snapshot', 0),
    with: id('with'),
    withVersion: number('withVersion', 1),
    withSnapshot: number('withSnapshot', 0),
  }
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined))
}
