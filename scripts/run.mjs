// The one script that any Node from 20.19 on can run: it installs what is missing, then runs the rest under the
// Node that the project pins.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.parcours-installed')

const [script, ...words] = process.argv.slice(2)
if (!script) {
  console.error('Usage: node scripts/run.mjs FILE [WORD ...]')
  process.exit(2)
}
install(/^(scripts\/(test|check|picture)|bench\/)/.test(script))
const child = spawn(pinnedNode(), ['--disable-warning=ExperimentalWarning', resolve(root, script), ...words], {
  stdio: 'inherit',
  env: {
    // What was read and compiled once is kept: a command starts in a third of the time.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
    ...process.env,
    PARCOURS_ROOT: root,
  },
})
// The terminal sends Ctrl+C to both: the child ends in order, and this one waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

/**
 * Installs exactly what the lock file says, when it is not there yet: what the product needs, and for tests and the
 * bench what these need beside. `install` rather than `ci`, which refuses a lock file without the parts of other
 * platforms; what the lock names is installed as it says. Says so on standard error: answers stay clean.
 */
function install(everything) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (installed === `${lock} all` || (!everything && installed === `${lock} product`)) return
  console.error('Parcours: installing its parts (once, about a minute)…')
  rmSync(stamp, { force: true })
  // No part needs a script of its own to run: what has to be linked is linked at the start.
  const words = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(everything ? [] : ['--omit=dev']),
  ]
  const npm = process.env.npm_execpath
  const [command, given] = npm?.endsWith('.js') ? [process.execPath, [npm, ...words]] : ['npm', words]
  const done = spawnSync(command, given, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (done.status !== 0) {
    console.error('Parcours: the parts could not be installed; npm says why above.')
    process.exit(1)
  }
  writeFileSync(stamp, `${lock} ${everything ? 'all' : 'product'}`)
}

/** Node 24, from the npm registry like every other part; the running one where it is new enough. */
function pinnedNode() {
  const require = createRequire(join(root, 'package.json'))
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
  for (const name of names) {
    try {
      return join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'node')
    } catch {
      // Not published for this machine, or not installed: the next name, then the running Node.
    }
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath
  console.error(
    `Parcours runs under Node 24; none is published for ${process.platform} ${process.arch}. Install Node 24 and try again.`,
  )
  process.exit(1)
}
