import { z } from 'zod'
import { problem } from '../problem.ts'
import { formatMajor, formatVersion, type Interchange, interchangeShape } from './interchange-format.ts'
import { inOrder } from './interchange-order.ts'
import { atPath, contentProblems, invalid, problemsOfIssue } from './interchange-problems.ts'
import { type JourneyMap, laneTypes } from './journey-map.ts'

/**
 * Reads a file that has been parsed as JSON. Throws `format_newer` for a newer major version, and `map_invalid` with
 * every problem in `details.problems`, each with its place in the file.
 */
export function readInterchange(file: unknown): Interchange {
  const head = z.looseObject({ format: z.unknown(), formatVersion: z.unknown() }).safeParse(file)
  if (!head.success || head.data.format !== 'parcours.map') {
    throw invalid([
      atPath(
        'format',
        'This is not a journey map: "format" must be "parcours.map".',
        'Ce fichier n’est pas une carte de parcours : « format » doit valoir « parcours.map ».',
      ),
    ])
  }
  const found = String(head.data.formatVersion)
  if (Number.parseInt(found, 10) > formatMajor) throw problem('format_newer', { found, supported: formatVersion })
  const parsed = interchangeShape.safeParse(file)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(issue => problemsOfIssue(issue, [])))
  const read = { ...parsed.data, formatVersion, map: withNamedLanes(parsed.data.map) }
  const problems = [...contentProblems(read)]
  if (problems.length > 0) throw invalid(problems)
  return read
}

/**
 * Writes the file. The same content gives the same bytes but for `exportedAt`, whatever order a store gave its keys
 * in: known fields come in the order of the format, those of other tools after them by name.
 */
export function writeInterchange(content: Omit<Interchange, 'format' | 'formatVersion' | 'measures'>): string {
  const whole = {
    ...content,
    format: 'parcours.map',
    formatVersion,
    // Whatever a file said of measures, they are computed from events and stay where the events are.
    measures: (content as Partial<Interchange>).measures ?? { included: false },
  }
  return `${JSON.stringify(inOrder(whole), null, 2)}\n`
}

/** A map whose lanes were left out has those its cells name, in the order of lane types. */
function withNamedLanes(map: JourneyMap): JourneyMap {
  const known = new Set(map.lanes.map(lane => lane.id))
  const named = new Set(map.phases.flatMap(phase => phase.steps.flatMap(step => step.cells.map(cell => cell.lane))))
  const added = laneTypes.filter(type => named.has(type) && !known.has(type))
  return {
    ...map,
    lanes: [...map.lanes, ...added.map(type => ({ id: type, type, name: null, visibility: 'all' as const }))],
  }
}
