import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { editLibrary } from '../../src/contract/map-library.ts'
import { type AppliedCommand, sendCommands } from '../../src/contract/map-live.ts'
import { createMap, getMap, type WholeMap } from '../../src/contract/mapping.ts'
import { doerOf } from '../../src/mapping/live/command.ts'
import { watch } from '../../src/mapping/live/hub.ts'
import { type JourneyMap, placementsOf, stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../src/vocabulary/map/map-edit.ts'
import { type MapLine, openMapLine } from '../../src/web/mapping/live/map-line.ts'
import type { Note, Outcome } from '../../src/web/mapping/live/outside.ts'
import { openHouse, type TestHouse } from '../kit.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

class Away extends Error {}

type Editor = {
  readonly line: MapLine
  readonly shown: () => WholeMap
  readonly notes: Note[]
  readonly setAway: (away: boolean) => void
  readonly storage: Storage
  readonly leave: () => void
}

/** An open editor as the page has one, with its own copy of the map and a network that can be cut. */
function openEditor(whole: WholeMap, storage: Storage = newStorage()): Editor {
  let kept = whole
  let isAway = false
  let isClosed = false
  const notes: Note[] = []
  const params = { workspace: house.workspace.key, map: whole.map.id }
  const reach = async <T>(ask: () => Promise<{ status: number; answer: T }>): Promise<T> => {
    // A page that is closed asks nothing more, and is told nothing more.
    if (isClosed) await new Promise(() => {})
    if (isAway) throw new Away()
    const { status, answer } = await ask()
    // Cut while the answer was on its way: the server has it, and its sender does not know.
    if (isAway) throw new Away()
    if (status >= 400) throw new Error(JSON.stringify(answer))
    return answer
  }
  const line = openMapLine({
    storage,
    place: 'test',
    read: () => kept,
    library: () => undefined,
    keep: next => {
      kept = next
    },
    refresh: async () => {
      kept = await reach(() => house.call(getMap, { params }))
    },
    sendCommands: async (client, commands) => {
      const body = { client, commands: [...commands] }
      return (await reach(() => house.call(sendCommands, { params, body }))).outcomes as Outcome[]
    },
    sendLibrary: async edits => [...(await reach(() => house.call(editLibrary, { body: { edits } }))).inverse],
    isAway: error => error instanceof Away,
    note: note => {
      notes.push(note)
    },
  })
  const unwatch = watch(house.installation, { workspace: house.workspace.number, map: whole.map.id }, told => {
    if (told.kind !== 'commands') return
    for (const { revision, client, number, by, at, edits } of told.commands) {
      const command = { revision, client, number, by: doerOf(by, new Map()), at: at.toISOString(), edits }
      // As over the wire: what is heard shares nothing with what was said.
      if (!isAway) setTimeout(() => line.hear(structuredClone(command) as AppliedCommand), revision % 3)
    }
  })
  return {
    line,
    notes,
    storage,
    leave: () => {
      isClosed = true
      unwatch()
    },
    shown: () => line.shown(kept),
    setAway: away => {
      isAway = away
      // A stream that is opened again begins with the revision that the map has by then.
      if (!away) void house.call(getMap, { params }).then(({ answer }) => line.hello(answer.revision))
    },
  }
}

function newStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value)
    },
    removeItem: (key: string) => {
      kept.delete(key)
    },
  } as unknown as Storage
}

type Act = {
  readonly who: 0 | 1
  readonly what: 'title' | 'cell' | 'move' | 'add' | 'remove' | 'moment' | 'lane' | 'undo' | 'redo' | 'cut' | 'mend'
  readonly pick: number
  readonly to: number
  readonly waits: boolean
}

const acts: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  what: fc.constantFrom<Act['what'][]>(
    ...(['title', 'title', 'cell', 'cell', 'cell', 'move', 'move', 'add', 'remove', 'moment', 'lane'] as const),
    ...(['undo', 'undo', 'redo', 'cut', 'mend', 'mend'] as const),
  ),
  pick: fc.nat(30),
  to: fc.nat(4),
  waits: fc.boolean(),
})

let made = 0

/** What somebody could do on the map that they see. */
function editFor({ what, pick, to, who }: Act, map: JourneyMap): MapEdit | undefined {
  const steps = stepsOf(map)
  const step = steps[pick % steps.length]
  const phase = map.phases[to % map.phases.length]
  const text = { fr: `${who} ${++made}` }
  switch (what) {
    case 'title':
      return step && { op: 'setStep', step: step.id, set: { title: text } }
    case 'cell': {
      const cell = { lane: 'thought', text, refs: [], span: 1, evidence: [] }
      // Few cells, so that both often want the same.
      const few = steps[pick % 3]
      return few && { op: 'setCell', step: few.id, lane: 'thought', cell: pick % 5 === 0 ? null : cell }
    }
    case 'move':
      return step && phase && { op: 'moveStep', step: step.id, phase: phase.id, to }
    case 'add':
      if (!phase) return undefined
      return {
        op: 'addStep',
        phase: phase.id,
        step: {
          id: `stp-${made}`,
          title: text,
          description: null,
          placements: [],
          cells: [],
          emotion: { declared: [], desired: null },
        },
        at: to,
      }
    case 'remove':
      return step && steps.length > 4 ? { op: 'removeStep', step: step.id } : undefined
    case 'moment': {
      const placement = placementsOf(map)[pick]
      if (!placement) return undefined
      const marked = map.momentsOfTruth.some(one => one.placement === placement.id)
      if (marked) return { op: 'removeMoment', placement: placement.id }
      const moment = { placement: placement.id, origin: 'declared', status: 'hypothesis', reason: null, evidence: [] }
      return { op: 'addMoment', moment: moment as never }
    }
    case 'lane': {
      const lane = map.lanes[pick % Math.max(1, map.lanes.length)]
      return lane && { op: 'moveLane', lane: lane.id, to }
    }
    default:
      return undefined
  }
}

function perform(act: Act, editor: Editor): void {
  const edit = editFor(act, editor.shown().map)
  if (edit) editor.line.change([{ map: [edit] }])
  else if (act.what === 'undo') editor.line.undo()
  else if (act.what === 'redo') editor.line.redo()
  else if (act.what === 'cut' || act.what === 'mend') editor.setAway(act.what === 'cut')
}

const preferences = ['mine', 'theirs', 'both'] as const

/** Answers every question, until nobody waits for anything. */
async function settled(editors: readonly Editor[], params: { workspace: string; map: string }): Promise<WholeMap> {
  for (const editor of editors) editor.setAway(false)
  for (const end = Date.now() + 60_000; ; await pause(5)) {
    for (const { line } of editors) {
      const [conflict] = line.state().conflicts
      if (conflict) line.decide(conflict, preferences[made++ % 3]!)
      line.hurry()
    }
    const isQuiet = editors.every(({ line }) => line.state().waiting.length + line.state().conflicts.length === 0)
    if (isQuiet) {
      const { answer } = await house.call(getMap, { params })
      if (editors.every(editor => editor.shown().revision === answer.revision)) return answer
    }
    assert.ok(Date.now() < end, `never quiet: ${JSON.stringify(editors.map(({ line }) => line.state()))}`)
  }
}

test('however two people edit, undo and lose their network, both end with the map that anybody reads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 30 }), async list => {
      const { answer: whole } = await house.call(createMap, { body: { from: 'discovery-to-return' } })
      const params = { workspace: house.workspace.key, map: whole.map.id }
      const editors = [openEditor(whole), openEditor(whole)]
      try {
        for (const act of list) {
          perform(act, editors[act.who]!)
          if (act.waits) await pause(act.pick)
        }
        const fresh = await settled(editors, params)
        for (const editor of editors) assert.deepEqual(editor.shown().map, fresh.map)
      } finally {
        for (const editor of editors) editor.leave()
      }
    }),
    // What happens depends on time as well: trying shorter lives would take minutes and seldom fail alike.
    { numRuns: Number(process.env.PARCOURS_RUNS ?? 25), endOnFailure: true },
  )
})

test('what waits when a page is closed is sent when it is opened again, once', async () => {
  const { answer: whole } = await house.call(createMap, { body: { from: 'discovery-to-return' } })
  const params = { workspace: house.workspace.key, map: whole.map.id }
  const first = openEditor(whole)
  const [phase] = whole.map.phases
  const add = editFor({ who: 0, what: 'add', pick: 0, to: 0, waits: false }, whole.map)!
  first.line.change([{ map: [add] }])
  // Sent, and the page closes before the answer comes.
  first.setAway(true)
  await pause(150)
  first.leave()
  const second = openEditor(whole, first.storage)
  const fresh = await settled([second], params)
  assert.equal(fresh.map.phases[0]!.steps.length, phase!.steps.length + 1)
  assert.deepEqual(second.shown().map, fresh.map)
  second.leave()
})

test('two changes of one cell that do not touch the same field are both kept, without a question', async () => {
  const { answer: whole } = await house.call(createMap, { body: { from: 'discovery-to-return' } })
  const params = { workspace: house.workspace.key, map: whole.map.id }
  const [claire, bruno] = [openEditor(whole), openEditor(whole)]
  const step = stepsOf(whole.map)[0]!
  const was = step.cells.find(cell => cell.lane === 'thought')!
  bruno.setAway(true)
  const write = (text: object): MapEdit[] => [
    { op: 'setCell', step: step.id, lane: 'thought', cell: { ...was, text: { ...was.text, ...text } } },
  ]
  claire.line.change([{ map: write({ fr: 'Je doute' }) }])
  bruno.line.change([{ map: write({ en: 'I doubt' }) }])
  await settled([claire], params)
  const fresh = await settled([claire, bruno], params)
  assert.deepEqual(stepsOf(fresh.map)[0]!.cells.find(cell => cell.lane === 'thought')!.text, {
    fr: 'Je doute',
    en: 'I doubt',
  })
  assert.ok(bruno.notes.some(note => note.kind === 'merged'))
  for (const editor of [claire, bruno]) editor.leave()
})

test('a change is taken back even when the stream was faster than the answer', async () => {
  const { answer: whole } = await house.call(createMap, { body: { from: 'discovery-to-return' } })
  const params = { workspace: house.workspace.key, map: whole.map.id }
  const editor = openEditor(whole)
  const [step] = stepsOf(whole.map)
  const edits: MapEdit[] = [{ op: 'setStep', step: step!.id, set: { title: { fr: 'Un autre titre' } } }]
  editor.line.change([{ map: edits }])
  const by = doerOf('system', new Map())
  editor.line.hear({ revision: 1, client: editor.line.client, number: 1, by, at: new Date().toISOString(), edits })
  editor.line.undo()
  const fresh = await settled([editor], params)
  assert.deepEqual([fresh.revision, fresh.map], [2, whole.map])
  editor.leave()
})
