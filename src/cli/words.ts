import { parseArgs } from 'node:util'

/** What was typed after the verb: plain words in order, and options. */
export type Words = {
  readonly words: readonly string[]
  readonly option: (name: string) => string | undefined
  readonly flag: (name: string) => boolean
}

/** A wrong use of the command line: told with the way to use it, exit code 2. */
export class Misuse extends Error {}

type Options = Readonly<Record<string, 'text' | 'flag' | 'texts'>>

const everywhere: Options = { workspace: 'text', json: 'flag', help: 'flag' }

/** Reads words against the options that a verb knows; an unknown one is a misuse. */
export function readWords(
  given: readonly string[],
  own: Options,
): Words & { readonly texts: (name: string) => readonly string[] } {
  const known = { ...everywhere, ...own }
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(known).map(([name, kind]) => [
          name,
          kind === 'flag' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: kind === 'texts' },
        ]),
      ),
    })
    const found = values as Record<string, string | boolean | string[] | undefined>
    return {
      words: positionals,
      option: name => (typeof found[name] === 'string' ? found[name] : undefined),
      flag: name => found[name] === true,
      texts: name => (Array.isArray(found[name]) ? found[name] : []),
    }
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}
