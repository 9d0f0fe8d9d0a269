import { listJourneys } from '../contract/mapping.ts'
import { followGraph, measureMap } from '../contract/measuring.ts'
import { instantOf } from './instant-of.ts'
import { speak, type Voice, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

const questions = ['map', 'graph'] as const

export const ask = {
  usage: `ask map|graph [--map ID] [--from TIME] [--to TIME] [--channel CODES] [--cohort TRAIT:VALUE] [--limit N]
    Prints what the API answers: the measures of a map, or what directly follows what. 90 days unless said for a map,
    all time for the graph.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, {
      map: 'text',
      from: 'text',
      to: 'text',
      channel: 'text',
      cohort: 'text',
      limit: 'text',
    })
    const question = questions.find(each => each === words.words[0])
    if (!question) throw new Misuse(`Ask one of: ${questions.join(', ')}.`)
    const [from, to] = [instantOf(words.option('from')), instantOf(words.option('to'))]
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const filter = { channel: words.option('channel'), cohort: words.option('cohort') }
    const answer =
      question === 'map'
        ? await voice.call(measureMap, {
            params: { workspace, map: words.option('map') ?? (await firstMap(voice, workspace)) },
            query: { ...periodOf(from, to), ...filter } as never,
          })
        : await voice.call(followGraph, {
            params: { workspace },
            query: {
              map: words.option('map'),
              from,
              to,
              limit: words.option('limit'),
              ...filter,
            } as never,
          })
    terminal.answer(answer, () => JSON.stringify(answer, undefined, 2))
  },
}

async function firstMap(voice: Voice, workspace: string): Promise<string> {
  const { journeys } = await voice.call(listJourneys, { params: { workspace } })
  const map = journeys.flatMap(journey => journey.maps)[0]
  if (!map) throw new Error('There is no map yet. Draw or import one first.')
  return map.id
}

function periodOf(from: string | undefined, to: string | undefined): { from: string; to: string } {
  const end = to ?? new Date().toISOString()
  return { from: from ?? new Date(Date.parse(end) - 90 * 86_400_000).toISOString(), to: end }
}
