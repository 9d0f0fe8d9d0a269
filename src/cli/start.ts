import { ensureFirstOwner } from '../admitting/index.ts'
import { listWorkspaces } from '../contract/admitting-workspaces.ts'
import { openHouse } from '../server/main.ts'
import { fillWithSample } from './sample.ts'
import { speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { readWords } from './words.ts'

export const start = {
  usage: `start [--empty] [--customers N]
    Starts Parcours. An empty installation is filled with the sample company, unless --empty.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { empty: 'flag', customers: 'text' })
    const { config, say } = terminal
    const { build } = await import('../../scripts/build.ts')
    const built = await build(say)
    await using house = await openHouse({ config, built })
    const stopping = new Promise<void>(resolve => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    const dataDirectory = house.installation.dataDirectory
    const link = await ensureFirstOwner(house.installation)
    await using voice = await speak({ ...config, dataDirectory })
    const { workspaces } = await voice.call(listWorkspaces, {})
    say(`\nParcours is at ${house.url}`)
    if (link)
      say(`Nobody owns it yet. Open this link once, within 30 minutes, to become its owner:\n  ${house.url}${link}`)
    say(`Data: ${dataDirectory}. Stop with Ctrl+C.\n`)
    if (workspaces.length === 0 && !words.flag('empty')) {
      const customers = Number(words.option('customers') ?? 2_000)
      await Promise.race([fillWithSample(terminal, voice, { customers, workspace: undefined }), stopping])
    }
    await stopping
    say('Stopping: what is under way is finished first.')
  },
}
