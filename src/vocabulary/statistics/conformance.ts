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
export type LeftOverKind = (typeof leftOverKinds)[number]
export const isLeftOver = (kind: string): kind is LeftOverKind => (leftOverKinds as readonly string[]).includes(kind)
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

/**
 * The alignment with one map, for many cases. Where a customer can stand on the map, and what a visit leads to from there,
 * is worked out when it is first met and then known: cases of the tenth thousand are aligned in a tenth of the time.
 */
export function alignerOf(model: ConformanceModel): (visits: readonly number[], open?: boolean) => Alignment {
  const blocks = model.blocks.map(blockOf)
  const placesOf = placesByTouchpoint(model)
  const tell = tellerOf(model)
  // What leaving all blocks before one costs when none of their placements was seen.
  const owedBefore = [0]
  for (const block of blocks) owedBefore.push(owedBefore.at(-1)! + block.duties.length)
  const owedWholly = owedBefore.at(-1)!
  const places = new Map<string, Place>()
  const placeAt = (block: number, seen: bigint): Place => {
    const name = `${block}:${seen}`
    const known = places.get(name)
    if (known) return known
    const here = blocks[block]
    const owed = here ? owedOf(here, seen) : 0
    const place: Place = { block, seen, owed, moves: new Map(), met: -1, index: 0 }
    places.set(name, place)
    return place
  }
  const movesFrom = (place: Place, touchpoint: number): readonly Move[] => {
    const known = place.moves.get(touchpoint)
    if (known) return known
    const moves: Move[] = []
    for (const { block, bit } of placesOf.get(touchpoint) ?? []) {
      if (block < place.block) continue
      const seen = block === place.block ? place.seen : 0n
      if (!mayVisit(blocks[block]!, bit, seen)) continue
      const left = block === place.block ? 0 : place.owed + owedBefore[block]! - owedBefore[place.block + 1]!
      moves.push({ to: placeAt(block, seen | (1n << BigInt(bit))), left, bit })
    }
    place.moves.set(touchpoint, moves)
    return moves
  }
  let round = 0

  return (visits, open = false) => {
    // An odd map can be stood on in more ways than are worth remembering.
    if (places.size > mostPlaces) places.clear()
    let states: State[] = [{ place: placeAt(0, 0n), cost: 0, from: undefined, explains: null }]
    for (const touchpoint of visits) {
      const next: State[] = []
      round++
      const offer = (place: Place, cost: number, from: State, explains: number | null) => {
        if (place.met !== round) {
          place.met = round
          place.index = next.length
          next.push({ place, cost, from, explains })
        } else if (cost < next[place.index]!.cost) next[place.index] = { place, cost, from, explains }
      }
      for (const state of states) {
        // Explained before left over: of equally cheap alignments the one that explains the earlier visit is kept.
        for (const { to, left, bit } of movesFrom(state.place, touchpoint)) offer(to, state.cost + left, state, bit)
        offer(state.place, state.cost + 1, state, null)
      }
      states = withoutNeedless(next)
    }
    const total = ({ cost, place }: State) =>
      open ? cost : cost + place.owed + owedWholly - owedBefore[place.block + 1]!
    const best =
      blocks.length === 0 ? states[0]! : states.reduce((least, state) => (total(state) < total(least) ? state : least))
    const cost = blocks.length === 0 ? visits.length : total(best)
    const explained = explainedBy(best, model, visits.length)
    const worst = visits.length + (open ? 0 : owedWholly)
    return {
      cost,
      worst,
      fitness: worst === 0 ? 1 : 1 - cost / worst,
      deviations: tell(visits, explained, open ? best.place.block : blocks.length),
      explained,
    }
  }
}

/** Where a case can stand on the map: in a block, of which some placements were visited. */
type Place = {
  readonly block: number
  /** A bit for each placement of the block that was visited. */
  readonly seen: bigint
  /** What leaving the block now costs. */
  readonly owed: number
  readonly moves: Map<number, readonly Move[]>
  /** The visit that led here last, and where among the states it then stands. */
  met: number
  index: number
}

/** What a visit that is explained leads to; `left` is what is skipped on the way. */
type Move = { readonly to: Place; readonly left: number; readonly bit: number }

const mostPlaces = 50_000

type State = {
  readonly place: Place
  readonly cost: number
  readonly from: State | undefined
  /** The bit of the placement that explains the visit that led here. */
  readonly explains: number | null
}

type Block = {
  /** What must be seen: the bits of one expected placement, or of all members of an expected choice. */
  readonly duties: readonly bigint[]
  /** For each bit the bits that forbid it: its own unless repeatable, and the others of its choice. */
  readonly forbidden: readonly bigint[]
}

function blockOf(placements: readonly ModelPlacement[]): Block {
  const bitsOf = (group: string | null) =>
    placements.reduce((bits, each, bit) => (each.choiceGroup === group ? bits | (1n << BigInt(bit)) : bits), 0n)
  return {
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
  return states.sort((a, b) => a.cost - b.cost || b.place.block - a.place.block).slice(0, mostStates)
}

function explainedBy(last: State, model: ConformanceModel, amount: number): (string | null)[] {
  const explained: (string | null)[] = Array.from({ length: amount }, () => null)
  let state = last
  for (let visit = amount - 1; visit >= 0; visit--) {
    if (state.explains !== null) explained[visit] = model.blocks[state.place.block]![state.explains]!.id
    state = state.from!
  }
  return explained
}

/** Names what an alignment left over; `due` says up to which block something can have been skipped. */
function tellerOf(
  model: ConformanceModel,
): (visits: readonly number[], explained: readonly (string | null)[], due: number) => Deviation[] {
  const placements = model.blocks.flat()
  const known = new Set(placements.map(each => each.touchpoint))
  const once = new Set(placements.filter(each => !each.repeatable).map(each => each.touchpoint))
  const duties = model.blocks.flatMap((block, index) =>
    dutiesOf(block).map(({ id, touchpoint, choiceGroup }) => ({
      id,
      touchpoint,
      block: index,
      // What fulfils it, and what would have: of a choice, its members on the whole map.
      fulfilling:
        choiceGroup === null ? [id] : block.filter(each => each.choiceGroup === choiceGroup).map(each => each.id),
      touchpoints:
        choiceGroup === null
          ? [touchpoint]
          : placements.filter(each => each.choiceGroup === choiceGroup).map(each => each.touchpoint),
    })),
  )
  return (visits, explained, due) => {
    const seen = new Set(explained)
    const skipped = duties.filter(duty => duty.block < due && !duty.fulfilling.some(id => seen.has(id)))
    const done = new Set<number>()
    const found: Deviation[] = []
    visits.forEach((touchpoint, visit) => {
      if (explained[visit] != null) {
        done.add(touchpoint)
        return
      }
      if (!known.has(touchpoint)) {
        found.push({ kind: 'unexpected', touchpoint, placement: null, visit })
        return
      }
      const late = skipped.findIndex(duty => duty.touchpoints.includes(touchpoint))
      if (late >= 0) {
        const [duty] = skipped.splice(late, 1)
        found.push({ kind: 'outOfOrder', touchpoint, placement: duty!.id, visit })
        return
      }
      const again = done.has(touchpoint) && once.has(touchpoint)
      found.push({ kind: again ? 'repeated' : 'outOfOrder', touchpoint, placement: null, visit })
    })
    for (const { id, touchpoint } of skipped) found.push({ kind: 'skipped', touchpoint, placement: id, visit: null })
    return found
  }
}
