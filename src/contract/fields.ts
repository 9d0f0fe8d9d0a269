import { z } from 'zod'

/** The fields that many routes share. Instants cross the wire as ISO-8601 with `Z`. */
export const instant = z.iso.datetime({ offset: true })

export const locale = z.enum(['fr', 'en'])

/** The key of a workspace, as it stands in addresses. */
export const workspaceKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,38}$/)

export const inWorkspace = z.strictObject({ workspace: workspaceKey })

export const emailAddress = z.email().max(254)

/** A page of a list: `cursor` comes from the answer before. */
export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
