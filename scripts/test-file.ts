import { join } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'

export type FileResult = {
  readonly file: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
}

/**
 * Runs one test file of the project in a process of its own. A failure is printed in full as it comes, a line about
 * the file at the end.
 */
export async function runFile(root: string, file: string, signal: AbortSignal): Promise<FileResult> {
  const startedAt = performance.now()
  const count = { passed: 0, failed: 0, skipped: 0 }
  /** The last that the file said outside its tests: where one that broke there, or a server behind its tests, says why. */
  let lastWords = ''
  const stream = run({
    files: [join(root, file)],
    isolation: 'process',
    timeout: 600_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    signal,
  })
  for await (const event of stream) {
    if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { data } = event
      // The file itself is told as a test of its own when it holds none or broke: only its failure counts.
      const isFile = data.file !== undefined && data.name === data.file
      if (data.details.type === 'suite' || (isFile && event.type === 'test:pass')) continue
      if (data.skip !== undefined && data.skip !== false) {
        count.skipped++
        console.log(`skip ${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`)
      } else if (event.type === 'test:pass') {
        count.passed++
      } else if (!isChildFailure(data.details.error)) {
        count.failed++
        console.log(`\nFAIL ${file}: ${data.name}\n${describe(data.details.error)}\n`)
      }
    } else if (event.type === 'test:stderr' || event.type === 'test:diagnostic') {
      const { file: from, message } = event.data
      if (from === undefined) continue
      const ended = event.type === 'test:diagnostic' ? `${message}\n` : message
      lastWords = `${lastWords}${ended}`.slice(-3000)
      if (process.env.PARCOURS_TEST_OUTPUT) process.stderr.write(ended)
    }
  }
  const seconds = (performance.now() - startedAt) / 1000
  if (count.failed > 0 && lastWords !== '') console.log(`\n${file} said last:\n${lastWords}`)
  console.log(`${count.failed === 0 ? 'ok  ' : 'FAIL'} ${file} (${count.passed} passed, ${seconds.toFixed(1)} s)`)
  return { file, ...count, seconds }
}

/** A test that fails because one inside it did is told once, by the inner one. */
function isChildFailure(error: unknown): boolean {
  return (error as { failureType?: string })?.failureType === 'subtestsFailed'
}

function describe(error: unknown): string {
  const { cause = error, exitCode, signal } = (error ?? {}) as { cause?: unknown; exitCode?: number; signal?: string }
  const how = signal ? ` (ended by ${signal})` : exitCode ? ` (ended with code ${exitCode})` : ''
  // With what lies behind it: that a request failed says nothing, that its connection was reset does.
  return `${cause instanceof Error ? inspect(cause) : String(cause)}${how}`
}
