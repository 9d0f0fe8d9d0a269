import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { preparedDirectory } from '../prepared-directory.ts'

const root = join(import.meta.dirname, '..', '..')

export type Ended = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The one JSON value of standard output; throws where there is none, or more. */
  readonly json: () => Readonly<Record<string, unknown>>
}

/** A data directory of its own, where commands are run as a person would. */
export type Place = {
  readonly data: string
  /** A directory for the files of a test. */
  readonly files: string
  run(...words: string[]): Promise<Ended>
  begin(...words: string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> }
  [Symbol.asyncDispose](): Promise<void>
}

/** A place in which the stores are made already, as after a first command. */
export async function preparedPlace(env: Record<string, string> = {}): Promise<Place> {
  const place = newPlace(env)
  mkdirSync(place.data)
  await preparedDirectory(place.data)
  return place
}

/** A place where nothing is yet: the first command makes it all. */
export function newPlace(env: Record<string, string> = {}): Place {
  const directory = mkdtempSync(join(tmpdir(), 'parcours-cli-'))
  chmodSync(directory, 0o755)
  const data = join(directory, 'data')
  const begin: Place['begin'] = (...words) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'src/cli/main.ts', ...words], {
      cwd: directory,
      env: { ...process.env, LC_ALL: 'en_GB.UTF-8', PARCOURS_DATA: data, PARCOURS_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) }))
    })
    return { child, ended }
  }
  return {
    data,
    files: directory,
    begin,
    run: (...words) => begin(...words).ended,
    [Symbol.asyncDispose]: async () => {
      // The children of a process that was killed need a moment to notice.
      for (let attempt = 0; ; attempt++) {
        try {
          return rmSync(directory, { recursive: true, force: true })
        } catch (error) {
          if (attempt > 20) throw error
          await pause(250)
        }
      }
    },
  }
}

/** A running server: stopped by hand, to see how it ends, or at the end of its scope. */
export type Serving = { readonly url: string; stop(): Promise<Ended>; [Symbol.asyncDispose](): Promise<void> }

/** Starts the server of a place and waits until it says where it is. */
export async function serve(place: Place, ...words: string[]): Promise<Serving> {
  const { child, ended } = place.begin('start', ...words)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr!.on('data', (more: string) => {
      text += more
      const found = /Parcours is at (http:\S+)/.exec(text)
      if (found) resolve(found[1]!)
    })
    ended.then(({ stderr }) => reject(new Error(`It ended before it served: ${stderr}`)), reject)
  })
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { url, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}
