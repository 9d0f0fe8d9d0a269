import type { AppliedCommand } from '../../../contract/map-live.ts'
import type { WholeMap } from '../../../contract/mapping.ts'
import { applyEdits } from '../../../vocabulary/map/apply-edit.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import { type Conflict, decided, splitRefused, type WrittenMeanwhile } from './clashes.ts'
import { appliedOr, beforeOf, lacksObjects } from './edited-maps.ts'
import { withLibraryEdits, withMissing } from './library-ahead.ts'
import type { Change, LineState, Outcome, Outside } from './outside.ts'
import type { Preference } from './value-edits.ts'
import { keyOf, type Waiting, waitingIn } from './waiting-changes.ts'

type Entry = { readonly id: number; readonly keys: readonly string[] }
type Result = { readonly revision: number; readonly map: MapEdit[] } | { readonly library: LibraryEdit[] }

export type MapLine = ReturnType<typeof openMapLine>

const mostUndone = 200
const mostSent = 50
const mostTold = 200
const quietMs = 800

/**
 * The line of changes of one open map: shown at once, sent one after the other, kept while the network is away, merged
 * with those of others. Undo takes back one's own changes only, and only where nobody else wrote since.
 */
export function openMapLine(outside: Outside) {
  const client = crypto.randomUUID()
  const stored = waitingIn(outside.storage, outside.place)
  let waiting: readonly Waiting[] = stored.read().filter(one => one.confirmed === null)
  let done: readonly Entry[] = []
  let undone: readonly Entry[] = []
  let conflicts: readonly Conflict[] = []
  let isAway = false
  let isPumping = false
  let isSettling = false
  let numbers = 0
  let entries = Math.max(0, ...waiting.map(one => one.entry))
  let since: { readonly revision: number; readonly map: WholeMap['map'] } | undefined
  let latest = 0
  let hurry = () => {}
  let catching: ReturnType<typeof setTimeout> | undefined
  let quiet: ReturnType<typeof setTimeout> | undefined
  const told = new Map<number, readonly MapEdit[] | null>()
  const results = new Map<string, Result>()
  const watchers = new Set<() => void>()
  let state: LineState = stateNow()
  let ahead: { whole: WholeMap; waiting: readonly Waiting[]; shown: WholeMap } | undefined

  function stateNow(): LineState {
    return { waiting, canUndo: done.length > 0, canRedo: undone.length > 0, isAway, conflicts }
  }

  function changed(): void {
    stored.write(waiting)
    state = stateNow()
    for (const watcher of watchers) watcher()
  }

  /** The map as it will be once everything in the line has arrived. */
  function shown(whole: WholeMap): WholeMap {
    if (ahead?.whole === whole && ahead.waiting === waiting) return ahead.shown
    let { map, library } = whole
    for (const one of waiting) {
      if (one.confirmed !== null && one.confirmed <= whole.revision) continue
      if ('library' in one.part) library = withLibraryEdits(library, one.part.library)
      else map = appliedOr(map, one.part.map)
    }
    const next =
      map === whole.map && library === whole.library
        ? whole
        : { ...whole, map, library: withMissing(library, map, outside.library()) }
    ahead = { whole, waiting, shown: next }
    return next
  }

  /** Brings the kept map to what is known: commands that were told, in order; and drops what has arrived. */
  function settle(): void {
    const whole = outside.read()
    if (isSettling) return
    if (!whole) {
      // The map is no longer looked at: what has arrived has arrived.
      waiting = waiting.filter(one => one.confirmed === null)
      return
    }
    isSettling = true
    let { map, revision } = whole
    try {
      for (let edits = told.get(revision + 1); edits; edits = told.get(revision + 1)) {
        map = applyEdits(map, edits).map
        revision += 1
      }
    } catch {
      // What was told does not fit what is kept: the map is read again.
      told.clear()
    }
    // Some are kept: an answer that was on its way meanwhile may be older, and is brought up to date again.
    for (const known of [...told.keys()].sort((a, b) => a - b).slice(0, -mostTold)) told.delete(known)
    latest = Math.max(latest, revision)
    if (revision !== whole.revision) outside.keep({ ...whole, map, revision })
    const left = waiting.filter(one => one.confirmed === null || one.confirmed > revision)
    const isShorter = left.length !== waiting.length
    waiting = left
    isSettling = false
    const isNewer = revision !== whole.revision
    if (isShorter || isNewer) changed()
    if (revision < latest || (isNewer && lacksObjects(outside.read()))) catchUp()
    else if (isNewer) whenQuiet()
  }

  /** What stands in the way of publishing, and the names of what others placed, is the server's to say. */
  function whenQuiet(): void {
    clearTimeout(quiet)
    quiet = setTimeout(() => void outside.refresh().then(settle, () => {}), quietMs)
  }

  function catchUp(): void {
    if (catching) return
    catching = setTimeout(() => {
      catching = undefined
      void outside.refresh().then(settle, () => {})
    }, 150)
  }

  /** Others' commands, and one's own as the stream tells them. */
  function hear(command: AppliedCommand): void {
    const whole = outside.read()
    if (whole && command.revision <= whole.revision) return
    told.set(command.revision, command.edits)
    latest = Math.max(latest, command.revision)
    if (command.client !== null && command.number !== null) {
      const key = keyOf({ client: command.client, number: command.number })
      const own = waiting.find(one => keyOf(one) === key)
      // The stream may be faster than the answer: until that says what takes the change back, this does.
      if (own && 'inverse' in own.part && !results.has(key))
        results.set(key, { revision: command.revision, map: own.part.inverse })
      waiting = waiting.map(one => (keyOf(one) === key ? { ...one, confirmed: command.revision } : one))
    }
    settle()
  }

  function hello(revision: number): void {
    latest = Math.max(latest, revision)
    settle()
    hurry()
  }

  function enqueue(
    change: Change | readonly Waiting['part'][],
    entry: number,
    undoes: readonly (string | null)[] = [],
  ): readonly string[] {
    const whole = outside.read()
    const base = since?.revision ?? whole?.revision ?? 0
    const added: Waiting[] = []
    let map = whole && shown(whole).map
    change.forEach((part, index) => {
      const fresh = { client, number: ++numbers, entry, base, undoes: undoes[index] ?? null, tries: 0, confirmed: null }
      if ('library' in part) added.push({ ...fresh, part })
      else if (map) {
        const { map: next, inverse } = applyEdits(map, part.map)
        map = next
        added.push({
          ...fresh,
          part: { map: [...part.map], inverse, before: beforeOf(since?.map, part.map) ?? inverse },
        })
      }
    })
    waiting = [...waiting, ...added]
    if (since && whole) since = { revision: whole.revision, map: shown(whole).map }
    return added.map(keyOf)
  }

  function change(wanted: Change): void {
    const entry = ++entries
    try {
      const keys = enqueue(wanted, entry)
      done = [...done.slice(1 - mostUndone), { id: entry, keys }]
      undone = []
    } catch (error) {
      outside.note({ kind: 'refused', error })
    }
    changed()
    void pump()
  }

  /** Takes back the last entry of one list, which becomes the last of the other. */
  function takeBack(from: 'done' | 'undone'): void {
    const last = (from === 'done' ? done : undone).at(-1)
    if (!last) return
    const entry = ++entries
    const parts = [...last.keys].reverse().flatMap(key => {
      const inverse = inverseOf(key)
      return inverse ? [{ key, part: inverse }] : []
    })
    if (from === 'done') done = done.slice(0, -1)
    else undone = undone.slice(0, -1)
    try {
      const keys = enqueue(
        parts.map(one => one.part),
        entry,
        parts.map(one => one.key),
      )
      const made = { id: entry, keys }
      if (from === 'done') undone = [...undone, made]
      else done = [...done, made]
      outside.note({ kind: from === 'done' ? 'undone' : 'redone' })
    } catch {
      // On the map as it is now it cannot be taken back: what it speaks of is gone.
      outside.note({ kind: 'undo_refused', by: null, at: null })
    }
    changed()
    void pump()
  }

  function inverseOf(key: string): Change[number] | undefined {
    const result = results.get(key)
    if (result) return 'library' in result ? { library: result.library } : { map: result.map }
    const one = waiting.find(each => keyOf(each) === key)
    return one && 'inverse' in one.part ? { map: one.part.inverse } : undefined
  }

  async function pump(): Promise<void> {
    if (isPumping) return
    isPumping = true
    try {
      for (let head = nextOf(waiting); head; head = nextOf(waiting)) {
        try {
          if ('library' in head.part) await sendLibrary(head)
          else await sendMap(head)
          setAway(false)
        } catch (error) {
          if (outside.isAway(error)) {
            setAway(true)
            waiting = waiting.map(one => (one === head ? { ...one, tries: one.tries + 1 } : one))
            await patience(head.tries)
          } else refuse(head, error)
        }
      }
    } finally {
      isPumping = false
    }
  }

  const nextOf = (list: readonly Waiting[]) => list.find(one => one.confirmed === null)

  function patience(tries: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, Math.min(5_000, 500 * 2 ** Math.min(tries, 4)))
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function setAway(away: boolean): void {
    if (away === isAway) return
    isAway = away
    outside.note({ kind: away ? 'kept' : 'back' })
    changed()
  }

  async function sendMap(head: Waiting): Promise<void> {
    const line = waiting.filter(one => one.confirmed === null)
    const group: Waiting[] = []
    for (const one of line.slice(0, mostSent)) {
      const waitsFor = one.undoes !== null && !results.has(one.undoes)
      if ('library' in one.part || one.client !== head.client || (waitsFor && one !== head)) break
      group.push(one)
    }
    const commands = group.map(one => {
      const original = one.undoes === null ? undefined : results.get(one.undoes)
      const isMap = original && 'map' in original
      return {
        number: one.number,
        revision: isMap ? original.revision : one.base,
        edits: isMap ? original.map : (one.part as { map: MapEdit[] }).map,
      }
    })
    const outcomes = await outside.sendCommands(head.client, commands)
    const refused: { one: Waiting; problem: Extract<Outcome, { outcome: 'refused' }>['problem'] }[] = []
    for (const [index, outcome] of outcomes.entries()) {
      const one = group[index]!
      if (outcome.outcome === 'refused') refused.push({ one, problem: outcome.problem })
      else {
        results.set(keyOf(one), { revision: outcome.revision, map: outcome.inverse })
        latest = Math.max(latest, outcome.revision)
        const edits = commands[index]!.edits
        if (!told.has(outcome.revision)) told.set(outcome.revision, edits)
        waiting = waiting.map(each => (keyOf(each) === keyOf(one) ? { ...each, confirmed: outcome.revision } : each))
      }
    }
    settle()
    changed()
    for (const { one, problem } of refused) await resolve(one, problem)
  }

  async function sendLibrary(head: Waiting): Promise<void> {
    const original = head.undoes === null ? undefined : results.get(head.undoes)
    const edits =
      original && 'library' in original ? original.library : (head.part as { library: LibraryEdit[] }).library
    const inverse = await outside.sendLibrary(edits)
    results.set(keyOf(head), { library: inverse })
    drop(head)
    changed()
  }

  function drop(one: Waiting): void {
    waiting = waiting.filter(each => keyOf(each) !== keyOf(one))
  }

  /** What the server will never take leaves the line, with what depends on it; the entry is no longer to be undone. */
  function refuse(one: Waiting, error: unknown): void {
    waiting = waiting.filter(each => each.entry !== one.entry || each.confirmed !== null)
    forget(one.entry)
    outside.note(one.undoes === null ? { kind: 'refused', error } : { kind: 'undo_refused', by: null, at: null })
    changed()
    catchUp()
  }

  function forget(entry: number): void {
    done = done.filter(one => one.id !== entry)
    undone = undone.filter(one => one.id !== entry)
  }

  async function resolve(one: Waiting, problem: Extract<Outcome, { outcome: 'refused' }>['problem']): Promise<void> {
    if (problem.code !== 'changed_meanwhile') {
      if (waiting.some(each => keyOf(each) === keyOf(one))) refuse(one, problem)
      return
    }
    const meanwhile = (problem.details.parts ?? []) as WrittenMeanwhile[]
    if (one.undoes !== null) {
      drop(one)
      forget(one.entry)
      const last = [...meanwhile].sort((a, b) => a.revision - b.revision).at(-1)
      outside.note({ kind: 'undo_refused', by: last?.by ?? null, at: last?.at ?? null })
      changed()
      return
    }
    // Only a map that holds what the others wrote can be compared with.
    const needed = Math.max(0, ...meanwhile.map(each => each.revision))
    for (let look = 0; look < 5; look++) {
      if (look > 0 || needed === 0 || (outside.read()?.revision ?? 0) < needed) await outside.refresh()
      settle()
      if ((outside.read()?.revision ?? 0) >= needed) break
    }
    drop(one)
    const whole = outside.read()
    if (!whole || !('inverse' in one.part)) return changed()
    const { rest, conflicts: met } = splitRefused(
      whole.map,
      { edits: one.part.map, before: one.part.before, entry: one.entry },
      // Nobody is named when the reason is older than the log, or when a file replaced the map.
      meanwhile.length > 0 || problem.details.gone
        ? meanwhile
        : [{ part: '**', by: '', at: '', revision: whole.revision }],
    )
    conflicts = [...conflicts, ...met]
    if (rest.length > 0) {
      again(rest, one.entry)
      if (met.length === 0) outside.note({ kind: 'merged' })
    }
    changed()
  }

  /** Sends edits of an entry once more, made on the map as it is now. */
  function again(edits: readonly MapEdit[], entry: number): void {
    const kept = since
    since = undefined
    try {
      const keys = enqueue([{ map: [...edits] }], entry)
      done = done.map(one => (one.id === entry ? { ...one, keys: [...one.keys, ...keys] } : one))
    } catch (error) {
      outside.note({ kind: 'refused', error })
    }
    since = kept
  }

  function decide(conflict: Conflict, preference: Preference): void {
    conflicts = conflicts.filter(one => one.id !== conflict.id)
    const whole = outside.read()
    const edit = whole && decided(shown(whole).map, conflict, preference)
    if (edit) again([edit], conflict.entry)
    changed()
    void pump()
  }

  if (waiting.length > 0) void pump()
  return {
    client,
    shown,
    settle,
    hear,
    hello,
    change,
    undo: () => takeBack('done'),
    redo: () => takeBack('undone'),
    decide,
    confirmSaved: () => {
      hurry()
      outside.note({ kind: waiting.some(one => one.confirmed === null) ? 'kept' : 'saved' })
    },
    /** Tries at once what waits for the network. */
    hurry: () => hurry(),
    /** Somebody begins to write, or stops: what they write is compared with what they saw when they began. */
    writing: (isWriting: boolean) => {
      const whole = isWriting ? outside.read() : undefined
      since = whole && { revision: whole.revision, map: shown(whole).map }
    },
    state: () => state,
    watch: (watcher: () => void) => {
      watchers.add(watcher)
      return () => {
        watchers.delete(watcher)
      }
    },
  }
}
