import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'

/** The fields that many routes share. Instants cross the wire as ISO-8601 with `Z`. */
export const instant = z.iso.datetime({ offset: true })

export const locale = z.enum(['fr', 'en'])

/** How many: of customers, cases, events. */
export const count = z.number().int().min(0)

/** A part of a whole, from 0 to 1. */
export const share = z.number().min(0).max(1)

/** The answer of what only does. */
export const nothing = z.strictObject({})

/** The key of a workspace, as it stands in addresses. */
export const workspaceKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,38}$/)

export const inWorkspace = z.strictObject({ workspace: workspaceKey })
export const inJourney = inWorkspace.extend({ journey: objectId })
export const inMap = inWorkspace.extend({ map: objectId })
export const ofSurvey = inWorkspace.extend({ survey: z.string().max(40) })

export const emailAddress = z.email().max(254)

/** A page of a list: `cursor` comes from the answer before. */
export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
