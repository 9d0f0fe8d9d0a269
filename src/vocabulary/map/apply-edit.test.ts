import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../id.ts'
import { Problem } from '../problem.ts'
import { applyEdit, applyEdits } from './apply-edit.ts'
import { type JourneyMap, journeyMapShape, placementsOf, stepsOf } from './journey-map.ts'
import { type MapEdit, mapEditShape, type SingleEdit } from './map-edit.ts'
import { drawTemplate } from './map-template.ts'

/** A template's map with something of everything on it. */
function richMap(): JourneyMap {
  const { map } = drawTemplate('discovery-to-return', 'current', newId)
  const [first, second] = placementsOf(map)
  const step = stepsOf(map)[0]!
  return applyEdits(map, [
    { op: 'setDeclared', step: step.id, persona: null, emotion: emotion(null, -0.4) },
    { op: 'setDeclared', step: step.id, persona: 'p1', emotion: emotion('p1', 0.2) },
    { op: 'setDesired', step: step.id, desired: { valence: 0.5, type: 'rassurante', statement: null } },
    { op: 'setCell', step: step.id, lane: 'action', cell: cell('action', 'Je cherche') },
    { op: 'addMoment', moment: moment(second!.id) },
    { op: 'addMoment', moment: moment(first!.id) },
  ]).map
}

const emotion = (persona: string | null, valence: number) => ({ persona, valence, intensity: 0.5, label: null })
const cell = (lane: string, fr: string) => ({ lane, text: { fr }, refs: [], span: 1, evidence: [] })
const moment = (placement: string) => ({
  placement,
  origin: 'declared' as const,
  status: 'hypothesis' as const,
  reason: null,
  evidence: [],
})

/** An edit that fits the map, chosen by the numbers drawn: which kind, which element, which position. */
function editFor(map: JourneyMap, kind: number, pick: number, place: number): SingleEdit {
  const of = <Item>(list: readonly Item[]): Item | undefined => list[pick % Math.max(1, list.length)]
  const phase = of(map.phases)
  const step = of(stepsOf(map))
  const placement = of(placementsOf(map))
  const lane = of(map.lanes)
  const told = map.momentsOfTruth[pick % Math.max(1, map.momentsOfTruth.length)]
  const at = place % 12
  const placed = (id: string) => ({ ...placementsOf(richest)[0]!, id })
  const stepped = (id: string) => ({ ...stepsOf(richest)[0]!, id, placements: [placed(newId('plc'))], cells: [] })
  const edits: (SingleEdit | undefined)[] = [
    { op: 'setMap', set: { name: { fr: `Carte ${pick}` }, personas: [`p${pick}`] } },
    { op: 'addPhase', phase: { ...richest.phases[0]!, id: newId('pha'), steps: [stepped(newId('stp'))] }, at },
    phase && {
      op: 'setPhase',
      phase: phase.id,
      set: { order: pick % 2 ? 'any' : 'sequence', goal: { en: `${pick}` } },
    },
    phase && { op: 'movePhase', phase: phase.id, to: at },
    phase && { op: 'removePhase', phase: phase.id },
    phase && { op: 'addStep', phase: phase.id, step: stepped(newId('stp')), at },
    step && { op: 'setStep', step: step.id, set: { title: { fr: `Étape ${pick}` } } },
    step && phase && { op: 'moveStep', step: step.id, phase: map.phases[place % map.phases.length]!.id, to: at },
    step && { op: 'removeStep', step: step.id },
    step && { op: 'addPlacement', step: step.id, placement: placed(newId('plc')), at },
    placement && { op: 'setPlacement', placement: placement.id, set: { presence: 'expected', maxWait: 'P2D' } },
    placement && step && { op: 'movePlacement', placement: placement.id, step: step.id, to: at },
    placement && { op: 'removePlacement', placement: placement.id },
    { op: 'addLane', lane: { id: newId('lan'), type: 'custom', name: { fr: 'À part' }, visibility: 'all' }, at },
    lane && { op: 'setLane', lane: lane.id, set: { name: { en: `${pick}` }, visibility: ['owner'] } },
    lane && { op: 'moveLane', lane: lane.id, to: at },
    lane && { op: 'removeLane', lane: lane.id },
    step && lane && { op: 'setCell', step: step.id, lane: lane.id, cell: pick % 3 ? cell(lane.id, `${place}`) : null },
    step && {
      op: 'setDeclared',
      step: step.id,
      persona: pick % 2 ? 'p1' : null,
      emotion: place % 2 ? null : emotion(pick % 2 ? 'p1' : null, 0.1),
    },
    step && {
      op: 'setDesired',
      step: step.id,
      desired: pick % 2 ? null : { valence: -1, type: null, statement: { fr: 'Oui' } },
    },
    placement && !map.momentsOfTruth.some(one => one.placement === placement.id)
      ? { op: 'addMoment', moment: moment(placement.id), at }
      : undefined,
    told && { op: 'setMoment', placement: told.placement, set: { status: 'proven' } },
    told && { op: 'removeMoment', placement: told.placement },
  ]
  return edits[kind % edits.length] ?? { op: 'setMap', set: { timeHorizon: `${pick}` } }
}
const richest = richMap()

const drawn = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 25 })

test('whatever was edited, the inverse gives the same map back, ids included', () => {
  fc.assert(
    fc.property(drawn, draws => {
      let current = richest
      const inverse: MapEdit[] = []
      for (const [kind, pick, place] of draws) {
        const edit = editFor(current, kind, pick, place)
        const done = applyEdit(current, edit)
        assert.deepEqual(applyEdit(done.map, done.inverse).map, current, `undo of ${edit.op}`)
        assert.ok(mapEditShape.safeParse(done.inverse).success, `the inverse of ${edit.op} can be sent`)
        inverse.unshift(done.inverse)
        current = done.map
      }
      assert.ok(journeyMapShape.safeParse(current).success, 'the map stays a map')
      assert.deepEqual(applyEdits(current, inverse).map, richest)
    }),
    { numRuns: 300 },
  )
})

test('a batch is undone as one, and an undone edit can be redone', () => {
  const step = stepsOf(richest)[0]!
  const paste: MapEdit = {
    op: 'batch',
    edits: [
      { op: 'setCell', step: step.id, lane: 'thought', cell: cell('thought', 'un') },
      { op: 'setCell', step: step.id, lane: 'action', cell: cell('action', 'deux') },
    ],
  }
  const pasted = applyEdit(richest, paste)
  assert.equal(pasted.inverse.op, 'batch')
  const undone = applyEdit(pasted.map, pasted.inverse)
  assert.deepEqual(undone.map, richest)
  assert.deepEqual(applyEdit(undone.map, undone.inverse).map, pasted.map)
})

test('a phase that is deleted and undone comes back with its placements, cells, emotions and moments of truth', () => {
  const phase = richest.phases[0]!
  const gone = applyEdit(richest, { op: 'removePhase', phase: phase.id })
  assert.equal(gone.map.momentsOfTruth.length, 0)
  assert.equal(gone.map.phases.length, 5)
  assert.deepEqual(applyEdit(gone.map, gone.inverse).map, richest)
})

test('placement ids survive reordering, renaming and moving between steps', () => {
  const ids = new Set(placementsOf(richest).map(placement => placement.id))
  const [from, to] = [stepsOf(richest)[0]!, stepsOf(richest)[5]!]
  const { map } = applyEdits(richest, [
    { op: 'movePlacement', placement: from.placements[0]!.id, step: to.id, to: 0 },
    { op: 'moveStep', step: from.id, phase: richest.phases[3]!.id, to: 1 },
    { op: 'movePhase', phase: richest.phases[0]!.id, to: 5 },
    { op: 'setStep', step: to.id, set: { title: { fr: 'Autrement' } } },
  ])
  assert.deepEqual(new Set(placementsOf(map).map(placement => placement.id)), ids)
})

test('what does not fit is refused, and says what is wrong', () => {
  const step = stepsOf(richest)[0]!
  const placement = placementsOf(richest)[0]!
  const refusals: [MapEdit, string][] = [
    [{ op: 'removeStep', step: 'none' }, 'not_found'],
    [{ op: 'setPlacement', placement: 'none', set: {} }, 'not_found'],
    [{ op: 'moveStep', step: step.id, phase: 'none', to: 0 }, 'not_found'],
    [{ op: 'setCell', step: step.id, lane: 'none', cell: null }, 'not_found'],
    [{ op: 'addPlacement', step: step.id, placement }, 'map_invalid'],
    [{ op: 'addStep', phase: richest.phases[1]!.id, step }, 'map_invalid'],
    [{ op: 'addPhase', phase: richest.phases[1]! }, 'map_invalid'],
    [{ op: 'addLane', lane: richest.lanes[0]! }, 'map_invalid'],
    [{ op: 'setCell', step: step.id, lane: 'action', cell: cell('thought', 'x') }, 'map_invalid'],
    [{ op: 'addMoment', moment: moment(placement.id) }, 'map_invalid'],
  ]
  for (const [edit, code] of refusals) {
    assert.throws(
      () => applyEdit(richest, edit),
      (error: unknown) => error instanceof Problem && error.code === code,
      JSON.stringify(edit),
    )
  }
})

test('fields of other tools survive edits', () => {
  const map = journeyMapShape.parse({ ...richest, 'x-board': { pinned: true } })
  const { map: edited } = applyEdit(map, { op: 'setMap', set: { name: { fr: 'Autre' } } })
  assert.deepEqual(edited['x-board'], { pinned: true })
})
