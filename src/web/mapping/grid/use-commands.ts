import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane, LaneType, Phase, placementsOf, Step } from '../../../vocabulary/map/journey-map.ts'
import type { MapEdit, SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { blankLane, blankPhase, blankStep, shiftStep } from '../edits.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import { copyOfLane, copyOfPhase, copyOfPlacement, copyOfStep } from './copies.ts'
import { useGridStore } from './grid-state.ts'
import { type Holding, holdingOf } from './holding.ts'

/**
 * What can be done with the map, whatever asks for it: a key, a menu, the mouse or the palette. Every one of them is a
 * value sent through the queue of changes, and says what it did.
 */
export function useCommands() {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { say, write } = useLabels()
  const { map, moments } = useMapPlace()
  const { edit } = useEditing()
  const store = useGridStore()
  const ask = useAsk()

  return useMemo(() => {
    const batch = (edits: readonly SingleEdit[]): MapEdit =>
      edits.length === 1 ? edits[0]! : { op: 'batch', edits: [...edits] }
    const freshStep = () => blankStep(write(null, m('grid.newStep')))
    const done = (sentence: string) => store.say(sentence)

    function addStep(phase: Phase, at: number): void {
      const step = freshStep()
      void edit({ op: 'addStep', phase: phase.id, step, at })
      store.goTo({ row: 'steps', column: step.id })
      done(t('done.stepAdded'))
    }

    function addPhase(at: number): void {
      const phase = blankPhase(write(null, m('grid.newPhase')), write(null, m('grid.newStep')))
      void edit({ op: 'addPhase', phase, at })
      store.goTo({ row: 'phases', column: phase.steps[0]!.id })
      done(t('done.phaseAdded'))
    }

    function addLane(type: LaneType, at: number): void {
      const lane = blankLane(type)
      void edit({ op: 'addLane', lane, at })
      store.goTo({ row: lane.id, column: 'titles' })
      done(t('done.laneAdded'))
    }

    function remove(name: string, holding: Holding, edits: readonly SingleEdit[]): void {
      ask.whether({
        name,
        holding,
        act: () => {
          void edit(batch(edits))
          done(t('done.removed', { name }))
        },
      })
    }

    return {
      batch,
      addStep,
      addPhase,
      addLane,
      freshStep,
      removePhase: (phase: Phase) =>
        map.phases.length > 1
          ? remove(say(phase.name), holdingOf(map, { phases: [phase] }), [{ op: 'removePhase', phase: phase.id }])
          : done(t('done.lastPhase')),
      removeStep: (step: Step, phase: Phase) =>
        phase.steps.length > 1
          ? remove(say(step.title), holdingOf(map, { steps: [step] }), [{ op: 'removeStep', step: step.id }])
          : done(t('done.lastStep')),
      removeLane: (lane: Lane) =>
        remove(
          say(lane.name) || m(`lanes.${lane.type}`),
          holdingOf(map, {
            cells: map.phases
              .flatMap(phase => phase.steps)
              .flatMap(step => step.cells)
              .filter(cell => cell.lane === lane.id),
          }),
          [{ op: 'removeLane', lane: lane.id }],
        ),
      removePlacements: (placements: readonly Placement[], name: string) =>
        remove(
          name,
          holdingOf(map, { placements }),
          placements.map(one => ({ op: 'removePlacement', placement: one.id })),
        ),
      copyStep: (step: Step, phase: Phase) => {
        const copy = copyOfStep(step)
        void edit({ op: 'addStep', phase: phase.id, step: copy, at: phase.steps.indexOf(step) + 1 })
        store.goTo({ row: 'steps', column: copy.id })
        done(t('done.copied', { name: say(step.title) }))
      },
      copyPhase: (phase: Phase) => {
        const copy = copyOfPhase(phase)
        void edit({ op: 'addPhase', phase: copy, at: map.phases.indexOf(phase) + 1 })
        if (copy.steps[0]) store.goTo({ row: 'phases', column: copy.steps[0].id })
        done(t('done.copied', { name: say(phase.name) }))
      },
      copyLane: (lane: Lane) => {
        const edits = copyOfLane(
          lane,
          map.phases.flatMap(phase => phase.steps),
          map.lanes.indexOf(lane) + 1,
        )
        void edit(batch(edits))
        done(t('done.copied', { name: say(lane.name) || m(`lanes.${lane.type}`) }))
      },
      copyPlacements: (placements: readonly Placement[]) => {
        const edits = placements.flatMap((placement): SingleEdit[] => {
          const step = stepWith(map, placement)
          return step ? [{ op: 'addPlacement', step: step.id, placement: copyOfPlacement(placement) }] : []
        })
        if (edits.length === 0) return
        void edit(batch(edits))
        done(t('done.copies', { count: edits.length }))
      },
      moveStep: (step: Step, by: -1 | 1) => {
        const shift = shiftStep(map, step.id, by)
        if (!shift) return done(t('done.edge'))
        void edit(shift)
        store.goTo({ row: 'steps', column: step.id })
        done(t(by < 0 ? 'done.movedLeft' : 'done.movedRight', { name: say(step.title) }))
      },
      movePhase: (phase: Phase, by: -1 | 1) => {
        const to = map.phases.indexOf(phase) + by
        if (to < 0 || to >= map.phases.length) return done(t('done.edge'))
        void edit({ op: 'movePhase', phase: phase.id, to })
        if (phase.steps[0]) store.goTo({ row: 'phases', column: phase.steps[0].id })
        done(t(by < 0 ? 'done.movedLeft' : 'done.movedRight', { name: say(phase.name) }))
      },
      moveLane: (lane: Lane, by: -1 | 1) => {
        const to = map.lanes.indexOf(lane) + by
        if (to < 0 || to >= map.lanes.length) return done(t('done.edge'))
        void edit({ op: 'moveLane', lane: lane.id, to })
        store.goTo({ row: lane.id, column: 'titles' })
        done(t(by < 0 ? 'done.movedUp' : 'done.movedDown', { name: say(lane.name) || m(`lanes.${lane.type}`) }))
      },
      /** Moves a card within its step, or to a neighbouring step. */
      movePlacement: (placement: Placement, by: { readonly down?: -1 | 1; readonly right?: -1 | 1 }) => {
        const steps = map.phases.flatMap(phase => phase.steps)
        const at = steps.findIndex(step => step.placements.includes(placement))
        const step = steps[at]
        if (!step) return
        const index = step.placements.indexOf(placement)
        const to = index + (by.down ?? 0)
        const target = by.right ? steps[at + by.right] : step
        if (!target || to < 0 || (!by.right && to >= step.placements.length)) return done(t('done.edge'))
        void edit({ op: 'movePlacement', placement: placement.id, step: target.id, to: by.right ? 1000 : to })
        done(by.right ? t('done.movedTo', { name: say(target.title) }) : t('done.moved'))
      },
      toggleMoment: (placement: Placement) => {
        const isOne = moments.has(placement.id)
        void edit(
          isOne
            ? { op: 'removeMoment', placement: placement.id }
            : {
                op: 'addMoment',
                moment: {
                  placement: placement.id,
                  origin: 'declared',
                  status: 'hypothesis',
                  reason: null,
                  evidence: [],
                },
              },
        )
        done(t(isOne ? 'done.momentOff' : 'done.momentOn'))
      },
    }
  }, [map, moments, edit, store, ask, say, write, t, m])
}

export type Commands = ReturnType<typeof useCommands>

function stepWith(map: Parameters<typeof placementsOf>[0], placement: Placement): Step | undefined {
  return map.phases.flatMap(phase => phase.steps).find(step => step.placements.some(one => one.id === placement.id))
}
