import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../src/engines/log.ts'
import { readConfig } from '../src/server/config.ts'
import { openHouse } from '../src/server/main.ts'

const root = join(import.meta.dirname, '..')
const kept = join(root, 'node_modules', '.cache', 'parcours-tests')

/**
 * A new data directory in which both stores are made and all schemas are up to date, copied from one that is made once:
 * making them takes most of the time of many a test. What makes them is tested where it is not used: by the first
 * test of commands, by the engines' tests, and by whoever names a directory.
 */
export async function preparedDirectory(directory = mkdtempSync(join(tmpdir(), 'parcours-test-'))): Promise<string> {
  const model = await prepareModel()
  // `cp` keeps whose the files are: the database server is another user where tests run as root.
  execFileSync('cp', ['-a', `${model}/.`, directory])
  return directory
}

/** Makes the directory that the others are copied from, where it is not there yet. Answers where it is. */
export async function prepareModel(): Promise<string> {
  const model = join(kept, `data-${fingerprint()}`)
  if (!existsSync(model)) await makeModel(model)
  return model
}

/** Changes with whatever decides what a new data directory holds. */
function fingerprint(): string {
  const files = globSync(
    ['src/**/migrations.ts', 'src/**/*-migrations.ts', 'src/engines/**/*.ts', 'package-lock.json'],
    {
      cwd: root,
    },
  )
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 20)
}

async function makeModel(model: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'parcours-model-'))
  chmodSync(directory, 0o755)
  const house = await openHouse({
    config: readConfig({ PARCOURS_PORT: '0', PARCOURS_LOG: 'error', PARCOURS_DATA: directory }, process.cwd()),
    built: { web: directory, sdk: directory },
    log: openLog('error'),
    listen: false,
  })
  await house[Symbol.asyncDispose]()
  mkdirSync(kept, { recursive: true })
  for (const older of globSync('data-*', { cwd: kept }))
    if (join(kept, older) !== model) rmSync(join(kept, older), { recursive: true, force: true })
  // Copied beside it first, as another place may be another disk; whoever is first keeps theirs.
  const beside = mkdtempSync(join(kept, 'making-'))
  execFileSync('cp', ['-a', `${directory}/.`, beside])
  rmSync(directory, { recursive: true, force: true })
  try {
    renameSync(beside, model)
  } catch (error) {
    if (!existsSync(model)) throw error
    rmSync(beside, { recursive: true, force: true })
  }
}
