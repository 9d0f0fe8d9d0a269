import type { QueryClient } from '@tanstack/react-query'
import { getMe } from '../../../contract/admitting.ts'
import { askConformance } from '../../../contract/exploring.ts'
import { askFlow } from '../../../contract/map-flow.ts'
import { editLibrary, getLibrary } from '../../../contract/map-library.ts'
import { announcePresence, sendCommands, watchMap } from '../../../contract/map-live.ts'
import { listProposals } from '../../../contract/map-proposals.ts'
import { listComments, listInbox } from '../../../contract/map-talk.ts'
import { listWorkshops } from '../../../contract/map-workshops.ts'
import { getMap, listVersions, type WholeMap } from '../../../contract/mapping.ts'
import { measureMap } from '../../../contract/measuring.ts'
import { addressOf, call, question, Refusal } from '../../client.ts'
import { changesMeasures } from './edited-maps.ts'
import { type MapLine, openMapLine } from './map-line.ts'
import { openStream } from './open-stream.ts'
import type { Note, Outcome } from './outside.ts'
import { openPeople, type People } from './people.ts'

/** An open map: the line of its changes, who is there, and whether its stream is open. */
export type LiveMap = {
  readonly line: MapLine
  readonly people: People
  readonly isConnected: () => boolean
  /** Opens the stream while somebody looks at the map; returns how to close it. */
  readonly join: () => () => void
  /** Says where the reader stands. */
  readonly stand: (place: Standing) => void
  /** Hears what is told in passing; the last one to ask is told. */
  readonly hearNotes: (hear: (note: Note) => void) => () => void
}

export type Standing = { readonly step: string | null; readonly lane: string | null; readonly writing: boolean }

const beatMs = 4_000
/** What is read again when the map is measured otherwise, and when something is said about it. */
const measured = [measureMap.name, askConformance.name, askFlow.name]
const talked = [listComments.name, listProposals.name, listWorkshops.name, listInbox.name]
const open = new Map<string, LiveMap>()

/** The live map of a member. It outlives its page: what waits for the network is sent from wherever the reader went. */
export function liveMapOf(answers: QueryClient, workspace: string, map: string, member: string): LiveMap {
  const key = `${member} ${workspace} ${map}`
  const known = open.get(key) ?? openLiveMap(answers, workspace, map, member)
  open.set(key, known)
  return known
}

function openLiveMap(answers: QueryClient, workspace: string, map: string, member: string): LiveMap {
  const params = { workspace, map }
  const { queryKey } = question(getMap, { params, query: {} })
  const library = question(getLibrary, { params: { workspace } }).queryKey
  const listeners: ((note: Note) => void)[] = []
  let isConnected = false
  let joined = 0
  let leave = () => {}
  let standing: Standing = { step: null, lane: null, writing: false }
  let beat: ReturnType<typeof setTimeout> | undefined

  function forget(names: readonly string[]): void {
    for (const name of names) void answers.invalidateQueries({ queryKey: [name] })
  }
  const isStillMe = () => answers.getQueryData(question(getMe, {}).queryKey)?.member?.id === member
  const line = openMapLine({
    storage: sessionStorage,
    place: `${member}.${workspace}.${map}`,
    read: () => answers.getQueryData<WholeMap>(queryKey),
    library: () => answers.getQueryData<{ library: WholeMap['library'] }>(library)?.library,
    keep: whole => void answers.setQueryData<WholeMap>(queryKey, whole),
    refresh: () => answers.refetchQueries({ queryKey, exact: true }, { throwOnError: true }),
    sendCommands: async (client, commands) => {
      // Somebody else may have signed in in this tab: nothing is sent under their name.
      if (!isStillMe()) throw new Refusal('sign_in_required', 401, {}, 'Sign in first.')
      const { outcomes } = await call(sendCommands, { params, body: { client, commands: [...commands] } })
      if (commands.some(one => changesMeasures(one.edits))) forget(measured)
      return outcomes as readonly Outcome[]
    },
    sendLibrary: async edits => {
      if (!isStillMe()) throw new Refusal('sign_in_required', 401, {}, 'Sign in first.')
      const { inverse, ...told } = await call(editLibrary, { params: { workspace }, body: { edits } })
      answers.setQueryData(library, told)
      const whole = answers.getQueryData<WholeMap>(queryKey)
      if (whole) {
        const touchpointNumbers = { ...whole.touchpointNumbers, ...told.touchpointNumbers }
        answers.setQueryData<WholeMap>(queryKey, { ...whole, library: told.library, touchpointNumbers })
      }
      forget(measured)
      return inverse
    },
    isAway: error => error instanceof Refusal && [0, 401, 429, 502, 503, 504].includes(error.status),
    note: note => listeners.at(-1)?.(note),
  })
  const people = openPeople(line.client)
  // An answer that was on its way while others were writing is brought up to date as soon as it lands.
  const hash = JSON.stringify(queryKey)
  answers.getQueryCache().subscribe(event => {
    if (event.type === 'updated' && event.action.type === 'success' && JSON.stringify(event.query.queryKey) === hash)
      queueMicrotask(line.settle)
  })

  function announce(leaving = false): void {
    clearTimeout(beat)
    if (!leaving) beat = setTimeout(announce, beatMs)
    if (document.hidden && !leaving && !standing.writing && standing.step === null) return
    const { step, lane, writing } = standing
    const body = { client: line.client, place: step || lane ? { step, lane } : null, writing, leaving }
    call(announcePresence, { params, body }).then(
      told => people.set(told.people),
      () => {},
    )
  }

  let soon: ReturnType<typeof setTimeout> | undefined
  return {
    line,
    people,
    isConnected: () => isConnected,
    join: () => {
      joined += 1
      if (joined === 1) {
        const close = openStream(addressOf(watchMap, { params, query: { client: line.client } }), {
          hello: told => {
            people.set(told.people)
            line.hello(told.revision)
          },
          command: command => {
            line.hear(command)
            if (changesMeasures(command.edits)) forget(measured)
          },
          people: told => people.set(told.people),
          changed: () => {
            forget([getMap.name, getLibrary.name, listVersions.name])
          },
          talk: () => forget(talked),
          connected: now => {
            // What was said while the line was broken was not heard.
            if (now && !isConnected) forget(talked)
            isConnected = now
            if (!now) people.set([])
          },
        })
        announce()
        addEventListener('online', line.hurry)
        leave = () => {
          close()
          clearTimeout(soon)
          announce(true)
          removeEventListener('online', line.hurry)
          isConnected = false
          people.set([])
        }
      }
      return () => {
        joined -= 1
        if (joined === 0) leave()
      }
    },
    stand: place => {
      if (JSON.stringify(place) === JSON.stringify(standing)) return
      standing = place
      clearTimeout(soon)
      // Arrows held down pass through many cells: only where they stop is told.
      if (joined > 0) soon = setTimeout(announce, 120)
    },
    hearNotes: hear => {
      listeners.push(hear)
      return () => {
        listeners.splice(listeners.indexOf(hear), 1)
      }
    },
  }
}
