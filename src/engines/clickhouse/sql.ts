/**
 * SQL for ClickHouse as values. Text comes only from our own template literals; whatever stands in `${}` is a bound
 * value made by one of the functions below, or another piece of SQL. No string can become SQL text by accident:
 * the type is branded and the tag refuses plain values.
 */
export type Sql = {
  readonly [brand]: true
  readonly strings: readonly string[]
  readonly parts: readonly (Bound | Sql)[]
}

/** A value with its ClickHouse type, sent beside the query and never inside its text. */
export type Bound = { readonly type: string; readonly value: unknown }

const brand: unique symbol = Symbol('sql')

/** `sql\`select count() from events where workspace_id = ${u32(workspace)}\`` */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Bound | Sql)[]): Sql {
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || !('type' in part || brand in part)) {
      throw new TypeError('Only bound values and pieces of SQL may stand in a query.')
    }
  }
  return { [brand]: true, strings, parts }
}

/** Joins pieces: `join(conditions, sql\` and \`)`. */
export function join(pieces: readonly Sql[], separator: Sql): Sql {
  const [first, ...rest] = pieces
  if (first === undefined) return sql``
  return rest.reduce((all, piece) => sql`${all}${separator}${piece}`, first)
}

/** All of them; true when there is none. */
export function every(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? sql`1`
    : join(
        conditions.map(condition => sql`(${condition})`),
        sql` and `,
      )
}

/** Any of them; false when there is none. */
export function some(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? sql`0`
    : join(
        conditions.map(condition => sql`(${condition})`),
        sql` or `,
      )
}

/** The text with its named parameters, ready for the client. */
export function compileSql(query: Sql): { text: string; params: Record<string, unknown> } {
  const params: Record<string, unknown> = {}
  // A value that stands in several places is sent once.
  const names = new Map<Bound, string>()
  const write = (piece: Sql): string => {
    let text = piece.strings[0] ?? ''
    piece.parts.forEach((part, index) => {
      if ('type' in part) {
        const name = names.get(part) ?? `p${names.size}`
        names.set(part, name)
        params[name] = part.value
        text += `{${name}:${part.type}}`
      } else {
        text += write(part)
      }
      text += piece.strings[index + 1] ?? ''
    })
    return text
  }
  return { text: write(query), params }
}

export const text = (value: string): Bound => ({ type: 'String', value })
export const texts = (value: readonly string[]): Bound => ({ type: 'Array(String)', value })
export const u8 = (value: number): Bound => ({ type: 'UInt8', value })
export const u16 = (value: number): Bound => ({ type: 'UInt16', value })
export const u16s = (value: readonly number[]): Bound => ({ type: 'Array(UInt16)', value })
export const u32 = (value: number): Bound => ({ type: 'UInt32', value })
export const u32s = (value: readonly number[]): Bound => ({ type: 'Array(UInt32)', value })
export const u64 = (value: bigint): Bound => ({ type: 'UInt64', value: value.toString() })
export const u64s = (value: readonly bigint[]): Bound => ({ type: 'Array(UInt64)', value })
export const i64 = (value: number): Bound => ({ type: 'Int64', value })
export const f64 = (value: number): Bound => ({ type: 'Float64', value })
export const f64s = (value: readonly number[]): Bound => ({ type: 'Array(Float64)', value })
export const uuid = (value: string): Bound => ({ type: 'UUID', value })
export const uuids = (value: readonly string[]): Bound => ({ type: 'Array(UUID)', value })
/**
 * An instant, to the millisecond, UTC. ClickHouse knows the years 1900 to 2299: what lies outside is the end of them that
 * is nearer, which compares alike.
 */
export const instant = (value: Date): Bound => ({
  type: "DateTime64(3, 'UTC')",
  value: new Date(Math.min(lastInstant, Math.max(firstInstant, value.getTime())))
    .toISOString()
    .slice(0, 23)
    .replace('T', ' '),
})
const firstInstant = Date.UTC(1900, 0, 1)
const lastInstant = Date.UTC(2300, 0, 1) - 1
