/**
 * What a map allows, as the alignment sees it: blocks that are passed in order. Inside a block, which is a step of a
 * phase in sequence or a whole phase whose order is the customer's, placements come in any order.
 */
export type ConformanceModel = { readonly blocks: readonly (readonly ModelPlacement[])[] }

export type ModelPlacement = {
  readonly id: string
  readonly touchpoint: number
  /** Only what is expected can be skipped. Of a choice group, one is expected where any of its members is. */
  readonly expected: boolean
  readonly repeatable: boolean
  readonly choiceGroup: string | null
}

/** What an alignment leaves over. */
export const leftOverKinds = ['skipped', 'unexpected', 'outOfOrder', 'repeated'] as const
/** What is wrong with a visit wherever it stands: it failed, or its wait was above what the map allows, or barely so. */
export const breachKinds = ['failed', 'late', 'slightlyLate'] as const
export const deviationKinds = [...leftOverKinds, ...breachKinds] as const
export type BreachKind = (typeof breachKinds)[number]
export type DeviationKind = (typeof deviationKinds)[number]

/** `placement` for what was skipped (for a choice, the first of its members), `touchpoint` for what was visited. */
export type Deviation = {
  readonly kind: DeviationKind
  readonly touchpoint: number
  readonly placement: string | null
  /** The place of the visit in the case, from 0; null for what was skipped. */
  readonly visit: number | null
}

export type Alignment = {
  readonly cost: number
  /** The visits and the cheapest run of the model, which is what explaining nothing costs; of an open case its visits. */
  readonly worst: number
  /** 1 − cost ÷ worst; 1 where there is nothing to explain. */
  readonly fitness: number
  readonly deviations: readonly Deviation[]
  /** For each visit the placement that explains it, or null. */
  readonly explained: readonly (string | null)[]
}

/** Visits that a complete run of the model takes at least: the expected placements, and one for each expected choice. */
export function cheapestRun(model: ConformanceModel): number {
  return model.blocks.reduce((sum, block) => sum + dutiesOf(block).length, 0)
}

/**
 * Aligns the visits of a case with the map at least cost: an explained visit costs 0, an unexplained one 1, a missing
 * expected placement (or choice) 1. An open case is not charged for what is not yet due.
 *
 * Visits are explained by blocks in order, so what has to be remembered is the block and which of its placements were
 * seen; states that another makes needless are dropped. Linear in the visits for the maps people draw. After
 * the alignments of process mining (van der Aalst, Adriansyah, van Dongen 2012), for maps without parallel branches.
 */
export function align(model: ConformanceModel, visits: readonly number[], open = false): Alignment {
  return alignerOf(model)(visits, open)
}

/** The alignment with one map, for many cases. */
export function alignerOf(model: ConformanceModel): (visits: readonly number[], open?: boolean) => Alignment {
  const blocks = model.blocks.map(blockOf)
  const placesOf = placesByTouchpoint(model)
  // What leaving all blocks before one costs when none of their placements was seen.
  const owedBefore = [0]
  for (const block of blocks) owedBefore.push(owedBefore.at(-1)! + block.duties.length)
  const owedWholly = owedBefore.at(-1)!

  return (visits, open = false) => {
    let states: State[] = [{ block: 0, seen: 0n, cost: 0, from: undefined, explains: null }]
    for (const touchpoint of visits) {
      const next = new Map<string, State>()
      const offer = (state: State) => {
        const key = `${state.block}:${state.seen}`
        const held = next.get(key)
        if (!held || state.cost < held.cost) next.set(key, state)
      }
      for (const state of states) {
        // Explained before left over: of equally cheap alignments the one that explains the earlier visit is kept.
        for (const { block, bit } of placesOf.get(touchpoint) ?? []) {
          if (block < state.block) continue
          const seen = block === state.block ? state.seen : 0n
          if (!mayVisit(blocks[block]!, bit, seen)) continue
          const left =
            block === state.block
              ? 0
              : owedOf(blocks[state.block]!, state.seen) + owedBefore[block]! - owedBefore[state.block + 1]!
          offer({ block, seen: seen | (1n << BigInt(bit)), cost: state.cost + left, from: state, explains: bit })
        }
        offer({ ...state, cost: state.cost + 1, from: state, explains: null })
      }
      states = withoutNeedless([...next.values()])
    }
    const total = (state: State) =>
      open
        ? state.cost
        : state.cost + owedOf(blocks[state.block]!, state.seen) + owedWholly - owedBefore[state.block + 1]!
    const best =
      blocks.length === 0
        ? { ...states[0]!, cost: visits.length }
        : states.reduce((least, state) => (total(state) < total(least) ? state : least))
    const cost = blocks.length === 0 ? visits.length : total(best)
    const explained = explainedBy(best, model, visits.length)
    const worst = visits.length + (open ? 0 : owedWholly)
    return {
      cost,
      worst,
      fitness: worst === 0 ? 1 : 1 - cost / worst,
      deviations: deviationsOf(model, visits, explained, open ? best.block : blocks.length),
      explained,
    }
  }
}

type State = {
  readonly block: number
  /** A bit for each placement of the block that was visited. */
  readonly seen: bigint
  readonly cost: number
  readonly from: State | undefined
  /** The bit of the placement that explains the visit that led here. */
  readonly explains: number | null
}

type Block = {
  readonly placements: readonly ModelPlacement[]
  /** What must be seen: the bits of one expected placement, or of all members of an expected choice. */
  readonly duties: readonly bigint[]
  /** For each bit the bits that forbid it: its own unless repeatable, and the others of its choice. */
  readonly forbidden: readonly bigint[]
}

function blockOf(placements: readonly ModelPlacement[]): Block {
  const bitsOf = (group: string | null) =>
    placements.reduce((bits, each, bit) => (each.choiceGroup === group ? bits | (1n << BigInt(bit)) : bits), 0n)
  return {
    placements,
    duties: dutiesOf(placements).map(duty =>
      duty.choiceGroup === null ? 1n << BigInt(placements.indexOf(duty)) : bitsOf(duty.choiceGroup),
    ),
    forbidden: placements.map((each, bit) => {
      const own = 1n << BigInt(bit)
      const others = each.choiceGroup === null ? 0n : bitsOf(each.choiceGroup) & ~own
      return others | (each.repeatable ? 0n : own)
    }),
  }
}

/** The expected placements, and of each expected choice its first member. */
function dutiesOf(placements: readonly ModelPlacement[]): ModelPlacement[] {
  return placements.filter((each, index) =>
    each.choiceGroup === null
      ? each.expected
      : placements.findIndex(other => other.choiceGroup === each.choiceGroup) === index &&
        placements.some(other => other.choiceGroup === each.choiceGroup && other.expected),
  )
}

function owedOf(block: Block, seen: bigint): number {
  let owed = 0
  for (const duty of block.duties) if ((duty & seen) === 0n) owed++
  return owed
}

function mayVisit(block: Block, bit: number, seen: bigint): boolean {
  return (block.forbidden[bit]! & seen) === 0n
}

function placesByTouchpoint(model: ConformanceModel): ReadonlyMap<number, readonly { block: number; bit: number }[]> {
  const places = model.blocks.flatMap((placements, block) =>
    placements.map(({ touchpoint }, bit) => ({ touchpoint, block, bit })),
  )
  return Map.groupBy(places, each => each.touchpoint)
}

const mostStates = 200

/** Of many states the dearest are dropped: they can't become the cheapest within what a case still holds, save in odd maps. */
function withoutNeedless(states: State[]): State[] {
  if (states.length <= mostStates) return states
  return states.sort((a, b) => a.cost - b.cost || b.block - a.block).slice(0, mostStates)
}

function explainedBy(last: State, model: ConformanceModel, amount: number): (string | null)[] {
  const explained: (string | null)[] = Array.from({ length: amount }, () => null)
  let state = last
  for (let visit = amount - 1; visit >= 0; visit--) {
    if (state.explains !== null) explained[visit] = model.blocks[state.block]![state.explains]!.id
    state = state.from!
  }
  return explained
}

/** Names what the alignment left over; `due` says up to which block something can have been skipped. */
function deviationsOf(
  model: ConformanceModel,
  visits: readonly number[],
  explained: readonly (string | null)[],
  due: number,
): Deviation[] {
  const placements = model.blocks.flat()
  const known = new Set(placements.map(each => each.touchpoint))
  const seen = new Set(explained)
  const skipped = model.blocks
    .slice(0, due)
    .flatMap(block =>
      dutiesOf(block).filter(duty =>
        duty.choiceGroup === null
          ? !seen.has(duty.id)
          : !block.some(each => each.choiceGroup === duty.choiceGroup && seen.has(each.id)),
      ),
    )
  const membersOf = (duty: ModelPlacement) =>
    duty.choiceGroup === null ? [duty] : placements.filter(each => each.choiceGroup === duty.choiceGroup)
  const done = new Set<number>()
  const found = visits.flatMap((touchpoint, visit): Deviation[] => {
    const placement = explained[visit]
    if (placement != null) {
      done.add(touchpoint)
      return []
    }
    if (!known.has(touchpoint)) return [{ kind: 'unexpected', touchpoint, placement: null, visit }]
    const late = skipped.findIndex(duty => membersOf(duty).some(each => each.touchpoint === touchpoint))
    if (late >= 0) {
      const [duty] = skipped.splice(late, 1)
      return [{ kind: 'outOfOrder', touchpoint, placement: duty!.id, visit }]
    }
    const again = done.has(touchpoint) && placements.some(each => each.touchpoint === touchpoint && !each.repeatable)
    return [{ kind: again ? 'repeated' : 'outOfOrder', touchpoint, placement: null, visit }]
  })
  return [
    ...found,
    ...skipped.map(({ id, touchpoint }): Deviation => ({ kind: 'skipped', touchpoint, placement: id, visit: null })),
  ]
}
