import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { isPersonal } from '../vocabulary/personal.ts'
import { searchToken } from './anchor.ts'
import type { Moving } from './moving.ts'
import type { Vault } from './vault.ts'

/** Traits by which people look a customer up. */
const searchable = /^(e-?mail|phone|telephone|mobile|loyalty.*|card.*|customer_?number|client_?number)$/i

type Trait = { anchor: bigint; key: string; at: Date; value: string; personal: boolean }

/** Seals what is personal in a batch, keeps traits, and mirrors plain ones where measures can be narrowed by them. */
export async function writePersonal(
  installation: Installation,
  transaction: Transaction,
  vault: Vault,
  workspace: number,
  events: readonly Moving[],
): Promise<void> {
  const withPersonal = events.filter(each => hasKeys(each.event.personal))
  const traits = latestTraits(events)
  await vault.prepare(transaction, workspace, [
    ...withPersonal.map(each => each.anchor),
    ...traits.filter(trait => trait.personal).map(trait => trait.anchor),
  ])
  if (withPersonal.length > 0) {
    await transaction.run(sql`
      insert into collecting.sealed_values (workspace_id, anchor, message, sealed)
      select ${workspace}, anchor, message, sealed
      from unnest(
        ${withPersonal.map(each => String(each.anchor))}::bigint[],
        ${withPersonal.map(each => each.id)}::uuid[],
        ${withPersonal.map(each => vault.seal(workspace, each.anchor, JSON.stringify(each.event.personal)))}::bytea[]
      ) as fresh (anchor, message, sealed)
      on conflict do nothing`)
  }
  if (traits.length === 0) return
  await transaction.run(sql`
    insert into collecting.traits as traits (workspace_id, anchor, key, observed_at, plain, sealed)
    select ${workspace}, anchor, key, observed_at, plain, sealed
    from unnest(
      ${traits.map(trait => String(trait.anchor))}::bigint[],
      ${traits.map(trait => trait.key)}::text[],
      ${traits.map(trait => trait.at)}::timestamptz[],
      ${traits.map(trait => (trait.personal ? null : trait.value))}::text[],
      ${traits.map(trait => (trait.personal ? vault.seal(workspace, trait.anchor, trait.value) : null))}::bytea[]
    ) as fresh (anchor, key, observed_at, plain, sealed)
    on conflict (workspace_id, anchor, key) do update
    set observed_at = excluded.observed_at, plain = excluded.plain, sealed = excluded.sealed
    where excluded.observed_at >= traits.observed_at`)
  const tokens = traits.filter(trait => searchable.test(trait.key))
  if (tokens.length > 0) {
    await transaction.run(sql`
      insert into collecting.search_tokens (workspace_id, token, anchor)
      select ${workspace}, token, anchor
      from unnest(
        ${tokens.map(trait => String(searchToken(installation, workspace, trait.value)))}::bigint[],
        ${tokens.map(trait => String(trait.anchor))}::bigint[]
      ) as fresh (token, anchor)
      on conflict do nothing`)
  }
  const plain = traits.filter(trait => !trait.personal && trait.value.length <= 100)
  await installation.clickhouse.insert(
    'traits_raw',
    ['workspace_id', 'key', 'anchor', 'value', 'observed_at'],
    plain.map(trait => [
      workspace,
      trait.key,
      String(trait.anchor),
      trait.value,
      String(Math.max(0, trait.at.getTime())),
    ]),
  )
}

/** For each anchor and key the latest value of the batch: one statement may not touch a row twice. */
function latestTraits(events: readonly Moving[]): Trait[] {
  const latest = new Map<string, Trait>()
  for (const { anchor, at, event } of events) {
    for (const [key, value] of Object.entries(event.traits)) {
      const name = `${anchor}:${key}`
      const held = latest.get(name)
      if (held && held.at > at) continue
      const text = String(value)
      latest.set(name, { anchor, key, at, value: text, personal: isPersonal(key, text) })
    }
  }
  return [...latest.values()]
}

function hasKeys(object: object): boolean {
  for (const _ in object) return true
  return false
}
