import type { Label } from '../label.ts'
import type { DesiredExperience } from '../map/emotion.ts'
import type { Cell, JourneyMap, Lane, MomentOfTruth, Phase, Step } from '../map/journey-map.ts'
import { laneName } from '../map/lane-name.ts'
import type { Library, LibraryKind } from '../map/library.ts'
import type { Placement } from '../touchpoint.ts'

type Details = Readonly<Record<string, Label | null>>
type Words = { readonly library: Library }

const both = (fr: string, en: string): Label => ({ fr, en })
const same = (text: string | number | null | undefined): Label | null =>
  text === null || text === undefined || text === '' ? null : both(String(text), String(text))

const kinds = {
  current: both('actuelle', 'current'),
  future: both('future', 'future'),
  competitor: both('concurrent', 'competitor'),
  employee: both('collaborateurs', 'employees'),
} as const

const duties = {
  accountable: both('responsable', 'accountable'),
  responsible: both('réalise', 'responsible'),
  consulted: both('consulté', 'consulted'),
  informed: both('informé', 'informed'),
} as const

const statuses = {
  hypothesis: both('hypothèse', 'hypothesis'),
  emotionalPeak: both('pic d’émotion', 'emotional peak'),
  proven: both('prouvé', 'proven'),
  notSupported: both('non confirmé', 'not supported'),
  rejected: both('rejeté', 'rejected'),
} as const

const yes = both('oui', 'yes')
const no = both('non', 'no')

/** What a map says of itself, as words on either side of a comparison. The number of its version is not one of them. */
export function detailsOfMap(map: JourneyMap, { library }: Words): Details {
  return {
    kind: kinds[map.kind],
    name: map.name,
    timeHorizon: same(map.timeHorizon),
    personas: list(map.personas, library, 'personas'),
  }
}

export function detailsOfPhase(phase: Phase): Details {
  return {
    name: phase.name,
    goal: phase.goal,
    order: phase.order === 'any' ? both('libre', 'any') : both('l’une après l’autre', 'in sequence'),
    desired: wish(phase.desired),
  }
}

export function detailsOfStep(step: Step): Details {
  return { title: step.title, description: step.description, subJourney: same(step.subJourney) }
}

export function detailsOfPlacement(placement: Placement, { library }: Words): Details {
  const raci = placement.raci.map(({ role, department, person }) => {
    const who = nameIn(library, 'departments', department)
    return joined([who, duties[role], ...(person === null ? [] : [both(person, person)])], ' · ')
  })
  return {
    touchpoint: nameIn(library, 'touchpoints', placement.touchpoint),
    presence: placement.presence === 'expected' ? both('attendu', 'expected') : both('possible', 'possible'),
    repeatable: placement.repeatable ? yes : no,
    channels: list(placement.channels, library, 'channels'),
    choiceGroup: same(placement.choiceGroup),
    maxWait: same(placement.maxWait),
    targetDuration: same(placement.targetDuration),
    raci: all(raci),
    assets: list(placement.assets, library, 'assets'),
    metrics: list(
      placement.metrics.map(one => one.metric),
      library,
      'metrics',
    ),
    evidence: list(placement.evidence, library, 'evidence'),
  }
}

export function detailsOfMoment(moment: MomentOfTruth | undefined): Details {
  return moment ? { momentOfTruth: statuses[moment.status], reason: moment.reason } : {}
}

export const detailsOfLane = {
  typeName: laneName,
  own: (lane: Lane): Details => ({
    type: laneName(lane.type),
    name: lane.name,
    visibility: lane.visibility === 'all' ? both('tout le monde', 'everybody') : same(lane.visibility.join(', ')),
  }),
  cell: (cell: Cell | undefined, { library }: Words): Details =>
    cell
      ? {
          text: cell.text,
          refs: same(cell.refs.join(', ')),
          span: cell.span === 1 ? null : same(cell.span),
          evidence: list(cell.evidence, library, 'evidence'),
          picture: pictureWords(cell),
        }
      : {},
}

/** Another picture differs even where it is said to show the same. */
function pictureWords({ picture }: Cell): Label | null {
  if (!picture) return null
  const sign = picture.id.slice(4, 12)
  const { fr = '', en = '' } = picture.alt ?? {}
  return both(`${fr || en} (${sign})`.trim(), `${en || fr} (${sign})`.trim())
}

function wish(desired: DesiredExperience | null): Label | null {
  if (!desired) return null
  const { valence, type, statement } = desired
  return joined([both(String(valence).replace('.', ','), String(valence)), same(type), statement], ' · ')
}

function nameIn(library: Library, kind: LibraryKind, id: string): Label {
  const found = library[kind].find(one => one.id === id)
  return found?.name ?? both(id, id)
}

function list(ids: readonly string[], library: Library, kind: LibraryKind): Label | null {
  return all(ids.map(id => nameIn(library, kind, id)))
}

function all(labels: readonly Label[]): Label | null {
  return labels.length === 0 ? null : joined(labels, ', ')
}

function joined(labels: readonly (Label | null)[], between: string): Label {
  const inTongue = (tongue: 'fr' | 'en') =>
    labels.flatMap(label => (label ? [label[tongue] ?? label.fr ?? label.en ?? ''] : [])).join(between)
  return both(inTongue('fr'), inTongue('en'))
}
