import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { changePassword, endSession, endSessions, getMe, listSessions, updateMe } from '../../contract/admitting.ts'
import {
  changeRole,
  invite,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
} from '../../contract/admitting-members.ts'
import { updateWorkspace } from '../../contract/admitting-workspaces.ts'
import type { Role } from '../../vocabulary/role.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { call, type Input, question } from '../client.ts'

/** A change after which these lists are asked again. */
function useChange<Said, Told>(mutationFn: (said: Said) => Promise<Told>, ...changed: readonly string[]) {
  const answers = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(changed.map(name => answers.invalidateQueries({ queryKey: [name] satisfies QueryKey }))),
  })
}

export const useUpdateMe = () =>
  useChange((body: Input<typeof updateMe>['body']) => call(updateMe, { body }), getMe.name)

export const useChangePassword = () =>
  useChange((body: Input<typeof changePassword>['body']) => call(changePassword, { body }), listSessions.name)

export const useSessions = () => useQuery(question(listSessions, {}))

export const useEndSession = () =>
  useChange((session: string) => call(endSession, { params: { session } }), listSessions.name)

export const useEndSessions = () => useChange(() => call(endSessions, {}), getMe.name, listSessions.name)

export function useUpdateWorkspace() {
  const workspace = useWorkspaceKey()
  return useChange(
    (body: Input<typeof updateWorkspace>['body']) => call(updateWorkspace, { params: { workspace }, body }),
    getMe.name,
  )
}

export function useMembers(wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(listMembers, { params: { workspace } }), enabled: wanted })
}

export function useInvitations(wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(listInvitations, { params: { workspace } }), enabled: wanted })
}

export function useMemberChanges() {
  const workspace = useWorkspaceKey()
  return {
    role: useChange(
      ({ member, role }: { member: string; role: Role }) =>
        call(changeRole, { params: { workspace, member }, body: { role } }),
      listMembers.name,
    ),
    remove: useChange((member: string) => call(removeMember, { params: { workspace, member } }), listMembers.name),
    invite: useChange(
      (body: { email: string; role: Role }) => call(invite, { params: { workspace }, body }),
      listInvitations.name,
    ),
    revoke: useChange(
      (invitation: string) => call(revokeInvitation, { params: { workspace, invitation } }),
      listInvitations.name,
    ),
  }
}
