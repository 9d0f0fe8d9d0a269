import { createHmac, timingSafeEqual } from 'node:crypto'
import { workspaceByNumber } from '../../admitting/index.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import type { Context, Installation, Workspace } from '../../feature.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { readVersions } from '../store/versions.ts'
import { wholeMapFor } from '../talk/reader.ts'
import { keptMap, wholeDraft, wholeVersion } from '../whole-map.ts'
import { type KeptLink, linkOfToken } from './links-store.ts'
import { tokenHash } from './public-links.ts'

/** The link behind an address with the workspace it is of; undefined for one that opens nothing, whatever the reason. */
export async function openLink(
  installation: Installation,
  token: string,
): Promise<{ readonly link: KeptLink; readonly workspace: Workspace } | undefined> {
  const link = await linkOfToken(installation.postgres, tokenHash(installation, token))
  if (!link || link.revokedAt !== null || link.expiresAt <= installation.now()) return undefined
  const workspace = await workspaceByNumber(installation, link.workspace)
  return workspace && { link, workspace }
}

/** The map as a guest may see it: without confidential lanes, and nothing that a map of the archive shows. */
export async function guestMap(
  installation: Installation,
  workspace: Workspace,
  link: KeptLink,
): Promise<WholeMap | undefined> {
  const { postgres } = installation
  const context: Context = {
    ...installation,
    workspace,
    actor: { kind: 'system' },
    may: () => false,
    requestId: 'public',
  }
  try {
    const found = await keptMap(postgres, workspace.number, link.map)
    if (found.archivedAt !== null) return undefined
    const [latest] = link.shows === 'published' ? await readVersions(postgres, workspace.number, link.map) : []
    if (link.shows === 'published' && !latest) return undefined
    const whole = latest
      ? await wholeVersion(postgres, workspace.number, link.map, latest.number)
      : await wholeDraft(postgres, workspace.number, link.map)
    return await wholeMapFor(context, whole, postgres, { role: 'guest', departments: [] })
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined
    throw error
  }
}

const openMs = 3_600_000

/** What a browser keeps to show that the password was given: good for an hour, and until the password changes. */
export function passOf(installation: Pick<Installation, 'secret' | 'now'>, link: KeptLink): string {
  const until = installation.now().getTime() + openMs
  return `${until}.${signature(installation, link, until)}`
}

export function isPass(installation: Pick<Installation, 'secret' | 'now'>, link: KeptLink, pass: string): boolean {
  const [until, given] = pass.split('.')
  const end = Number(until)
  if (given === undefined || !Number.isSafeInteger(end) || end <= installation.now().getTime()) return false
  const [expected, found] = [Buffer.from(signature(installation, link, end)), Buffer.from(given)]
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function signature(installation: Pick<Installation, 'secret'>, link: KeptLink, until: number): string {
  return createHmac('sha256', installation.secret('mapping.public-pass'))
    .update(`${link.workspace} ${link.id} ${until} ${link.password}`)
    .digest('base64url')
}

export const passSeconds = openMs / 1000
