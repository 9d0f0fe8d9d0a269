import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSdk } from './build-sdk.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

/**
 * Builds the web app and the browser SDK into `dist/`, when their sources changed since the last time. Answers where
 * they are. Two processes that build at once write the same files.
 */
export async function build(
  say: (sentence: string) => void = () => {},
): Promise<{ readonly web: string; readonly sdk: string }> {
  const built = { web: join(dist, 'web'), sdk: join(dist, 'sdk') }
  const print = fingerprint()
  const stamp = join(dist, 'fingerprint')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return built
  say('Building the web app (when its sources changed, some seconds)…')
  rmSync(stamp, { force: true })
  mkdirSync(dist, { recursive: true })
  const { build: viteBuild } = await import('vite')
  await viteBuild({ configFile: join(root, 'vite.config.ts'), root: join(root, 'src', 'web'), logLevel: 'warn' })
  await buildSdk(built.sdk)
  writeFileSync(stamp, print)
  return built
}

/** Of everything that goes into the two: their sources, the words they share, and the locked versions of parts. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const patterns = [
    'src/web/**/*',
    'src/sdk/**/*',
    'src/vocabulary/**/*.ts',
    'src/contract/**/*.ts',
    'vite.config.ts',
    'package-lock.json',
  ]
  for (const path of globSync(patterns, { cwd: root }).sort()) {
    if (/\.test\.tsx?$/.test(path)) continue
    try {
      hash.update(path).update(readFileSync(join(root, path)))
    } catch (error) {
      // The pattern also gives folders.
      if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
    }
  }
  return hash.digest('hex')
}

if (process.argv[1] === import.meta.filename) await build(sentence => console.error(sentence))
