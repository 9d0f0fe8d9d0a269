import * as contract from '../contract/admitting.ts'
import { getCalendar as getCalendarRoute, setCalendar as setCalendarRoute } from '../contract/workspace-calendar.ts'
import { type ServedRoute, serve, serveOpen } from '../feature.ts'
import { checkAudit, listAudit } from './audit.ts'
import { getCalendar, setCalendar } from './calendar.ts'
import { makeLinkForOperator, recover, setUp } from './first-owner.ts'
import { acceptInvitation, invite, listInvitations, readInvitation, revokeInvitation } from './invitations.ts'
import { listKeys, newKey, revokeKey } from './keys.ts'
import { changeRole, listMembers, removeMember } from './members.ts'
import { endSession, endSessions, listSessions } from './sessions.ts'
import { changePassword, getMe, signIn, signOut, updateMe } from './signing.ts'
import { createSource, listSources, updateSource } from './sources.ts'
import { getWorkspace, listWorkspaces, newWorkspace, updateWorkspace } from './workspaces.ts'

export const routes: readonly ServedRoute[] = [
  serveOpen(contract.getMe, getMe),
  serveOpen(contract.updateMe, updateMe),
  serveOpen(contract.changePassword, changePassword),
  serveOpen(contract.signIn, signIn),
  serveOpen(contract.signOut, signOut),
  serveOpen(contract.listSessions, listSessions),
  serveOpen(contract.endSession, endSession),
  serveOpen(contract.endSessions, endSessions),
  serveOpen(contract.setUp, setUp),
  serveOpen(contract.recover, recover),
  serveOpen(contract.makeLink, makeLinkForOperator),
  serveOpen(contract.readInvitation, readInvitation),
  serveOpen(contract.acceptInvitation, acceptInvitation),
  serveOpen(contract.listWorkspaces, listWorkspaces),
  serveOpen(contract.newWorkspace, newWorkspace),
  serve(contract.getWorkspace, getWorkspace),
  serve(contract.updateWorkspace, updateWorkspace),
  serve(getCalendarRoute, getCalendar),
  serve(setCalendarRoute, setCalendar),
  serve(contract.listMembers, listMembers),
  serve(contract.changeRole, changeRole),
  serve(contract.removeMember, removeMember),
  serve(contract.listInvitations, listInvitations),
  serve(contract.invite, invite),
  serve(contract.revokeInvitation, revokeInvitation),
  serve(contract.listSources, listSources),
  serve(contract.createSource, createSource),
  serve(contract.updateSource, updateSource),
  serve(contract.listKeys, listKeys),
  serve(contract.newKey, newKey),
  serve(contract.revokeKey, revokeKey),
  serve(contract.listAudit, listAudit),
  serve(contract.checkAudit, checkAudit),
]
