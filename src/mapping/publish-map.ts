import { audit } from '../admitting/index.ts'
import type { publishMap as publishMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { visibleProblems } from '../vocabulary/map/lane-guard.ts'
import { visibleMap, withheldFrom } from '../vocabulary/map/lane-visibility.ts'
import { libraryOfMap } from '../vocabulary/map/library-of-map.ts'
import { mapProblems } from '../vocabulary/map/map-rules.ts'
import { problem } from '../vocabulary/problem.ts'
import { readStandards } from './atlas/standards-store.ts'
import { noticingChanges } from './measured-definition.ts'
import { stampOf } from './stamp.ts'
import { readBindings } from './store/bindings.ts'
import { updateJourney } from './store/journeys.ts'
import { readLibrary } from './store/library.ts'
import { writeDraft } from './store/maps.ts'
import { insertVersion, readVersions } from './store/versions.ts'
import { readerOf } from './talk/reader.ts'
import { baseProblems } from './versions/base-problems.ts'
import { keptJourney, keptMap } from './whole-map.ts'

/**
 * Publishes the draft as the next version, with all that it shows. Refused with `map_invalid` and every problem that
 * stands in the way, or with `changed_meanwhile` when the draft is no longer the one that was seen.
 */
export async function publishMap(
  context: Context,
  { params, body }: InputOf<typeof publishMapRoute>,
): Promise<AnswerOf<typeof publishMapRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const found = await keptMap(transaction, workspace, params.map, true)
      if (found.archivedAt !== null) throw problem('not_found', { what: 'map' })
      if (found.revision !== body.revision) throw problem('changed_meanwhile', { revision: found.revision })
      const { journey } = await keptJourney(transaction, workspace, found.journeyId, true)
      const { library } = await readLibrary(transaction, workspace)
      const bindings = await readBindings(transaction, workspace)

      const bound = new Set(bindings.map(rule => rule.touchpoint))
      const around = { library, bound, ...(await readStandards(transaction, workspace)) }
      const base = await baseProblems(transaction, workspace, found)
      const problems = [...base, ...mapProblems(found.draft, around).filter(one => one.weight === 'error')]
      const reader = await readerOf(context, transaction)
      const { map: seen } = visibleMap(found.draft, library, reader)
      const told = visibleProblems(
        problems,
        seen === found.draft ? [] : [...base, ...mapProblems(seen, around)],
        withheldFrom(found.draft, reader),
      )
      const [first] = told
      if (first) throw problem('map_invalid', { reason: summary(told.length, first), problems: told })
      if (problems.length > 0) throw problem('map_invalid', { reason: outOfSight, problems: [] })

      const [latest] = await readVersions(transaction, workspace, params.map)
      const number = Math.max(found.draft.version, latest?.number ?? 0) + 1
      const map = { ...found.draft, version: number }
      const shown = libraryOfMap(journey, map, library)
      const touchpoints = new Set(shown.touchpoints.map(touchpoint => touchpoint.id))
      const version = await insertVersion(
        transaction,
        workspace,
        number,
        {
          defaultLocale: found.defaultLocale,
          journey,
          map,
          library: shown,
          bindings: bindings.filter(rule => touchpoints.has(rule.touchpoint)),
          carried: found.carried,
        },
        body.note,
        stamp,
      )
      // Publishing changes no part of the draft: those who edit it go on from the revision they have.
      await writeDraft(transaction, workspace, { ...found, draft: map }, stamp)
      if (journey.status === 'draft')
        await updateJourney(transaction, workspace, { ...journey, status: 'active' }, stamp)
      await audit(context, transaction, 'map.published', { map: params.map, version: number })
      return version
    }),
  )
}

const outOfSight = {
  en: 'something that you may not see stands in the way; ask somebody who sees the whole map',
  fr: 'quelque chose que vous ne pouvez pas voir s’y oppose ; demandez à une personne qui voit toute la carte',
}

function summary(count: number, first: { readonly en: string; readonly fr: string }) {
  const [en, fr] = [first.en.replace(/\.$/, ''), first.fr.replace(/\.$/, '')]
  return count === 1
    ? { en, fr }
    : { en: `${count} problems, the first: ${en}`, fr: `${count} problèmes, le premier : ${fr}` }
}
