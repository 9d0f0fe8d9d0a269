import { createSource, listSources, newKey } from '../contract/admitting-sources.ts'
import { listWorkspaces, newWorkspace } from '../contract/admitting-workspaces.ts'
import { importMap } from '../contract/mapping.ts'
import { tracesState } from '../contract/measuring.ts'
import { createSegment, listSegments } from '../contract/segmenting.ts'
import { answersAmong, fillSample, type SampleAnswer, sampleSegments } from '../sample/index.ts'
import { fillSending } from './fill-sending.ts'
import { refuseProblem, speak, type Voice } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

export const sample = {
  usage: `sample [--customers N] [--workspace KEY]
    Fills a workspace of its own with an invented retailer, its customers and its maps (2,000 customers unless said).`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { customers: 'text' })
    const customers = Number(words.option('customers') ?? 2_000)
    if (!Number.isInteger(customers) || customers < 1) throw new Misuse('--customers takes a whole number.')
    await using voice = await speak(terminal.config)
    const filled = await fillWithSample(terminal, voice, { customers, workspace: words.option('workspace') })
    terminal.answer(
      filled,
      () =>
        `The sample company is in the workspace ${filled.workspace}: ${filled.customers} customers, ${filled.messages} events, ${filled.maps} maps.`,
    )
  },
}

type Filling = { readonly customers: number; readonly workspace: string | undefined }
type Filled = {
  readonly workspace: string
  readonly customers: number
  readonly messages: number
  readonly maps: number
}

/** Sends the sample through the same doors as anyone's events and maps. */
export async function fillWithSample(
  terminal: Terminal,
  voice: Voice,
  { customers, workspace: wanted }: Filling,
): Promise<Filled> {
  const workspace = await sampleWorkspace(voice, wanted)
  const key = await sampleKey(voice, workspace)
  const now = new Date()
  terminal.say(
    `Filling the workspace “${workspace}” with the sample company: ${customers} customers over twelve months…`,
  )
  let told = Date.now()
  const answers: SampleAnswer[] = []
  const done = await fillSample(
    {
      sendBatch: async messages => {
        for (;;) {
          const response = await voice.send('/v1/import', {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-write-key': key },
            body: JSON.stringify({ batch: messages, writeKey: key }),
          })
          if (response.status !== 429) {
            await refuseProblem(response)
            answers.push(...answersAmong(messages))
            return
          }
          await new Promise(resolve => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)))
        }
      },
      importMap: async file => {
        await voice.call(importMap, { params: { workspace }, query: { onCollision: 'keep' }, body: file })
      },
    },
    {
      customers,
      // The end of yesterday: the same on the same day, and no event of tomorrow.
      until: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())),
      onProgress: progress => {
        if (Date.now() - told < 2_000) return
        told = Date.now()
        const remaining =
          progress.remainingMs === undefined ? '' : `, about ${Math.ceil(progress.remainingMs / 1000)} s left`
        terminal.say(
          `  ${progress.customersDone} of ${progress.customers} customers, ${progress.messages} events${remaining}`,
        )
      },
    },
  )
  terminal.say('The sample company is there. Its map is the first under Maps.')
  await untilMeasured(voice, workspace)
  await gatherSegments(voice, workspace)
  await fillSending(voice, workspace, answers)
  await untilMeasured(voice, workspace)
  return { workspace, customers, ...done }
}

async function sampleWorkspace(voice: Voice, wanted: string | undefined): Promise<string> {
  const { workspaces } = await voice.call(listWorkspaces, {})
  const key = wanted ?? 'halobrise'
  if (workspaces.some(workspace => workspace.key === key)) return key
  const made = await voice.call(newWorkspace, {
    body: { name: 'Halobrise', key, timeZone: 'Europe/Paris', locale: 'fr', measurementConsent: 'opt-out' },
  })
  return made.key
}

/** The sample's segments, of all that its customers lived, unless somebody made one of that name before. */
async function gatherSegments(voice: Voice, workspace: string): Promise<void> {
  const { segments } = await voice.call(listSegments, { params: { workspace }, query: { archived: 'false' } })
  const held = new Set(segments.map(({ name }) => name))
  for (const body of sampleSegments)
    if (!held.has(body.name)) await voice.call(createSegment, { params: { workspace }, body })
}

/** A write key of a source of its own: the sample's events come in by the door that anyone's do. */
async function sampleKey(voice: Voice, workspace: string): Promise<string> {
  const { sources } = await voice.call(listSources, { params: { workspace } })
  const known = sources.find(source => source.name === 'Sample')
  const source =
    known ?? (await voice.call(createSource, { params: { workspace }, body: { name: 'Sample', channel: 'other' } }))
  const { key } = await voice.call(newKey, { params: { workspace }, body: { kind: 'write', sourceId: source.id } })
  return key
}

const longestWaitMs = 30 * 60_000

/**
 * Until what was sent is measured: the command that follows sees it all. Where events pour in all the time that moment
 * may never come; then it is enough that half an hour went by.
 */
export async function untilMeasured(voice: Voice, workspace: string): Promise<void> {
  const deadline = Date.now() + longestWaitMs
  while (Date.now() < deadline) {
    // A map that changed is first told, then measured: in that order they are asked for.
    const { notices } = (await (await voice.send('/health')).json()) as { notices: number | null }
    const state = await voice.call(tracesState, { params: { workspace } })
    if (notices === 0 && state.waiting === 0 && state.rebuilding.length === 0) return
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}
