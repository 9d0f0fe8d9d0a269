import { audit, membersOf } from '../../admitting/index.ts'
import type {
  listPeople as listPeopleRoute,
  Person,
  setDepartments as setDepartmentsRoute,
} from '../../contract/map-people.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { Lane } from '../../vocabulary/map/journey-map.ts'
import { maySeeLane } from '../../vocabulary/map/lane-visibility.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readLibrary } from '../store/library.ts'
import { readMemberDepartments, writeMemberDepartments } from './departments-store.ts'
import { readerOf } from './reader.ts'

/** The members by name, with their departments. */
export async function listPeople(context: Context): Promise<AnswerOf<typeof listPeopleRoute>> {
  return { people: [...(await peopleOf(context.postgres, context.workspace.number))] }
}

/** Says which departments a member belongs to; whoever is no owner opens no lane to anybody that they may not see. */
export async function setDepartments(
  context: Context,
  { params, body }: InputOf<typeof setDepartmentsRoute>,
): Promise<AnswerOf<typeof setDepartmentsRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const found = (await peopleOf(transaction, workspace)).find(one => one.id === params.member)
    if (!found) throw problem('not_found', { what: 'member' })
    const { library } = await readLibrary(transaction, workspace)
    const departments = [...new Set(body.departments)].sort()
    const unknown = departments.find(id => !library.departments.some(one => one.id === id))
    if (unknown !== undefined) throw problem('not_found', { what: 'department', id: unknown })
    const joined = departments.filter(id => !found.departments.includes(id))
    await refuseOpening(context, transaction, joined)
    await writeMemberDepartments(transaction, workspace, found.id, departments)
    await audit(context, transaction, 'member.departments', { member: found.id, departments: departments.join(' ') })
    return { ...found, departments }
  })
}

/** A lane that names a department which somebody joins must be one that whoever lets them in may see, in every version. */
async function refuseOpening(context: Context, store: Queryable, joined: readonly string[]): Promise<void> {
  const reader = await readerOf(context, store)
  if (reader.role === 'owner' || joined.length === 0) return
  const lists = await store.rows(sql<{ visibility: Exclude<Lane['visibility'], 'all'> }>`
    with drawn as (
      select draft as map from mapping.maps where workspace_id = ${context.workspace.number}
      union all
      select content -> 'map' from mapping.versions where workspace_id = ${context.workspace.number}
    )
    select distinct visibility
    from drawn, jsonb_path_query(map, 'strict $.lanes[*].visibility ? (@.type() == "array")', '{}', true) as visibility`)
  const opened = lists.some(
    ({ visibility }) => visibility.some(one => joined.includes(one)) && !maySeeLane({ visibility }, reader),
  )
  if (opened) throw problem('not_allowed')
}

/** The members as colleagues see each other. */
export async function peopleOf(store: Queryable, workspace: number): Promise<readonly Person[]> {
  const departments = await readMemberDepartments(store, workspace)
  return (await membersOf(store, workspace)).map(({ id, name, role }) => ({
    id,
    name,
    role,
    departments: [...(departments.get(id) ?? [])],
  }))
}
