import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { getMe, type Me, signOut } from '../../contract/admitting.ts'
import { type Permission, roleAllows } from '../../vocabulary/role.ts'
import { call, question } from '../client.ts'

const whoAmI = { ...question(getMe, {}), staleTime: Number.POSITIVE_INFINITY }

/** Who is signed in, and where they may go. */
export function useMe() {
  return useQuery(whoAmI)
}

/** Takes the answer of a sign-in, a set-up or an invitation as what is now known of oneself. */
export function useBecome(): (me: Me) => void {
  const answers = useQueryClient()
  return me => answers.setQueryData(whoAmI.queryKey, me)
}

/** The key of the workspace in the address. */
export function useWorkspaceKey(): string {
  return useParams({ strict: false }).workspace ?? ''
}

/** The workspace in the address, once it is known. */
export function useWorkspace() {
  const key = useWorkspaceKey()
  const { data } = useMe()
  return data?.workspaces.find(one => one.key === key)
}

/** Asks whether the reader's role allows something here; what is not allowed is not offered. */
export function useMay(): (permission: Permission) => boolean {
  const workspace = useWorkspace()
  return permission => (workspace?.role ? roleAllows(workspace.role, permission) : false)
}

export function useSignOut() {
  const answers = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => call(signOut, {}),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: {} })
      answers.clear()
    },
  })
}

/** The few words by which this session will be recognised in the list of sessions. */
export function thisDevice(): string {
  const agent = navigator.userAgent
  const browser =
    ['Firefox', 'Edg', 'Chrome', 'Safari'].find(name => agent.includes(`${name}/`))?.replace('Edg', 'Edge') ?? 'Browser'
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'].find(name => agent.includes(name))
  return system ? `${browser}, ${system.replace('Mac OS', 'macOS')}` : browser
}
