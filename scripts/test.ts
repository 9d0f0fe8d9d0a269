import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../test/browser/chromium.ts'
import { prepareModel } from '../test/prepared-directory.ts'
import { check } from './check.ts'
import { type FileResult, runFile } from './test-file.ts'
import { longestFirst } from './test-order.ts'

const root = join(import.meta.dirname, '..')
/**
 * More than there are cores: each file waits now and then, for its engines or for a page. With three on two cores a fifth
 * of the processors' time went unused. A file holds up to two gigabytes, most of it a browser's.
 */
const lanes = availableParallelism() + (totalmem() > 12e9 ? 2 : 1)
const mostInBrowser = availableParallelism() + 1
/** More than these, and it is not the machine's doing. */
const mostRunAgain = 2

/**
 * The one test command: types, format and lint, then everything on real engines and in a real browser. Files run side
 * by side, the longest first, so that all end together. `npm test -- WORD` keeps the files whose path holds the word;
 * `npm run test:faults` runs the long programme.
 */
const [only] = process.argv.slice(2)
const faults = only === 'faults'
const wanted = (path: string) => (faults ? path.startsWith('test/faults/') : only === undefined || path.includes(only))

const files = globSync(['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => faults || !path.startsWith('test/faults/'))
  .filter(wanted)
const isInBrowser = (file: string) => /^test\/(browser|sdks)\//.test(file)
/** What has to be there for most of them is made beside the first ones, which do without the built web app. */
const waitsForBuild = (file: string) => /^(test\/(?!engines\/)|src\/cli\/)/.test(file)

const stop = new AbortController()
const results: FileResult[] = []
let isChecked = true
let isBuilt = false
let inBrowser = 0

const beforehand: readonly (() => Promise<void>)[] = [
  async () => {
    await inChild('scripts/build.ts')
    if (files.some(isInBrowser)) {
      const chromium = await findChromium()
      if (chromium !== undefined) process.env.PARCOURS_CHROMIUM_FOUND = chromium
      console.log(`Browser tests in ${chromium}`)
    }
    isBuilt = true
  },
  async () => {
    if (only === undefined) isChecked = await check()
    if (!isChecked) stop.abort()
  },
  async () => void (await prepareModel()),
]

await inLanes(beforehand, longestFirst(files))
const again = results.filter(({ failed }) => failed > 0)
let flaky = 0
if (again.length <= mostRunAgain && !stop.signal.aborted) {
  for (const first of again) {
    const { file } = first
    console.log(`\n${file} is run once more, alone.`)
    const second = await runFile(root, file, stop.signal)
    results.splice(results.indexOf(first), 1, second)
    if (second.failed > 0) continue
    flaky++
    console.log(`flaky ${file}: passed when run again alone`)
  }
}

const sum = (what: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[what], 0)
const [passed, skipped] = [sum('passed'), sum('skipped')]
let failed = sum('failed') + (isChecked ? 0 : 1)
if (passed + failed === 0) {
  console.log('There was no test to run.')
  failed++
}
const seldom = `${skipped > 0 ? `, ${skipped} skipped` : ''}${flaky > 0 ? `, ${flaky} flaky` : ''}`
console.log(`${passed} passed, ${failed} failed${seldom}`)
process.exitCode = failed === 0 ? 0 : 1

/** Does first what has to be there, then runs the files that may run, until there are none. */
async function inLanes(first: readonly (() => Promise<void>)[], queue: readonly string[]): Promise<void> {
  const jobs = [...first]
  const waiting = [...queue]
  let changed = Promise.withResolvers<void>()
  const lane = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const job = jobs.shift()
      const mayRun = (file: string) =>
        (isBuilt || !waitsForBuild(file)) && !(isInBrowser(file) && inBrowser >= mostInBrowser)
      const next = job ? -1 : waiting.findIndex(mayRun)
      if (job) await job()
      else if (next >= 0) {
        const file = waiting.splice(next, 1)[0]!
        if (isInBrowser(file)) inBrowser++
        results.push(await runFile(root, file, stop.signal))
        if (isInBrowser(file)) inBrowser--
      } else if (waiting.length > 0) {
        // Nothing was done meanwhile: two lanes that wait must not wake one another without end.
        await changed.promise
        continue
      } else return
      changed.resolve()
      changed = Promise.withResolvers()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function inChild(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with code ${code}.`)
}
