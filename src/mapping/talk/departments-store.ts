import { type Queryable, sql } from '../../engines/postgres/index.ts'

/** The departments that a member belongs to, by id. */
export async function departmentsOf(store: Queryable, workspace: number, member: string): Promise<readonly string[]> {
  const rows = await store.rows(sql<{ department_id: string }>`
    select department_id
    from mapping.member_departments
    where workspace_id = ${workspace} and member_id = ${member}
    order by department_id`)
  return rows.map(row => row.department_id)
}

/** Who belongs to which departments, by member. */
export async function readMemberDepartments(
  store: Queryable,
  workspace: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await store.rows(sql<{ member_id: string; departments: string[] }>`
    select member_id, array_agg(department_id order by department_id) as departments
    from mapping.member_departments
    where workspace_id = ${workspace}
    group by member_id`)
  return new Map(rows.map(row => [row.member_id, row.departments]))
}

export async function writeMemberDepartments(
  store: Queryable,
  workspace: number,
  member: string,
  departments: readonly string[],
): Promise<void> {
  await store.run(sql`
    delete from mapping.member_departments where workspace_id = ${workspace} and member_id = ${member}`)
  for (const department of departments) {
    await store.run(sql`
      insert into mapping.member_departments (workspace_id, member_id, department_id)
      values (${workspace}, ${member}, ${department})`)
  }
}
