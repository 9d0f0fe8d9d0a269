import type { Config } from '../server/config.ts'

/** What a command may be asked to print, and where progress goes. */
export type Terminal = {
  readonly config: Config
  readonly root: string
  readonly locale: 'fr' | 'en'
  /** The answer, on standard output. With `--json` it is one JSON value and nothing else. */
  readonly answer: (value: unknown, inWords: () => string) => void
  /** Progress and remarks, on standard error. */
  readonly say: (sentence: string) => void
  readonly json: boolean
}
