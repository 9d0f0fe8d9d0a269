import { z } from 'zod'
import { personName, role, timeZone } from './admitting-fields.ts'
import { inWorkspace, locale, workspaceKey } from './fields.ts'
import { route } from './route.ts'

/**
 * Whether an event may be measured before the customer said anything:
 * `opt-in` waits for a consent, `opt-out` measures until a refusal.
 */
export const measurementConsent = z.enum(['opt-in', 'opt-out'])
export type MeasurementConsent = z.output<typeof measurementConsent>

export const workspaceFace = z.object({
  key: workspaceKey,
  name: z.string(),
  timeZone: z.string(),
  locale,
  measurementConsent,
  /** No figure is shown for fewer distinct customers than this. */
  minimumGroup: z.number().int(),
  /** What the caller is there; null for a key or the operator. */
  role: role.nullable(),
})
export type WorkspaceFace = z.output<typeof workspaceFace>

export const listWorkspaces = route({
  name: 'admitting.listWorkspaces',
  method: 'get',
  path: '/api/workspaces',
  access: 'signed-in',
  summary: 'The workspaces one is a member of; all of them for the operator.',
  answer: z.object({ workspaces: z.array(workspaceFace) }),
})

export const newWorkspace = route({
  name: 'admitting.createWorkspace',
  method: 'post',
  path: '/api/workspaces',
  access: 'signed-in',
  summary: 'Makes a workspace and becomes its owner; for those who own one already, and for the operator.',
  status: 201,
  body: z.strictObject({
    name: personName,
    /** Made from the name when absent. */
    key: workspaceKey.optional(),
    timeZone,
    locale,
    measurementConsent: measurementConsent.optional(),
  }),
  answer: workspaceFace,
})

export const getWorkspace = route({
  name: 'admitting.getWorkspace',
  method: 'get',
  path: '/api/w/{workspace}',
  access: 'map.read',
  summary: 'The workspace and its settings.',
  params: inWorkspace,
  answer: workspaceFace,
})

export const updateWorkspace = route({
  name: 'admitting.updateWorkspace',
  method: 'patch',
  path: '/api/w/{workspace}',
  access: 'workspace.manage',
  summary: 'Changes the settings of the workspace.',
  params: inWorkspace,
  body: z.strictObject({
    name: personName.optional(),
    timeZone: timeZone.optional(),
    locale: locale.optional(),
    measurementConsent: measurementConsent.optional(),
    minimumGroup: z.number().int().min(5).max(1000).optional(),
  }),
  answer: workspaceFace,
})
