import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'

const run = promisify(execFile)

/** A test's browser speaks to the test's servers and to nobody else. */
const launchFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

const usualPlaces = [
  process.env.PARCOURS_CHROMIUM,
  process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH,
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The path of a Chromium that runs: one of the system, or Playwright's own; else, with `install`, it is installed by
 * apt as root, or downloaded by Playwright. `undefined` when there is none to be had. `say` is told what takes time.
 */
export async function findChromium({
  install = true,
  say = (_: string) => {},
}: {
  install?: boolean
  say?: (sentence: string) => void
} = {}): Promise<string | undefined> {
  const found = await firstThatRuns()
  if (found !== undefined || !install) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('No Chromium here: installing it with apt.')
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      const wait = ['-o', 'DPkg::Lock::Timeout=300']
      await run('apt-get', ['update', '-q'], { env, timeout: 300_000 })
      const choice = ['install', '-q', '-y', '--no-install-recommends', 'chromium']
      await run('apt-get', [...wait, ...choice], { env, timeout: 600_000, maxBuffer: 64e6 })
    } catch (error) {
      say(`apt could not install it (${firstLine(error)}).`)
    }
    const installed = await firstThatRuns()
    if (installed !== undefined) return installed
  }
  say('No Chromium here: asking Playwright for its own.')
  try {
    const cli = createRequire(import.meta.url)
      .resolve('playwright-core/package.json')
      .replace(/package\.json$/, 'cli.js')
    await run(process.execPath, [cli, 'install', 'chromium'], { timeout: 600_000, maxBuffer: 64e6 })
  } catch (error) {
    say(`Playwright could not download it (${firstLine(error)}).`)
  }
  return firstThatRuns()
}

/** A fresh browser with its own empty profile, closed at the end of its scope. `undefined` where there is none. */
export async function openChromium(): Promise<(Browser & AsyncDisposable) | undefined> {
  // The whole run has looked once for all files.
  const executablePath = process.env.PARCOURS_CHROMIUM_FOUND ?? (await findChromium())
  if (executablePath === undefined) return undefined
  return chromium.launch({ executablePath, args: [...launchFlags] })
}

/**
 * A rehearsal of a slow machine: `PARCOURS_TEST_SLOWER=8` makes pages eight times slower. What is lost then (a key before
 * its hearer is there, a focus that a late redraw takes away) is lost to people with slow machines too.
 */
export async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env.PARCOURS_TEST_SLOWER ?? 1)
  if (rate <= 1) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

async function firstThatRuns(): Promise<string | undefined> {
  for (const path of [...usualPlaces, chromium.executablePath()]) {
    if (path === undefined || path === '' || !existsSync(path)) continue
    try {
      // Some systems have a stand-in that only says where to find the real one.
      await run(path, ['--version', '--no-sandbox'], { timeout: 30_000 })
      return path
    } catch {
      // The next one may.
    }
  }
  return undefined
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}
