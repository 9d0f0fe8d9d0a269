import { membersOf } from '../../admitting/index.ts'
import type { Installation } from '../../feature.ts'

type Names = ReadonlyMap<string, string>

const known = new WeakMap<object, Map<number, { readonly until: number; readonly names: Promise<Names> }>>()
const keptMs = 10_000

/** The names of the members of a workspace, by id; asked at most once in ten seconds. */
export function memberNames({ postgres }: Pick<Installation, 'postgres'>, workspace: number): Promise<Names> {
  const kept = known.get(postgres) ?? new Map()
  known.set(postgres, kept)
  const there = kept.get(workspace)
  if (there && there.until > Date.now()) return there.names
  const names = membersOf(postgres, workspace).then(members => new Map(members.map(({ id, name }) => [id, name])))
  names.catch(() => kept.delete(workspace))
  kept.set(workspace, { until: Date.now() + keptMs, names })
  return names
}
