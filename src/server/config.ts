import { resolve } from 'node:path'
import { z } from 'zod'

/** What an operator may set, from the environment. Parsed once, at the start. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** Whether the directory was asked for, or is the default. */
  readonly dataDirectoryAsked: boolean
  readonly databaseUrl: string | undefined
  readonly clickhouseUrl: string | undefined
  readonly clickhouseCluster: string | undefined
  /** The master secret, when it is kept elsewhere than beside the data. */
  readonly key: string | undefined
  readonly publicUrl: string | undefined
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent'
  /** Events acknowledged and not yet moved, beyond which senders are asked to wait. */
  readonly backlogLimit: number
  readonly smtpUrl: string | undefined
  /** A file with a certificate (PEM) that the mail server's is checked against. */
  readonly smtpAuthority: string | undefined
  /** Whether mail servers and gateways that members name may be of the network this runs in. */
  readonly privateHosts: boolean
}

const environment = z.object({
  PARCOURS_PORT: z.coerce.number().int().min(0).max(65535).default(4100),
  PARCOURS_HOST: z.string().default('127.0.0.1'),
  PARCOURS_DATA: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  CLICKHOUSE_URL: z.string().optional(),
  CLICKHOUSE_CLUSTER: z.string().optional(),
  PARCOURS_KEY: z.string().optional(),
  PARCOURS_URL: z.url().optional(),
  PARCOURS_LOG: z.enum(['info', 'warn', 'error', 'silent']).default('warn'),
  PARCOURS_BACKLOG: z.coerce.number().int().min(1000).default(2_000_000),
  PARCOURS_SMTP_URL: z.string().max(500).optional(),
  PARCOURS_SMTP_CA: z.string().optional(),
  PARCOURS_PRIVATE_HOSTS: z.enum(['refused', 'allowed']).default('refused'),
})

/** Reads the settings; a wrong one is refused by name. Relative directories are taken from `root`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, root: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`The setting ${String(issue?.path[0])} is not usable: ${issue?.message}.`)
  }
  const settings = parsed.data
  return {
    port: settings.PARCOURS_PORT,
    host: settings.PARCOURS_HOST,
    dataDirectory: resolve(root, settings.PARCOURS_DATA ?? 'data'),
    dataDirectoryAsked: settings.PARCOURS_DATA !== undefined,
    databaseUrl: settings.DATABASE_URL,
    clickhouseUrl: settings.CLICKHOUSE_URL,
    clickhouseCluster: settings.CLICKHOUSE_CLUSTER,
    key: settings.PARCOURS_KEY,
    publicUrl: settings.PARCOURS_URL,
    logLevel: settings.PARCOURS_LOG,
    backlogLimit: settings.PARCOURS_BACKLOG,
    smtpUrl: settings.PARCOURS_SMTP_URL,
    smtpAuthority: settings.PARCOURS_SMTP_CA,
    privateHosts: settings.PARCOURS_PRIVATE_HOSTS === 'allowed',
  }
}
