import type { Transaction } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { keepsNothing, type Reader, withheldFrom } from '../../vocabulary/map/lane-visibility.ts'
import { emptyLibrary } from '../../vocabulary/map/library.ts'
import { type MapEdit, singleEditsOf } from '../../vocabulary/map/map-edit.ts'
import { problem } from '../../vocabulary/problem.ts'
import { noticingChanges } from '../measured-definition.ts'
import { refuseUnseenPictures } from '../pictures/brought-pictures.ts'
import { lockHead, readKeptMap, writeDraft } from '../store/maps.ts'
import { readerOf } from '../talk/reader.ts'
import { type Applied, applyCommand, type DraftNow, isGuarded, mayConcernGuards } from './apply-command.ts'
import { refuseMissing } from './brought-references.ts'
import type { Command, LoggedCommand } from './command.ts'
import { commandOfClient, lastNumberOf, logCommands } from './command-log.ts'
import { tellCommands } from './hub.ts'
import { reachingBackTo, withCommand } from './recent-commands.ts'
import { surroundingsOf } from './surroundings.ts'

/** What became of a command: the draft after it, and its place in the order. */
export type Ordered = Pick<Applied, 'draft' | 'inverse'> & { readonly revision: number; readonly reader: Reader }

type Waiting = {
  readonly context: Context
  readonly command: Command
  readonly resolve: (ordered: Ordered) => void
  readonly reject: (error: unknown) => void
}

/** The draft as this process knows it. `stamp` names the row it was read from: another one there, another writer. */
type Known = DraftNow & { readonly stamp: string; readonly clients: ReadonlyMap<string, number> }

type Line = { waiting: Waiting[]; isMoving: boolean; known: Known | undefined }

const lines = new WeakMap<object, Map<string, Line>>()
const mostLines = 100
/** Commands that came while others were written are written together: one transaction, one write of the draft. */
const mostTogether = 50

/** Puts a command in the line of its map and says what became of it; throws why it was refused. */
export function orderCommand(context: Context, map: string, command: Command): Promise<Ordered> {
  const line = lineOf(context, map)
  return new Promise((resolve, reject) => {
    line.waiting.push({ context, command, resolve, reject })
    if (!line.isMoving) void move(line, map)
  })
}

function lineOf({ postgres, workspace }: Context, map: string): Line {
  const known = lines.get(postgres) ?? new Map<string, Line>()
  lines.set(postgres, known)
  const key = `${workspace.number} ${map}`
  const line: Line = known.get(key) ?? { waiting: [], isMoving: false, known: undefined }
  // The one used last stands last; the first idle one goes.
  known.delete(key)
  known.set(key, line)
  if (known.size > mostLines) {
    for (const [other, idle] of known) {
      if (idle.isMoving || idle.waiting.length > 0) continue
      known.delete(other)
      break
    }
  }
  return line
}

async function move(line: Line, map: string): Promise<void> {
  line.isMoving = true
  while (line.waiting.length > 0) {
    const group = line.waiting.splice(0, mostTogether)
    try {
      const outcomes = await applyGroup(line, map, group)
      group.forEach((one, index) => {
        const outcome = outcomes[index]!
        if ('refused' in outcome) one.reject(outcome.refused)
        else one.resolve(outcome)
      })
    } catch (error) {
      // The transaction as a whole was not kept: nobody's command was.
      line.known = undefined
      for (const one of group) one.reject(error)
    }
  }
  line.isMoving = false
}

type Outcome = Ordered | { readonly refused: unknown }

async function applyGroup(line: Line, map: string, group: readonly Waiting[]): Promise<readonly Outcome[]> {
  const { context } = group[0]!
  const workspace = context.workspace.number
  const moves = group.some(({ command }) => command.edits.some(mayMoveMeasures))
  const done = await context.postgres.transaction(transaction => {
    const work = () => applyInTransaction(transaction, line.known, map, group)
    return moves ? noticingChanges(context, transaction, work) : work()
  })
  line.known = done.known
  if (done.logged.length > 0) tellCommands(context, workspace, map, done.logged)
  return done.outcomes
}

async function applyInTransaction(
  transaction: Transaction,
  remembered: Known | undefined,
  map: string,
  group: readonly Waiting[],
): Promise<{ known: Known; logged: readonly LoggedCommand[]; outcomes: readonly Outcome[] }> {
  const { context } = group[0]!
  const workspace = context.workspace.number
  let now = await draftNow(transaction, workspace, map, remembered)
  const clients = new Map(now.clients)
  const logged: LoggedCommand[] = []
  const outcomes: Outcome[] = []
  const readers = new Map<string, Promise<Reader>>()
  for (const { context: author, command } of group) {
    try {
      const before = await sentBefore(transaction, workspace, map, command, clients, logged)
      const reader = await readerFor(author, transaction, now, command, readers)
      if (before) {
        outcomes.push({ draft: now.draft, inverse: before.inverse ?? [], revision: before.revision, reader })
        continue
      }
      if (command.revision > now.revision) throw problem('changed_meanwhile', { revision: now.revision })
      const recent = await reachingBackTo(transaction, workspace, map, now.recent, command.revision)
      if (!recent) throw problem('changed_meanwhile', { revision: now.revision })
      const library = keepsNothing(withheldFrom(now.draft, reader))
        ? emptyLibrary
        : (await surroundingsOf(context.postgres, transaction, workspace)).library
      const applied = applyCommand({ ...now, recent }, command, reader, library)
      await refuseMissing(transaction, workspace, now.draft, applied.draft, applied.logged.edits ?? [])
      await refuseUnseenPictures(author, transaction, now.draft, applied.draft)
      now = {
        ...now,
        draft: applied.draft,
        revision: applied.logged.revision,
        recent: withCommand(recent, applied.logged),
      }
      if (command.client !== null && command.number !== null) {
        const key = keyOf(command)
        clients.set(key, Math.max(clients.get(key) ?? 0, command.number))
      }
      logged.push(applied.logged)
      outcomes.push({ draft: applied.draft, inverse: applied.inverse, revision: applied.logged.revision, reader })
    } catch (refused) {
      outcomes.push({ refused })
    }
  }
  if (logged.length === 0) return { known: { ...now, clients }, logged, outcomes }
  const last = logged.at(-1)!
  await logCommands(transaction, workspace, map, logged)
  const stamp = await writeDraft(transaction, workspace, now, { at: last.at, by: last.by })
  return { known: { ...now, stamp, clients }, logged, outcomes }
}

/** The draft, locked: as it is remembered when nobody wrote the row since, else read. */
async function draftNow(
  transaction: Transaction,
  workspace: number,
  map: string,
  remembered: Known | undefined,
): Promise<Known> {
  const head = await lockHead(transaction, workspace, map)
  if (!head || head.archived) throw problem('not_found', { what: 'map' })
  if (remembered?.stamp === head.stamp) return remembered
  const { draft, revision } = (await readKeptMap(transaction, workspace, map))!
  return { draft, revision, recent: { from: revision, marks: [] }, stamp: head.stamp, clients: new Map() }
}

/** Only where lanes are not for everybody does it matter who asks. */
function readerFor(
  author: Context,
  transaction: Transaction,
  now: DraftNow,
  command: Command,
  known: Map<string, Promise<Reader>>,
): Promise<Reader> | Reader {
  if (!mayConcernGuards(now.draft, command) && !isGuarded(now.draft)) return anybody
  const reader = known.get(command.by) ?? readerOf(author, transaction)
  known.set(command.by, reader)
  return reader
}

/** On a map that hides nothing, every reader sees the same. */
const anybody: Reader = { role: 'owner', departments: [] }

/** A line that broke before the answer came makes a client send again what was already applied. */
async function sentBefore(
  transaction: Transaction,
  workspace: number,
  map: string,
  command: Command,
  clients: Map<string, number>,
  inThisGroup: readonly LoggedCommand[],
): Promise<LoggedCommand | undefined> {
  const { client, number, by } = command
  if (client === null || number === null) return undefined
  const key = keyOf(command)
  const last = clients.get(key) ?? (await lastNumberOf(transaction, workspace, map, { client, by }))
  clients.set(key, last)
  if (clients.size > 2_000) clients.clear()
  if (number > last) return undefined
  return (
    inThisGroup.find(one => one.client === client && one.by === by && one.number === number) ??
    (await commandOfClient(transaction, workspace, map, { client, by, number }))
  )
}

const keyOf = ({ client, by }: Command) => `${by} ${client}`

/** Only what places touchpoints can change what is measured; words, cells and emotions are edited far more often. */
function mayMoveMeasures(edit: MapEdit): boolean {
  return singleEditsOf(edit).some(single => {
    switch (single.op) {
      case 'addPhase':
        return single.phase.steps.some(step => step.placements.length > 0)
      case 'addStep':
        return single.step.placements.length > 0
      case 'setPlacement':
        return single.set.touchpoint !== undefined || single.set.metrics !== undefined
      case 'setMap':
        return single.set.kind !== undefined
      case 'removePhase':
      case 'removeStep':
      case 'addPlacement':
      case 'removePlacement':
        return true
      default:
        return false
    }
  })
}
