import type { z } from 'zod'
import type { Permission } from '../vocabulary/role.ts'

/**
 * Who may call a route.
 * - `public`: anybody, without signing in.
 * - `signed-in`: any member of the installation, outside a workspace (their own sessions, their list of workspaces).
 * - a permission: members of the workspace in the path, or holders of a key of it, that have the permission.
 */
export type Access = 'public' | 'signed-in' | Permission

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What crosses the wire at one address: the schemas parse, type and document it. */
export type Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** `feature.verb`, unique: `mapping.getMap`. */
  readonly name: string
  readonly method: Method
  /** With `{name}` for parameters: `/api/w/{workspace}/maps/{map}`. A route under `/api/w/{workspace}` has a workspace. */
  readonly path: string
  readonly access: Access
  /** One sentence for the API pages. */
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer?: Answer
  /** The status of a success; 200 unless said. */
  readonly status?: number
  /** When the answer is not JSON: its content type, streamed. */
  readonly streams?: string
  /** When the request carries a file rather than JSON: the handler receives the stream. */
  readonly takesFile?: boolean
}

/** Declares a route; the identity function that keeps the types. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
>(definition: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return definition
}

/** What a handler receives, parsed: path parameters, query and body side by side. */
export type InputOf<R> =
  R extends Route<infer P, infer Q, infer B, infer _A>
    ? { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B> }
    : never

/** What a caller sends. */
export type CallOf<R> =
  R extends Route<infer P, infer Q, infer B, infer _A>
    ? { readonly params: z.input<P>; readonly query: z.input<Q>; readonly body: z.input<B> }
    : never

/** What a handler returns. */
export type AnswerOf<R> = R extends Route<infer _P, infer _Q, infer _B, infer A> ? z.input<A> : never

/** What a caller receives, parsed. */
export type ReplyOf<R> = R extends Route<infer _P, infer _Q, infer _B, infer A> ? z.output<A> : never
