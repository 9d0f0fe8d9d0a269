/** What a member may be in a workspace. */
export const roles = ['owner', 'editor', 'analyst', 'adviser', 'viewer'] as const
export type Role = (typeof roles)[number]

/**
 * What may be done. A route names one of these; a role, or the scope of a key, holds a set of them.
 * `personal.read` is apart from `customer.read`: the timeline may be shown without names and addresses.
 */
export const permissions = [
  'map.read',
  'map.edit',
  'map.comment',
  'measure.read',
  'customer.read',
  'personal.read',
  'customer.edit',
  'event.write',
  'event.export',
  'segment.edit',
  'survey.edit',
  'source.read',
  'source.manage',
  'member.read',
  'member.manage',
  'workspace.manage',
] as const
export type Permission = (typeof permissions)[number]

const reading: readonly Permission[] = ['map.read', 'map.comment', 'measure.read']

const ofRole: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  editor: [
    ...reading,
    'map.edit',
    'customer.read',
    'segment.edit',
    'survey.edit',
    'source.read',
    'source.manage',
    'event.write',
    'member.read',
  ],
  analyst: [...reading, 'customer.read', 'segment.edit', 'survey.edit', 'source.read', 'event.export', 'member.read'],
  adviser: [...reading, 'customer.read', 'personal.read', 'customer.edit', 'member.read'],
  viewer: reading,
}

/** Whether a member of that role may do it. */
export function roleAllows(role: Role, permission: Permission): boolean {
  return ofRole[role].includes(permission)
}

/**
 * The kinds of key. A write key is public by nature (it stands in web pages) and may only bring events in;
 * a secret key reads and writes for a server.
 */
export const keyKinds = ['write', 'secret'] as const
export type KeyKind = (typeof keyKinds)[number]

const ofKey: Readonly<Record<KeyKind, readonly Permission[]>> = {
  write: ['event.write'],
  secret: ['event.write', 'event.export', 'map.read', 'measure.read', 'customer.read', 'source.read'],
}

/** Whether a key of that kind may do it. */
export function keyAllows(kind: KeyKind, permission: Permission): boolean {
  return ofKey[kind].includes(permission)
}
