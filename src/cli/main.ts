import { join } from 'node:path'
import { type Config, readConfig } from '../server/config.ts'
import { Problem, problemSentence } from '../vocabulary/problem.ts'
import type { Terminal } from './terminal.ts'
import { verbs } from './verbs.ts'
import { Misuse } from './words.ts'

const root = process.env.PARCOURS_ROOT ?? join(import.meta.dirname, '..', '..')
const given = process.argv.slice(2)
const json = given.includes('--json')

try {
  const name = Object.keys(verbs).find(verb => verb.split(' ').every((word, index) => given[index] === word))
  const asksHelp = given.length === 0 || given[0] === 'help' || given.includes('--help')
  if (asksHelp) process.stdout.write(`${await help(name)}\n`)
  else if (!name) {
    if (!json) process.stderr.write(`${await help(undefined)}\n\n`)
    throw new Misuse(`There is no verb “${given.filter(word => !word.startsWith('-')).join(' ')}”.`)
  } else {
    const verb = await verbs[name]!()
    const config = readConfig(process.env, root)
    await verb.run(terminalOf(config), given.slice(name.split(' ').length))
  }
} catch (error) {
  process.exitCode = report(error)
}

function terminalOf(config: Config): Terminal {
  return {
    config,
    root,
    locale: localeOf(),
    json,
    answer: (value, inWords) => process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${inWords()}\n`),
    say: sentence => process.stderr.write(`${sentence}\n`),
  }
}

/** 2 for a wrong use, 1 for everything that failed; the reason on standard error, and as JSON where that was asked. */
function report(error: unknown): number {
  const sentence =
    error instanceof Problem
      ? problemSentence(error.code, error.details, localeOf())
      : error instanceof Error
        ? error.message
        : String(error)
  process.stderr.write(`${sentence}\n`)
  const cause =
    error instanceof Error && !(error instanceof Problem) && !(error instanceof Misuse) ? error.cause : undefined
  if (cause) process.stderr.write(`  because: ${cause instanceof Error ? cause.message : String(cause)}\n`)
  if (json) {
    const code = error instanceof Problem ? error.code : error instanceof Misuse ? 'misuse' : 'failed'
    process.stdout.write(`${JSON.stringify({ error: { code, message: sentence } })}\n`)
  }
  return error instanceof Misuse ? 2 : 1
}

async function help(name: string | undefined): Promise<string> {
  const shown = name ? [name] : Object.keys(verbs)
  const usages = await Promise.all(shown.map(async each => (await verbs[each]!()).usage))
  const lines = [
    'npm run -s parcours -- VERB … [--workspace KEY] [--json]',
    '',
    ...usages.map(usage => `  ${usage.replaceAll('\n', '\n  ')}`),
    '',
    'Settings: PARCOURS_PORT, PARCOURS_DATA, DATABASE_URL, CLICKHOUSE_URL (docs/running.md).',
  ]
  return lines.join('\n')
}

function localeOf(): 'fr' | 'en' {
  const said = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
  return said.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}
