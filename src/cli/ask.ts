import type { z } from 'zod'
import {
  askAttribution,
  askConformance,
  askFunnel,
  askPaths,
  askPurchases,
  askRetention,
  askVariants,
} from '../contract/exploring.ts'
import { askMapContacts } from '../contract/map-contacts.ts'
import { askFlow } from '../contract/map-flow.ts'
import { rollUp } from '../contract/map-roll-up.ts'
import { listJourneys } from '../contract/mapping.ts'
import { followGraph, measureFilter, measureMap } from '../contract/measuring.ts'
import { askChannels, askConsistency, askFit } from '../contract/measuring-channels.ts'
import { askContacts } from '../contract/measuring-contacts.ts'
import { askDurations, askSpectrum } from '../contract/measuring-durations.ts'
import { askDrivers, askNextSteps, askSegments, askTypical } from '../contract/measuring-explanations.ts'
import { askChurn, askSurvival } from '../contract/measuring-leaving.ts'
import { askMoments } from '../contract/measuring-moments.ts'
import { askHeatmap, askPages } from '../contract/measuring-pages.ts'
import { askSelfService } from '../contract/measuring-self-service.ts'
import { askChange, askDrift, askTrend } from '../contract/measuring-trends.ts'
import type { Route } from '../contract/route.ts'
import { instantOf } from './instant-of.ts'
import { speak, type Voice, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

/** Every question of measuring, by the word that asks it. What narrows it are the options of its address. */
const questions: Readonly<Record<string, Route>> = {
  map: measureMap,
  graph: followGraph,
  variants: askVariants,
  paths: askPaths,
  funnel: askFunnel,
  retention: askRetention,
  attribution: askAttribution,
  purchases: askPurchases,
  conformance: askConformance,
  moments: askMoments,
  survival: askSurvival,
  churn: askChurn,
  flow: askFlow,
  'map-contacts': askMapContacts,
  contacts: askContacts,
  'self-service': askSelfService,
  channels: askChannels,
  consistency: askConsistency,
  fit: askFit,
  trend: askTrend,
  change: askChange,
  drift: askDrift,
  'sub-journeys': rollUp,
  drivers: askDrivers,
  next: askNextSteps,
  typical: askTypical,
  segments: askSegments,
  durations: askDurations,
  spectrum: askSpectrum,
  pages: askPages,
  heatmap: askHeatmap,
}

/** The filters, which all questions share but for one or two that have no use for one. */
const filters = ['map', ...Object.keys(measureFilter.shape)]

export const ask = {
  usage: `ask QUESTION [FILTER …] [OPTION …]
    Prints what the API answers. 90 days unless said for a map, all time for the others.
      Filters: ${filters.map(name => `--${dashed(name)}`).join(' ')}
${Object.entries(questions)
  .map(([name, route]) => `      ${name.padEnd(12)} ${route.summary}${own(route)}`)
  .join('\n')}`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const question = given.find(word => word in questions)
    if (!question) throw new Misuse(`Ask one of: ${Object.keys(questions).join(', ')}.`)
    const route = questions[question]!
    const options = optionsOf(route)
    const words = readWords(
      given,
      Object.fromEntries(['map', ...options.keys()].map(name => [dashed(name), 'text' as const])),
    )
    if (words.words[0] !== question) throw new Misuse(`Ask one of: ${Object.keys(questions).join(', ')}.`)
    const query = Object.fromEntries(
      [...options.keys()].map(name => {
        const said = words.option(dashed(name))
        return [name, name === 'from' || name === 'to' ? instantOf(said) : said]
      }),
    )
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const ofMap = route.path.includes('{map}')
    const answer = await voice.call(route, {
      params: ofMap ? { workspace, map: words.option('map') ?? (await firstMap(voice, workspace)) } : { workspace },
      query: { ...query, ...(ofMap ? periodOf(query.from, query.to) : {}) },
    } as never)
    terminal.answer(answer, () => JSON.stringify(answer, undefined, 2))
  },
}

function optionsOf(route: Route): ReadonlyMap<string, z.ZodType> {
  return new Map(Object.entries((route.query as z.ZodObject).shape as Record<string, z.ZodType>))
}

/** The options of a question beside those of all. */
function own(route: Route): string {
  const names = [...optionsOf(route).keys()].filter(name => !filters.includes(name))
  return names.length === 0 ? '' : `\n${' '.repeat(19)}${names.map(name => `[--${dashed(name)} …]`).join(' ')}`
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
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
