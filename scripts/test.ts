import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { findChromium } from '../test/browser/chromium.ts'
import { build } from './build.ts'
import { check } from './check.ts'

const root = join(import.meta.dirname, '..')

/**
 * The one test command. Types, format and lint first; then everything on the Node side, on real engines; then the
 * browser. `npm test -- WORD` keeps the files whose path holds the word; `npm run test:faults` runs the long programme.
 */
const [only] = process.argv.slice(2)
const faults = only === 'faults'
const wanted = (path: string) => (faults ? path.startsWith('test/faults/') : only === undefined || path.includes(only))

const all = globSync(['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => faults || !path.startsWith('test/faults/'))
  .filter(wanted)
  .sort()
const inBrowser = all.filter(path => /^test\/(browser|sdks)\//.test(path))
const onNode = all.filter(path => !inBrowser.includes(path))

let passed = 0
let failed = 0
let skipped = 0

if (only === undefined && !check()) failed++
if (failed === 0) {
  await build(sentence => console.log(sentence))
  await runFiles(onNode, Math.min(3, availableParallelism()))
  if (inBrowser.length > 0) {
    const chromium = await findChromium()
    console.log(`Browser tests in ${chromium}`)
    await runFiles(inBrowser, Math.min(2, availableParallelism()))
  }
}
if (passed + failed === 0) {
  console.log('There was no test to run.')
  failed++
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1

/** Runs test files, each in a process of its own, and prints a line a file, a paragraph a failure. */
async function runFiles(files: readonly string[], concurrency: number): Promise<void> {
  if (files.length === 0) return
  const stream = run({
    files: files.map(file => join(root, file)),
    concurrency,
    isolation: 'process',
    timeout: 600_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const counts = new Map<string, { passed: number; failed: number; ms: number }>()
  /** The last that each file said outside its tests: where one that broke there, or a server behind its tests, says why. */
  const lastWords = new Map<string, string>()
  const countOf = (file: string | undefined) => {
    const name = file?.slice(root.length + 1) ?? 'unknown'
    const held = counts.get(name) ?? { passed: 0, failed: 0, ms: 0 }
    counts.set(name, held)
    return held
  }
  for await (const event of stream) {
    if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { data } = event
      // The file itself is told as a test of its own when it holds none or broke: only its failure counts.
      const isFile = data.file !== undefined && data.name === data.file
      if (data.details.type === 'suite' || (isFile && event.type === 'test:pass')) continue
      const count = countOf(data.file)
      count.ms += data.nesting === 0 ? data.details.duration_ms : 0
      if (data.skip !== undefined && data.skip !== false) {
        skipped++
        console.log(`skip ${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`)
      } else if (event.type === 'test:pass') {
        passed++
        count.passed++
      } else if (!isChildFailure(data.details.error)) {
        failed++
        count.failed++
        console.log(`\nFAIL ${data.file?.slice(root.length + 1)}: ${data.name}\n${describe(data.details.error)}\n`)
      }
    } else if (event.type === 'test:stderr' || event.type === 'test:diagnostic') {
      const { file, message } = event.data
      if (file === undefined) continue
      const ended = event.type === 'test:diagnostic' ? `${message}\n` : message
      lastWords.set(file, `${lastWords.get(file) ?? ''}${ended}`.slice(-3000))
      if (process.env.PARCOURS_TEST_OUTPUT) process.stderr.write(ended)
    }
  }
  for (const [file, count] of counts) {
    const said = lastWords.get(join(root, file))
    if (count.failed > 0 && said) console.log(`\n${file} said last:\n${said}`)
  }
  for (const [file, count] of [...counts].sort()) {
    console.log(
      `${count.failed === 0 ? 'ok  ' : 'FAIL'} ${file} (${count.passed} passed, ${(count.ms / 1000).toFixed(1)} s)`,
    )
  }
}

/** A test that fails because one inside it did is told once, by the inner one. */
function isChildFailure(error: unknown): boolean {
  return (error as { failureType?: string })?.failureType === 'subtestsFailed'
}

function describe(error: unknown): string {
  const { cause = error, exitCode, signal } = (error ?? {}) as { cause?: unknown; exitCode?: number; signal?: string }
  const how = signal ? ` (ended by ${signal})` : exitCode ? ` (ended with code ${exitCode})` : ''
  return `${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}${how}`
}
