import { audit } from '../admitting/index.ts'
import { inputFault } from '../contract/input-fault.ts'
import type { editLibrary as editLibraryRoute, LibraryAnswer } from '../contract/map-library.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Queryable, Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { canonicalJson } from '../vocabulary/map/canonical-json.ts'
import { type LibraryKind, type LibraryObject, libraryKinds, libraryShapes } from '../vocabulary/map/library.ts'
import type { LibraryEdit } from '../vocabulary/map/library-edit.ts'
import { problem } from '../vocabulary/problem.ts'
import { isPublished, libraryUses } from './library-uses.ts'
import { noticingChanges } from './measured-definition.ts'
import { refuseUnseen } from './pictures/brought-pictures.ts'
import { noteBringer } from './pictures/pictures-store.ts'
import { differsFrom } from './seen-before.ts'
import { stampOf } from './stamp.ts'
import { archiveLibraryObject, deleteLibraryObject, putLibraryObject, readLibrary } from './store/library.ts'
import { libraryFor } from './talk/reader.ts'

/** The library, as far as the reader may see it. */
export async function getLibrary(context: Context): Promise<LibraryAnswer> {
  return await libraryAnswerOf(context, context.postgres)
}

/** Applies edits to the library, all or none. */
export async function editLibrary(
  context: Context,
  { body }: InputOf<typeof editLibraryRoute>,
): Promise<AnswerOf<typeof editLibraryRoute>> {
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const inverse: LibraryEdit[] = []
      for (const edit of body.edits) inverse.unshift(await applyLibraryEdit(context, transaction, edit))
      await audit(context, transaction, 'library.changed', { edits: body.edits.length })
      return { ...(await libraryAnswerOf(context, transaction)), inverse }
    }),
  )
}

async function applyLibraryEdit(context: Context, transaction: Transaction, edit: LibraryEdit): Promise<LibraryEdit> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const { library, archived } = await readLibrary(transaction, workspace)
  const shown = await libraryFor(context, library, transaction)
  const known = (kind: LibraryKind, id: string) => shown[kind].find(one => one.id === id)
  const isUnseen = (kind: LibraryKind, id: string) => !known(kind, id) && library[kind].some(one => one.id === id)
  const isArchived = (kind: LibraryKind, id: string) => archived.some(one => one.kind === kind && one.id === id)
  switch (edit.op) {
    case 'add': {
      const { kind, object } = edit
      if ((known(kind, object.id) && !isArchived(kind, object.id)) || isUnseen(kind, object.id)) {
        throw problem('map_invalid', {
          reason: {
            en: `there is already something with the id ${object.id} in ${kind}`,
            fr: `il y a déjà un élément d’identifiant ${object.id} (${kind})`,
          },
        })
      }
      refuseCircle(kind, object, library.departments)
      await refuseUnseen(context, transaction, picturesOf(object))
      await putLibraryObject(transaction, workspace, kind, object, stamp)
      return { op: 'remove', kind, id: object.id }
    }
    case 'set': {
      const { kind, id } = edit
      const current = known(kind, id)
      if (!current || isArchived(kind, id)) throw problem('not_found', { what: kind, id })
      if (differsFrom(current, edit.before)) throw problem('changed_meanwhile', { kind, id })
      const whole = library[kind].find(one => one.id === id)!
      const object = parsed(kind, { ...whole, ...edit.set, id })
      refuseUnseenFields(whole, current, Object.keys(edit.set))
      refuseCircle(kind, object, library.departments)
      const had = picturesOf(whole)
      await refuseUnseen(context, transaction, new Set([...picturesOf(object)].filter(one => !had.has(one))))
      await noteBringer(transaction, workspace, had, stamp)
      await putLibraryObject(transaction, workspace, kind, object, stamp)
      const fields = Object.keys(edit.set).filter(field => field !== 'id')
      return { op: 'set', kind, id, set: valuesIn(current, fields), before: valuesIn(object, fields) }
    }
    case 'remove': {
      const { kind, id } = edit
      const current = known(kind, id)
      if (!current || isArchived(kind, id)) throw problem('not_found', { what: kind, id })
      const whole = library[kind].find(one => one.id === id)!
      refuseUnseenFields(whole, current, Object.keys(whole))
      await noteBringer(transaction, workspace, picturesOf(whole), stamp)
      const isUsed = ((await libraryUses(transaction, workspace)).get(`${kind}/${id}`) ?? 0) > 0
      if (isUsed || (await isPublished(transaction, workspace, kind, id))) {
        await archiveLibraryObject(transaction, workspace, kind, id, stamp.at)
      } else {
        await deleteLibraryObject(transaction, workspace, kind, id)
      }
      // The list of edits was made from one table of kinds and shapes; the type can't follow one kind through it.
      return { op: 'add', kind, object: current } as LibraryEdit
    }
    default:
      throw new Error(`No such edit: ${JSON.stringify(edit satisfies never)}`)
  }
}

/** The picture of a piece of evidence. */
function picturesOf(object: LibraryObject): ReadonlySet<string> {
  return 'picture' in object && object.picture ? new Set([object.picture.id]) : new Set()
}

function parsed(kind: LibraryKind, object: unknown): LibraryObject {
  const read = libraryShapes[kind].safeParse(object)
  if (read.success) return read.data
  throw inputFault(read.error.issues, object, 'body')
}

/** A department is never above itself; the refusal names the circle. */
function refuseCircle(
  kind: LibraryKind,
  object: LibraryObject,
  departments: readonly { id: string; parent: string | null }[],
): void {
  if (kind !== 'departments') return
  const parents = new Map(departments.map(one => [one.id, one.parent]))
  parents.set(object.id, (object as { parent: string | null }).parent)
  const walked: string[] = [object.id]
  for (let above = parents.get(object.id) ?? null; above !== null; above = parents.get(above) ?? null) {
    if (walked.includes(above)) {
      const circle = [...walked, above].join(' → ')
      throw problem('map_invalid', {
        reason: {
          en: `the departments would stand in a circle: ${circle}`,
          fr: `les services formeraient un cercle : ${circle}`,
        },
      })
    }
    walked.push(above)
  }
}

function valuesIn(object: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(field => [field, object[field] ?? null]))
}

/** A field that reads as empty only because its reader may not see it is not theirs to write. */
function refuseUnseenFields(whole: LibraryObject, shown: LibraryObject, fields: readonly string[]): void {
  const value = (object: LibraryObject, field: string) =>
    canonicalJson((object as Readonly<Record<string, unknown>>)[field] ?? null)
  if (fields.some(field => value(whole, field) !== value(shown, field))) throw problem('confidential_part')
}

async function libraryAnswerOf(context: Context, store: Queryable): Promise<LibraryAnswer> {
  const workspace = context.workspace.number
  const { library, archived, numbers } = await readLibrary(store, workspace)
  const shown = await libraryFor(context, library, store)
  const uses = [...(await libraryUses(store, workspace))]
  if (shown === library) {
    return {
      library,
      archived: [...archived],
      uses: Object.fromEntries(uses),
      touchpointNumbers: Object.fromEntries(numbers),
    }
  }
  const seen = new Set(libraryKinds.flatMap(kind => shown[kind].map(({ id }) => `${kind}/${id}`)))
  return {
    library: shown,
    archived: archived.filter(({ kind, id }) => seen.has(`${kind}/${id}`)),
    uses: Object.fromEntries(uses.filter(([key]) => seen.has(key))),
    touchpointNumbers: Object.fromEntries([...numbers].filter(([id]) => seen.has(`touchpoints/${id}`))),
  }
}
