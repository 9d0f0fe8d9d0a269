import type { editMap as editMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { applyEdit } from '../vocabulary/apply-edit.ts'
import type { JourneyMap } from '../vocabulary/journey-map.ts'
import { editsSeen, editThrough, refuseUnseen, visibleProblems } from '../vocabulary/lane-guard.ts'
import { visibleMap, type Withheld, withheldFrom } from '../vocabulary/lane-visibility.ts'
import type { Library } from '../vocabulary/library.ts'
import { type MapEdit, singleEditsOf } from '../vocabulary/map-edit.ts'
import { mapProblems, referenceProblems } from '../vocabulary/map-rules.ts'
import { partCovers, partsOf } from '../vocabulary/map-touch.ts'
import { Problem, problem } from '../vocabulary/problem.ts'
import { noticingChanges } from './measured-definition.ts'
import { stampOf } from './stamp.ts'
import { readBindings } from './store/bindings.ts'
import { readLibrary } from './store/library.ts'
import { type Touched, updateDraft } from './store/maps.ts'
import { readerOf } from './talk/reader.ts'
import { keptMap } from './whole-map.ts'

/**
 * Applies edits to the draft, all or none. Edits made on an older revision are welcome as long as nobody else changed
 * the same parts since; otherwise `changed_meanwhile`, with the parts, who and when in its details.
 */
export async function editMap(
  context: Context,
  { params, body }: InputOf<typeof editMapRoute>,
): Promise<AnswerOf<typeof editMapRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(transaction => {
    const work = async () => {
      const found = await keptMap(transaction, workspace, params.map, true)
      if (found.archivedAt !== null) throw problem('not_found', { what: 'map' })
      if (body.revision > found.revision) throw problem('changed_meanwhile', { revision: found.revision })
      const revision = found.revision + 1
      const stamp = stampOf(context)
      const mark = { revision, by: stamp.by, at: stamp.at.toISOString(), client: body.client ?? null }
      const { library } = await readLibrary(transaction, workspace)
      const reader = await readerOf(context, transaction)
      const withheld = withheldFrom(found.draft, reader)
      let draft = found.draft
      let touched = found.touched
      const inverse: MapEdit[] = []
      for (const asked of body.edits) {
        const edit = editThrough(draft, asked, library, withheld, 'inside')
        const parts = partsOf(draft, edit)
        refuseChanged(parts, found.touched, body.revision, body.client, withheld)
        const done = appliedOr(draft, edit, body.revision < found.revision)
        draft = done.map
        inverse.unshift(done.inverse)
        touched = touching(touched, parts, mark)
      }
      refuseUnseen(found.draft, draft, library, reader, withheld)
      refuseMissing(found.draft, draft, library)
      await updateDraft(transaction, workspace, { draft, revision, touched }, stamp)
      const bound = new Set((await readBindings(transaction, workspace)).map(rule => rule.touchpoint))
      const shown = visibleMap(draft, library, reader).map
      const problems = visibleProblems(
        mapProblems(draft, { library, bound }),
        shown === draft ? [] : mapProblems(shown, { library, bound }),
        withheldFrom(draft, reader),
      )
      return { map: shown, revision, inverse: editsSeen(draft, inverse, library, withheld), problems: [...problems] }
    }
    return body.edits.some(mayMoveMeasures) ? noticingChanges(context, transaction, work) : work()
  })
}

/** The part that is marked when an import replaced the whole draft: whoever had not seen it starts again. */
export const wholeDraftReplaced = '**'

/** Only what places touchpoints can change what is measured; words, cells and emotions are edited far more often. */
function mayMoveMeasures(edit: MapEdit): boolean {
  return singleEditsOf(edit).some(
    ({ op }) =>
      op === 'addPhase' ||
      op === 'removePhase' ||
      op === 'addStep' ||
      op === 'removeStep' ||
      op === 'addPlacement' ||
      op === 'setPlacement' ||
      op === 'removePlacement' ||
      op === 'setMap',
  )
}

function refuseChanged(
  parts: readonly string[],
  touched: Touched,
  seen: number,
  client: string | undefined,
  withheld: Withheld,
): void {
  const clashes = Object.entries(touched).filter(
    ([path, mark]) =>
      mark.revision > seen &&
      (client === undefined || mark.client !== client) &&
      (path === wholeDraftReplaced || parts.some(part => partCovers(part, path))),
  )
  if (clashes.length === 0) return
  const isHidden = (path: string) => [...withheld.lanes].some(lane => path.split(/[:/]/).includes(lane))
  throw problem('changed_meanwhile', {
    parts: clashes
      .filter(([path]) => !isHidden(path))
      .map(([part, { by, at, revision }]) => ({ part, by, at, revision })),
  })
}

/** What an edit speaks of may be gone because somebody else removed it: then that is what there is to say. */
function appliedOr(draft: JourneyMap, edit: MapEdit, behind: boolean) {
  try {
    return applyEdit(draft, edit)
  } catch (error) {
    if (behind && error instanceof Problem && error.code === 'not_found') {
      throw Object.assign(problem('changed_meanwhile', { gone: error.details }), { cause: error })
    }
    throw error
  }
}

/** A reference to nothing is refused when an edit brings it; one that was there before is a problem to publish. */
function refuseMissing(before: JourneyMap, after: JourneyMap, library: Library): void {
  const known = new Set(referenceProblems(before, library).map(found => found.en))
  const brought = referenceProblems(after, library).filter(found => !known.has(found.en))
  if (brought.length === 0) return
  throw problem('map_invalid', { reason: { en: brought[0]!.en, fr: brought[0]!.fr }, problems: brought })
}

/** Marks the parts; those of what was removed are forgotten with it. */
function touching(touched: Touched, parts: readonly string[], mark: Touched[string]): Touched {
  const gone = parts.filter(part => part.endsWith('/') || part.startsWith('*'))
  const kept = Object.entries(touched).filter(([path]) => !gone.some(part => partCovers(part, path)))
  const written = parts.filter(part => !gone.includes(part)).map(part => [part, mark] as const)
  return Object.fromEntries([...kept, ...written])
}
