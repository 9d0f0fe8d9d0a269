import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { talkPrint } from '../talk/talk-print.ts'
import type { LoggedCommand } from './command.ts'
import { commandsAfter } from './command-log.ts'
import { type MapKey, type Present, presentOn } from './presence-store.ts'

/**
 * What those who watch a map are told. `changed`: something of it that is no command, so it is read again. `talk`: what
 * is said about it, comments, proposals or votes, so that these are.
 */
export type Told =
  | { readonly kind: 'commands'; readonly commands: readonly LoggedCommand[] }
  | { readonly kind: 'people'; readonly people: readonly Present[] }
  | { readonly kind: 'changed' }
  | { readonly kind: 'talk' }

type Hear = (told: Told) => void

type Watched = MapKey & {
  readonly listeners: Set<Hear>
  /** The last revision that was told; undefined until the first look. */
  revision: number | undefined
  /** When what is read with it was last written: its journey, its versions, the library. */
  print: string | undefined
  /** What tells one state of its comments, proposals and votes from another. */
  talk: string | undefined
  people: string
}

type Hub = {
  readonly maps: Map<string, Watched>
  timer: NodeJS.Timeout | undefined
  isLooking: boolean
  again: boolean
}

const hubs = new WeakMap<object, Hub>()
/**
 * Commands of this process are told at once. What other processes on the same database write is found by looking, in
 * three small questions for all maps together, and only while somebody watches one.
 */
const lookEveryMs = 250

const keyOf = ({ workspace, map }: MapKey) => `${workspace} ${map}`

function hubOf({ postgres }: Pick<Installation, 'postgres'>): Hub {
  const hub: Hub = hubs.get(postgres) ?? { maps: new Map(), timer: undefined, isLooking: false, again: false }
  hubs.set(postgres, hub)
  return hub
}

/** Watches a map; returns how to stop. */
export function watch(installation: Installation, place: MapKey, hear: Hear): () => void {
  const hub = hubOf(installation)
  const watched: Watched = hub.maps.get(keyOf(place)) ?? {
    ...place,
    listeners: new Set(),
    revision: undefined,
    print: undefined,
    talk: undefined,
    people: '[]',
  }
  hub.maps.set(keyOf(place), watched)
  watched.listeners.add(hear)
  void look(installation, hub)
  return () => {
    watched.listeners.delete(hear)
    if (watched.listeners.size === 0 && hub.maps.get(keyOf(place)) === watched) hub.maps.delete(keyOf(place))
    if (hub.maps.size === 0) {
      clearTimeout(hub.timer)
      hub.timer = undefined
    }
  }
}

/** How many watch, for whoever wonders whether all of them left. */
export function watching(installation: Pick<Installation, 'postgres'>): number {
  return [...hubOf(installation).maps.values()].reduce((sum, one) => sum + one.listeners.size, 0)
}

/** Tells the commands that this process has just written. Costs nothing when nobody watches. */
export function tellCommands(
  installation: Installation,
  workspace: number,
  map: string,
  commands: readonly LoggedCommand[],
): void {
  const hub = hubOf(installation)
  const watched = hub.maps.get(keyOf({ workspace, map }))
  if (!watched) return
  // Another process may have written in between: then the log says what, in order.
  if (watched.revision === undefined || commands[0]!.revision !== watched.revision + 1)
    return void look(installation, hub)
  pass(watched, commands)
}

/** Looks at once rather than at the next turn: somebody came, moved, or left. */
export function lookNow(installation: Installation): void {
  const hub = hubOf(installation)
  if (hub.maps.size > 0) void look(installation, hub)
}

function pass(watched: Watched, commands: readonly LoggedCommand[]): void {
  if (commands.length === 0) return
  watched.revision = commands.at(-1)!.revision
  for (const hear of [...watched.listeners]) hear({ kind: 'commands', commands })
}

async function look(installation: Installation, hub: Hub): Promise<void> {
  if (hub.isLooking) {
    hub.again = true
    return
  }
  hub.isLooking = true
  clearTimeout(hub.timer)
  try {
    do {
      hub.again = false
      await lookAt(installation, [...hub.maps.values()])
    } while (hub.again && hub.maps.size > 0)
  } catch {
    // The store is away for a moment or this process is ending: the next turn looks again, and the log forgets nothing.
  }
  hub.isLooking = false
  if (hub.maps.size === 0) return
  hub.timer = setTimeout(() => void look(installation, hub), lookEveryMs)
  hub.timer.unref()
}

type Head = MapKey & { readonly revision: number; readonly print: string; readonly talk: string }

async function lookAt(installation: Installation, maps: readonly Watched[]): Promise<void> {
  const { postgres } = installation
  if (maps.length === 0) return
  const asked = maps.map(({ workspace, map }) => ({ workspace, map }))
  const heads = await postgres.rows(sql<Head>`
    with asked as materialized (
      select workspace, map from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as told(workspace integer, map text)
    ),
    libraries as (
      select workspace, concat_ws(' ', count(*), max(library.updated_at), count(library.archived_at)) as print
      from (select distinct workspace from asked) as workspaces
      left join mapping.library on library.workspace_id = workspace
      group by workspace
    )
    select workspace, map, maps.revision,
      concat_ws(' ', maps.archived_at, journeys.updated_at, libraries.print, (
        select max(number) from mapping.versions where versions.workspace_id = workspace and versions.map_id = map
      )) as print,
      (${talkPrint}) as talk
    from asked
    join mapping.maps on maps.workspace_id = workspace and map_id = map
    join mapping.journeys using (workspace_id, journey_id)
    join libraries using (workspace)`)
  const present = await presentOn(postgres, asked, installation.now())
  for (const watched of maps) {
    const head = heads.find(one => keyOf(one) === keyOf(watched))
    await catchUp(
      installation,
      watched,
      head ?? { ...watched, revision: watched.revision ?? 0, print: 'gone', talk: '' },
    )
    const people = present.filter(one => keyOf(one) === keyOf(watched)).map(({ workspace: _, map: __, ...one }) => one)
    const text = JSON.stringify(people)
    if (text === watched.people) continue
    watched.people = text
    for (const hear of [...watched.listeners]) hear({ kind: 'people', people })
  }
}

async function catchUp({ postgres }: Installation, watched: Watched, head: Head): Promise<void> {
  const before = { revision: watched.revision, print: watched.print, talk: watched.talk }
  watched.print = head.print
  watched.talk = head.talk
  if (before.revision === undefined) {
    watched.revision = head.revision
    return
  }
  if (head.revision > before.revision) {
    const commands = await commandsAfter(postgres, watched.workspace, watched.map, before.revision)
    // While the log was being read, this process may have told some of them itself.
    pass(
      watched,
      commands.filter(one => one.revision > (watched.revision ?? 0)),
    )
  }
  if (before.print !== undefined && before.print !== head.print) {
    for (const hear of [...watched.listeners]) hear({ kind: 'changed' })
  }
  if (before.talk !== undefined && before.talk !== head.talk) {
    for (const hear of [...watched.listeners]) hear({ kind: 'talk' })
  }
}
