import { z } from 'zod'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Who did what.

export const auditEntry = z.object({
  number: z.number().int(),
  at: instant,
  /** `member:mem_…`, `key:key_…`, `operator` or `system`. */
  actor: z.string(),
  action: z.string(),
  payload: z.record(z.string(), z.unknown()),
  hash: z.string(),
})
export type AuditEntry = z.output<typeof auditEntry>

export const listAudit = route({
  name: 'admitting.listAudit',
  method: 'get',
  path: '/api/w/{workspace}/audit',
  access: 'workspace.manage',
  summary: 'Who did what, the latest first.',
  params: inWorkspace,
  query: z.strictObject(pageQuery),
  answer: z.object({ entries: z.array(auditEntry), cursor: z.string().nullable() }),
})

export const checkAudit = route({
  name: 'admitting.checkAudit',
  method: 'get',
  path: '/api/w/{workspace}/audit/check',
  access: 'workspace.manage',
  summary: 'Recomputes the chain of the audit log and says where it breaks, if it does.',
  params: inWorkspace,
  answer: z.object({
    intact: z.boolean(),
    entries: z.number().int(),
    /** The number of the first entry that is not as it was written, or that is missing. */
    brokenAt: z.number().int().nullable(),
    /** To be noted elsewhere: the loss of the last entries shows only against it. */
    head: z.string(),
  }),
})
