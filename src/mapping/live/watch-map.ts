import { memberIn } from '../../admitting/index.ts'
import type { PresentMember, watchMap as watchMapRoute } from '../../contract/map-live.ts'
import type { InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readerOf } from '../talk/reader.ts'
import { doerOf, type LoggedCommand } from './command.ts'
import { lookNow, type Told, watch } from './hub.ts'
import { memberNames } from './member-names.ts'
import { forgetPresence, type Present, presentOn } from './presence-store.ts'

const heartbeatMs = 15_000
/** The line is opened again now and then, so that whoever signed out is not told for ever. */
const longestMs = 600_000
/** Whoever does not keep up is told to read the map again. */
const mostWaiting = 500

/** Every change of a draft as it happens, and who is here, as Server-Sent Events. Ends as soon as the reader leaves. */
export async function watchMap(
  context: Context,
  { params, query }: InputOf<typeof watchMapRoute>,
): Promise<AsyncIterable<string>> {
  await revisionOf(context, params.map)
  return { [Symbol.asyncIterator]: () => openLine(context, params.map, query.client) }
}

async function revisionOf({ postgres, workspace }: Context, map: string): Promise<number> {
  const row = await postgres.first(sql<{ revision: number }>`
    select revision from mapping.maps where workspace_id = ${workspace.number} and map_id = ${map}`)
  if (!row) throw problem('not_found', { what: 'map' })
  return row.revision
}

function openLine(context: Context, map: string, client: string | undefined): AsyncIterator<string> {
  const place = { workspace: context.workspace.number, map }
  const openedAt = Date.now()
  let waiting: Told[] = []
  let wake: (() => void) | undefined
  let isOpen = false
  let ended = false
  let seen = 0
  const unwatch = watch(context, place, told => {
    waiting = waiting.length < mostWaiting ? [...waiting, told] : [{ kind: 'changed' }]
    wake?.()
  })
  const heard = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(done, heartbeatMs)
      function done() {
        clearTimeout(timer)
        wake = undefined
        resolve()
      }
      wake = done
    })
  const end = async () => {
    if (!ended) {
      ended = true
      unwatch()
      wake?.()
      await leave(context, map, client)
    }
    return { done: true as const, value: undefined }
  }

  async function hello(): Promise<string> {
    isOpen = true
    seen = await revisionOf(context, map)
    const people = await peopleOf(context, await presentOn(context.postgres, [place], context.now()))
    return written('hello', { revision: seen, people })
  }

  async function said(told: Told): Promise<string> {
    if (told.kind === 'changed') return written('changed', {})
    if (told.kind === 'talk') return written('talk', {})
    if (told.kind === 'people') return written('people', { people: await peopleOf(context, told.people) })
    const fresh = told.commands.filter(one => one.revision > seen)
    seen = Math.max(seen, ...fresh.map(one => one.revision))
    return (await Promise.all(fresh.map(one => commandText(context, one)))).join('')
  }

  return {
    next: async () => {
      try {
        if (!isOpen) return { done: false, value: await hello() }
        if (waiting.length === 0 && !ended) await heard()
        if (ended || Date.now() - openedAt > longestMs) return await end()
        const told = waiting
        waiting = []
        if (told.length === 0)
          return (await mayStill(context)) ? { done: false, value: ': still here\n\n' } : await end()
        return { done: false, value: (await Promise.all(told.map(said))).join('') || ': \n\n' }
      } catch (error) {
        await end()
        throw error
      }
    },
    return: end,
  }
}

/** A member who was taken out of the workspace while watching hears no more. */
async function mayStill(context: Context): Promise<boolean> {
  const { actor } = context
  return actor.kind !== 'member' || (await memberIn(context, actor.memberId, context.workspace.key)) !== undefined
}

/** Whoever closes the page is gone at once, rather than when their silence is noticed. */
async function leave(context: Context, map: string, client: string | undefined): Promise<void> {
  const { actor, workspace, postgres } = context
  if (client === undefined || actor.kind !== 'member') return
  try {
    await forgetPresence(postgres, workspace.number, map, { client, member: actor.memberId }, context.now())
    lookNow(context)
  } catch {
    // The store is ending too: nobody is left to be told.
  }
}

export async function peopleOf(context: Context, present: readonly Present[]): Promise<PresentMember[]> {
  const names = await memberNames(context, context.workspace.number)
  return present.flatMap(({ client, member, step, lane, writing }) => {
    const name = names.get(member)
    if (name === undefined) return []
    return [{ client, member, name, place: step === null && lane === null ? null : { step, lane }, writing }]
  })
}

async function commandText(context: Context, command: LoggedCommand): Promise<string> {
  const { revision, client, number, by, at, edits, guarded } = command
  const maySee = !guarded || (await readerOf(context)).role === 'owner'
  const doer = doerOf(by, await memberNames(context, context.workspace.number))
  return written('command', { revision, client, number, by: doer, at: at.toISOString(), edits: maySee ? edits : null })
}

function written(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
