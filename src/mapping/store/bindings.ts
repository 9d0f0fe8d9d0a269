import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type BindingRule, bindingRuleShape } from '../../vocabulary/binding.ts'
import type { Stamp } from './journeys.ts'

/** The binding rules of the workspace, in the order in which they were first saved. */
export async function readBindings(store: Queryable, workspace: number): Promise<readonly BindingRule[]> {
  const rows = await store.rows(sql<{ rule: unknown }>`
    select rule
    from mapping.bindings
    where workspace_id = ${workspace}
    order by position`)
  return rows.map(row => bindingRuleShape.parse(row.rule))
}

/** The rule, locked until the transaction ends. */
export async function readBinding(store: Queryable, workspace: number, id: string): Promise<BindingRule | undefined> {
  const row = await store.first(sql<{ rule: unknown }>`
    select rule
    from mapping.bindings
    where workspace_id = ${workspace} and binding_id = ${id}
    for update`)
  return row && bindingRuleShape.parse(row.rule)
}

export async function putBinding(store: Queryable, workspace: number, rule: BindingRule, stamp: Stamp): Promise<void> {
  await store.run(sql`
    insert into mapping.bindings
      (workspace_id, binding_id, touchpoint_id, rule, created_at, created_by, updated_at)
    values (
      ${workspace}, ${rule.id}, ${rule.touchpoint}, ${JSON.stringify(rule)}, ${stamp.at}, ${stamp.by}, ${stamp.at}
    )
    on conflict (workspace_id, binding_id) do update set
      touchpoint_id = excluded.touchpoint_id,
      rule = excluded.rule,
      updated_at = excluded.updated_at`)
}

export async function deleteBinding(store: Queryable, workspace: number, id: string): Promise<void> {
  await store.run(sql`delete from mapping.bindings where workspace_id = ${workspace} and binding_id = ${id}`)
}
