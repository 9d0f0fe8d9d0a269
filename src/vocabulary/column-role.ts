/** What a column of an imported file can be said to be; `property` where it is nothing of these. */
export const columnRoles = [
  'case',
  'customer',
  'anonymous',
  'event',
  'timestamp',
  'channel',
  'score',
  'messageId',
  'email',
  'phone',
  'property',
] as const
export type ColumnRole = (typeof columnRoles)[number]

export function isColumnRole(text: string): text is ColumnRole {
  return (columnRoles as readonly string[]).includes(text)
}
