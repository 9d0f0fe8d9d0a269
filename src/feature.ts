import type { Readable } from 'node:stream'
import type { AnswerOf, InputOf, Route } from './contract/route.ts'
import type { ClickHouse } from './engines/clickhouse/index.ts'
import type { Migration as ClickHouseMigration } from './engines/clickhouse/migrate.ts'
import type { Log } from './engines/log.ts'
import type { Carrier } from './engines/mail.ts'
import type { Postgres, Transaction } from './engines/postgres/index.ts'
import type { Migration as PostgresMigration } from './engines/postgres/migrate.ts'
import type { Notice } from './vocabulary/notice.ts'
import type { Permission, Role } from './vocabulary/role.ts'

/** The workspace a call is about. `number` is the key of both stores; `key` stands in addresses. */
export type Workspace = {
  readonly number: number
  readonly key: string
  readonly name: string
  readonly timeZone: string
  readonly locale: 'fr' | 'en'
  /** Whether events are measured before the customer said anything (`opt-out`), or only after consent (`opt-in`). */
  readonly measurementConsent: 'opt-in' | 'opt-out'
  /** No figure is shown for fewer distinct customers than this. */
  readonly minimumGroup: number
}

/** Who acts. */
export type Actor =
  | { readonly kind: 'member'; readonly memberId: string; readonly role: Role }
  | { readonly kind: 'key'; readonly keyId: string }
  | { readonly kind: 'operator' }
  | { readonly kind: 'system' }

export type { Log }

/** What the installation gives to every part of it, whatever the workspace. */
export type Installation = {
  readonly postgres: Postgres
  readonly clickhouse: ClickHouse
  /** The one clock. Tests turn it. */
  readonly now: () => Date
  readonly log: Log
  /** Thirty-two bytes from which every other secret is derived, by purpose (HKDF). */
  readonly secret: (purpose: string) => Buffer
  readonly dataDirectory: string
  /** Where people open the product: `http://127.0.0.1:4100`. */
  readonly publicUrl: string
  /** Events acknowledged and not yet moved, beyond which senders are asked to wait. */
  readonly backlogLimit: number
  /** The mail server of whoever runs the installation, and whether addresses that members give may be of its own network. */
  readonly outgoing: { readonly carrier: Carrier | undefined; readonly privateHosts: boolean }
  /** Tells the rooms above, in the transaction of the cause. Delivered at least once. */
  readonly post: (transaction: Transaction, notice: Notice) => Promise<void>
}

/** What a verb is given. */
export type Context = Installation & {
  readonly workspace: Workspace
  readonly actor: Actor
  readonly may: (permission: Permission) => boolean
  readonly requestId: string
}

/** A context before a workspace is known: signing in, listing one's workspaces. */
export type OpenContext = Installation & {
  readonly requestId: string
  /** The member whose session this is, when somebody is signed in. */
  readonly memberId: string | undefined
  readonly sessionId: string | undefined
  readonly operator: boolean
  /** A pseudonym of the caller's address, for limits; never the address itself. */
  readonly addressToken: string
  /** Sets or clears the session cookie on the answer. */
  readonly setSession: (token: string | undefined, maxAgeSeconds?: number) => void
}

/** A file as it arrives. */
export type ArrivingFile = { readonly name: string; readonly stream: Readable; readonly sizeBytes: number | undefined }

/** A file as it leaves. What its type is may depend on what was asked for. */
export type LeavingFile = {
  readonly name: string
  readonly contentType: string
  readonly content: Uint8Array | AsyncIterable<string | Uint8Array>
  /** How long the browser that asked may keep it; not at all when not said. */
  readonly keepSeconds?: number
  /** Characters that could not be written into it as they are; the answer says them in `X-Lacking-Characters`. */
  readonly lacking?: string
}

type Handler<R extends Route> = R extends { access: 'public' | 'signed-in' }
  ? (context: OpenContext, input: InputOf<R>) => Promise<AnswerOf<R>> | AnswerOf<R>
  : (context: Context, input: InputOf<R>) => Promise<AnswerOf<R>> | AnswerOf<R>

export type ServedRoute = {
  readonly route: Route
  // The pairing of a route with a handler of its very types is checked by `serve`; a list of them can't name each type.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly handle: (context: any, input: any, file?: ArrivingFile) => unknown
}

/** Pairs a route under `/api/w/{workspace}` with its verb, one line each in `routes.ts`. */
export function serve<R extends Route>(
  route: R,
  handle: (
    context: Context,
    input: InputOf<R>,
    file?: ArrivingFile,
  ) => Promise<AnswerOf<R> | AsyncIterable<string> | LeavingFile> | AnswerOf<R> | AsyncIterable<string>,
): ServedRoute {
  return { route, handle }
}

/** Pairs a route that has no workspace with its verb. */
export function serveOpen<R extends Route>(
  route: R,
  handle: (context: OpenContext, input: InputOf<R>) => Promise<AnswerOf<R>> | AnswerOf<R>,
): ServedRoute {
  return { route, handle }
}

/** Work that goes on beside requests. A loop is started once per installation and stopped by its signal. */
export type Loop = {
  readonly name: string
  readonly run: (installation: Installation, signal: AbortSignal) => Promise<void>
}

/**
 * An address that other people's software calls as it pleases, with its own rules for bodies and answers.
 * Ordinary routes are made with `serve`.
 */
export type Door = {
  /** What the API pages and the access matrix know of it. */
  readonly route: Route
  readonly handle: (installation: Installation, request: Request, caller: DoorCaller) => Promise<Response>
}

/** Where events come from: the holder of a key. */
export type SendingSource = {
  readonly workspace: Workspace
  readonly name: string
  /** The channel of events that do not say theirs. */
  readonly channel: string | undefined
  /** A secret key speaks for a server that knows its customers; a write key stands in public pages. */
  readonly trusted: boolean
}

export type DoorCaller = {
  readonly params: Readonly<Record<string, string>>
  /** Who a key belongs to; undefined for one that is unknown, revoked or disabled. */
  readonly sourceOfKey: (key: string) => Promise<SendingSource | undefined>
  /** A pseudonym of the caller's address, for limits; never the address itself. */
  readonly addressToken: string
}

/** What a feature is: everything the assembly needs to know of it. */
export type Feature = {
  readonly name: string
  readonly routes: readonly ServedRoute[]
  readonly doors?: readonly Door[]
  readonly loops?: readonly Loop[]
  /** Called with each notice of the kind, at least once. */
  readonly hears?: {
    readonly [K in Notice['kind']]?: (installation: Installation, notice: Extract<Notice, { kind: K }>) => Promise<void>
  }
  readonly postgresMigrations?: readonly PostgresMigration[]
  readonly clickhouseMigrations?: readonly ClickHouseMigration[]
  /** Gives all that is known of one customer, by part. */
  readonly export?: (context: Context, customer: bigint) => Promise<Readonly<Record<string, unknown>>>
  /**
   * Forgets customers, by every number that they ever had: of one, or of a thousand at once, as what clears a column
   * store costs about the same for both. Told again after a crash, so written to be told twice.
   */
  readonly erase?: (installation: Installation, workspace: number, numbers: readonly bigint[]) => Promise<void>
}

export type { Handler }
