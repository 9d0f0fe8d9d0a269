import type { z } from 'zod'
import { type Problem, problem } from '../problem.ts'
import type { Interchange } from './interchange-format.ts'
import { libraryKinds } from './library.ts'
import type { MapProblem } from './map-problem.ts'
import { referencesOf } from './reference-problems.ts'
import { shapeProblems } from './shape-problems.ts'

/** What is wrong with a file whose shape is right: ids that stand twice, and what is named but is not there. */
export function* contentProblems({ journey, map, library, bindings }: Interchange): Generator<MapProblem> {
  yield* shapeProblems(map).filter(
    found => found.code !== 'no_phase' && found.code !== 'phase_empty' && found.code !== 'choice_of_one',
  )
  const known = new Map(libraryKinds.map(kind => [kind, new Set<string>(library[kind].map(object => object.id))]))
  for (const kind of libraryKinds) {
    const list = library[kind].map(object => object.id)
    for (const id of new Set(list.filter((id, index) => list.indexOf(id) !== index))) {
      yield atPath(
        `library.${kind}`,
        `The id ${id} stands twice among the ${kind}.`,
        `L’identifiant ${id} figure deux fois (${kind}).`,
      )
    }
  }
  const missing = (from: string, kind: string, id: string) =>
    atPath(
      from,
      `${from} names ${id}, which is not in library.${kind}.`,
      `${from} nomme ${id}, qui n’est pas dans library.${kind}.`,
    )
  for (const { kind, id, at } of referencesOf(map)) {
    if (!known.get(kind)!.has(id)) yield { ...missing(at[0] ? `${at[0].kind} ${at[0].id}` : 'map', kind, id), at }
  }
  for (const department of library.departments) {
    if (department.parent !== null && !known.get('departments')!.has(department.parent)) {
      yield missing(`department ${department.id}`, 'departments', department.parent)
    }
  }
  for (const persona of library.personas) {
    for (const id of persona.evidence) {
      if (!known.get('evidence')!.has(id)) yield missing(`persona ${persona.id}`, 'evidence', id)
    }
  }
  const rules = new Set<string>()
  for (const rule of bindings) {
    if (rules.has(rule.id)) {
      yield atPath(
        'bindings',
        `The id ${rule.id} stands twice among the bindings.`,
        `L’identifiant ${rule.id} figure deux fois (bindings).`,
      )
    }
    rules.add(rule.id)
    if (!known.get('touchpoints')!.has(rule.touchpoint))
      yield missing(`binding ${rule.id}`, 'touchpoints', rule.touchpoint)
  }
  if (journey.parent === journey.id) {
    yield atPath('journey.parent', 'The journey is its own parent.', 'Le parcours est son propre parent.')
  }
}

/** Unions say only that no branch fits; the branch that came nearest says what to mend. */
export function problemsOfIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): MapProblem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!
    return nearest.flatMap(inner => problemsOfIssue(inner, path))
  }
  const where = path.map(String).join('.')
  return [atPath(where, `${where || 'The file'}: ${issue.message}.`, `${where || 'Le fichier'} : ${issue.message}.`)]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(issue => issue.path.length))
}

export function atPath(path: string, en: string, fr: string): MapProblem {
  return { code: 'file_invalid', weight: 'error', at: [{ kind: 'library', id: path }], en, fr }
}

/** The refusal of a file for all of its problems; its sentence says the first. */
export function invalid(problems: readonly MapProblem[]): Problem {
  const many = problems.length
  const first = (language: 'en' | 'fr') => problems[0]![language].replace(/\.$/, '')
  return problem('map_invalid', {
    reason:
      many === 1
        ? { en: first('en'), fr: first('fr') }
        : {
            en: `${many} problems were found, the first: ${first('en')}`,
            fr: `${many} problèmes ont été trouvés, le premier : ${first('fr')}`,
          },
    problems,
  })
}
