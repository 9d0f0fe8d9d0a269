import { z } from 'zod'

/** The fields that many routes share. Instants cross the wire as ISO-8601 with `Z`. */
export const instant = z.iso.datetime({ offset: true })

export const locale = z.enum(['fr', 'en'])
export type Locale = z.output<typeof locale>

/** The key of a workspace, as it stands in addresses. */
export const workspaceKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,38}$/)

export const inWorkspace = z.strictObject({ workspace: workspaceKey })

/** Text in French, English or both; at least one. */
export const bilingual = z
  .strictObject({ fr: z.string().max(4000).optional(), en: z.string().max(4000).optional() })
  .refine(text => text.fr !== undefined || text.en !== undefined, 'French or English text is needed')
export type Bilingual = z.output<typeof bilingual>

export const emailAddress = z.email().max(254)

/** A page of a list: `cursor` comes from the answer before. */
export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
