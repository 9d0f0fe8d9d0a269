import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { initials } from '../vocabulary/mask.ts'
import { roomOf } from './room.ts'

/** A trait as it was last said of one identifier, in the clear. */
export type KnownTrait = {
  readonly anchor: bigint
  readonly key: string
  readonly value: string
  readonly personal: boolean
  readonly at: Date
}

/** The traits of these identifiers, oldest first. What was sealed with a key that was destroyed is left out. */
export async function readTraits(
  installation: Installation,
  queryable: Queryable,
  workspace: number,
  anchors: readonly bigint[],
  only: 'names' | 'all' = 'all',
): Promise<readonly KnownTrait[]> {
  const { vault } = roomOf(installation)
  const rows = await queryable.rows(sql<{
    anchor: string
    key: string
    observed_at: Date
    plain: string | null
    sealed: Buffer | null
  }>`
    select anchor, key, observed_at, plain, sealed
    from collecting.traits
    where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])
      and (${only === 'all'} or key ~* '(name|nom$|pr[ée]nom)')
    order by observed_at, anchor, key`)
  const sealed = rows.filter(row => row.sealed !== null)
  await vault.load(
    queryable,
    workspace,
    sealed.map(row => BigInt(row.anchor)),
  )
  const traits: KnownTrait[] = []
  for (const row of rows) {
    const anchor = BigInt(row.anchor)
    const value = row.sealed === null ? row.plain : await vault.open(queryable, workspace, anchor, row.sealed)
    if (value === null || value === undefined) continue
    traits.push({ anchor, key: row.key, value, personal: row.sealed !== null, at: row.observed_at })
  }
  return traits
}

const wholeNames = ['name', 'fullname', 'displayname', 'nomcomplet']
const firstNames = ['firstname', 'givenname', 'prenom', 'prénom']
const lastNames = ['lastname', 'familyname', 'surname', 'nom', 'nomdefamille']

/** What to call somebody: the name that traits give, its initials where it may not be read, else the end of the id. */
export function nameOf(id: string, traits: readonly KnownTrait[], mayRead: boolean): string {
  const latest = new Map<string, string>()
  for (const { key, value } of traits) {
    const word = key.toLowerCase().replace(/[^\p{L}]/gu, '')
    if (value.trim() !== '') latest.set(word, value.trim())
  }
  const given = (keys: readonly string[]) => keys.flatMap(key => latest.get(key) ?? [])[0]
  const name = given(wholeNames) ?? [given(firstNames), given(lastNames)].filter(part => part !== undefined).join(' ')
  if (name === '') return `…${id.slice(-6)}`
  return mayRead ? name : initials(name)
}
