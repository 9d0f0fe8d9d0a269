import * as contract from '../contract/admitting.ts'
import * as auditing from '../contract/admitting-audit.ts'
import * as links from '../contract/admitting-links.ts'
import * as members from '../contract/admitting-members.ts'
import * as sources from '../contract/admitting-sources.ts'
import * as workspaces from '../contract/admitting-workspaces.ts'
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
  serveOpen(links.setUp, setUp),
  serveOpen(links.recover, recover),
  serveOpen(links.makeLink, makeLinkForOperator),
  serveOpen(links.readInvitation, readInvitation),
  serveOpen(links.acceptInvitation, acceptInvitation),
  serveOpen(workspaces.listWorkspaces, listWorkspaces),
  serveOpen(workspaces.newWorkspace, newWorkspace),
  serve(workspaces.getWorkspace, getWorkspace),
  serve(workspaces.updateWorkspace, updateWorkspace),
  serve(getCalendarRoute, getCalendar),
  serve(setCalendarRoute, setCalendar),
  serve(members.listMembers, listMembers),
  serve(members.changeRole, changeRole),
  serve(members.removeMember, removeMember),
  serve(members.listInvitations, listInvitations),
  serve(members.invite, invite),
  serve(members.revokeInvitation, revokeInvitation),
  serve(sources.listSources, listSources),
  serve(sources.createSource, createSource),
  serve(sources.updateSource, updateSource),
  serve(sources.listKeys, listKeys),
  serve(sources.newKey, newKey),
  serve(sources.revokeKey, revokeKey),
  serve(auditing.listAudit, listAudit),
  serve(auditing.checkAudit, checkAudit),
]
