import { z } from 'zod'
import type { askFunnel as askFunnelRoute, FunnelAnswer } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { problem } from '../../vocabulary/problem.ts'
import { wilsonInterval } from '../../vocabulary/statistics/statistics.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { type Activities, activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countFunnel, type FunnelAsk, type FunnelLevel, type FunnelTime } from '../questions/count-funnel.ts'

const mostSteps = 40
const mostValues = 20

/** A funnel of any number of steps. The count of a step is the sum of those who stopped there or went further. */
export async function askFunnel(
  context: Context,
  { query }: InputOf<typeof askFunnelRoute>,
): Promise<AnswerOf<typeof askFunnelRoute>> {
  const { clickhouse, workspace } = context
  const { map, steps, within, stepWithin, mode, by, trait, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup } = activities
  const { wanted, ask } = funnelAskOf({ steps, within, stepWithin, mode, by, trait }, activities)
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const { levels, times } = await countFunnel(clickhouse, keeping, ask, context.now())
  return {
    by,
    steps: tellSteps(wanted, levels, times, minimumGroup),
    breakdown: trait === undefined ? [] : breakDown(wanted.length, levels, minimumGroup),
  }
}

/** A funnel as it is asked. @throws problem `input_invalid`; `not_found` for an activity that there is none of. */
export function funnelAskOf(
  said: Pick<InputOf<typeof askFunnelRoute>['query'], 'steps' | 'within' | 'stepWithin' | 'mode' | 'by' | 'trait'>,
  { numberOf }: Pick<Activities, 'numberOf'>,
): { readonly wanted: readonly (readonly string[])[]; readonly ask: FunnelAsk } {
  const wanted = readSteps(said.steps)
  return {
    wanted,
    ask: {
      steps: wanted.map(own => own.map(numberOf)),
      withinSeconds: readDuration(said.within),
      stepWithinSeconds: readDuration(said.stepWithin),
      mode: said.mode,
      by: said.by,
      trait: said.trait,
    },
  }
}

function tellSteps(
  wanted: readonly (readonly string[])[],
  levels: readonly FunnelLevel[],
  times: readonly FunnelTime[],
  minimumGroup: number,
): FunnelAnswer['steps'] {
  const reached = reachedOf(wanted.length, levels)
  const shown = (amount: number) => (amount > 0 && amount < minimumGroup ? null : amount)
  return wanted.map((activities, index) => {
    const amount = reached[index]!
    const before = reached[index - 1]
    const next = reached[index + 1]
    const here = levels.filter(row => row.level === index + 1)
    const time = times.find(row => row.step === index + 1)
    const told = shown(amount) !== null
    // Who stopped here would say how many went on.
    const stopped = next === undefined || shown(next) === null ? null : shown(amount - next)
    const enough = time !== undefined && time.n >= Math.max(1, minimumGroup)
    return {
      activities: [...activities],
      amount: shown(amount),
      shareOfFirst: told && reached[0]! > 0 ? amount / reached[0]! : null,
      rate: told && before !== undefined && before > 0 ? wilsonInterval(amount, before) : null,
      dropped: stopped,
      stillPossible: stopped === null ? null : shown(here.reduce((sum, row) => sum + Number(row.waiting), 0)),
      medianSeconds: enough ? time.seconds[0] : null,
      p90Seconds: enough ? time.seconds[1] : null,
    }
  })
}

/** How many came to each step: those who stopped there and all who went further. */
function reachedOf(amount: number, levels: readonly FunnelLevel[]): number[] {
  return Array.from({ length: amount }, (_, index) =>
    levels.reduce((sum, row) => sum + (row.level > index ? Number(row.amount) : 0), 0),
  )
}

/** By value of a trait. The values of a step sum to its amount: what is hidden of it is hidden among others. */
function breakDown(amount: number, levels: readonly FunnelLevel[], minimumGroup: number): FunnelAnswer['breakdown'] {
  const values = [...Map.groupBy(levels, row => row.value)].map(([value, own]) => ({
    value,
    reached: reachedOf(amount, own),
  }))
  const hidden = Array.from({ length: amount }, (_, step) =>
    hiddenCells(
      values.map(({ reached }) => ({ customers: reached[step]! })),
      minimumGroup,
    ),
  )
  return values
    .map(({ value, reached }, index) => ({
      value,
      first: reached[0]!,
      amounts: reached.map((each, step) => (hidden[step]!.has(index) ? null : each)),
    }))
    .filter(({ first }) => first >= minimumGroup)
    .sort((a, b) => b.first - a.first || a.value.localeCompare(b.value))
    .slice(0, mostValues)
    .map(({ value, amounts }) => ({ value, amounts }))
}

const stepsShape = z
  .array(z.union([z.string(), z.array(z.string()).min(1).max(50)]))
  .min(2)
  .max(mostSteps)

/** @throws problem `input_invalid` for fewer than two steps, too many, or text that is neither form. */
function readSteps(text: string): string[][] {
  const steps = stepsShape.safeParse(
    text.trim().startsWith('[')
      ? parsed(text)
      : text
          .split('>')
          .map(step => step.trim())
          .filter(step => step !== ''),
  )
  if (!steps.success) {
    throw problem('input_invalid', {
      reason: {
        en: `a funnel has from 2 to ${mostSteps} steps, written A > B > C or as a JSON array`,
        fr: `un entonnoir a de 2 à ${mostSteps} étapes, écrites A > B > C ou en tableau JSON`,
      },
    })
  }
  return steps.data.map(step => (typeof step === 'string' ? [step] : step))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said by the schema, as for any other text that is no list of steps.
    return undefined
  }
}

/** @throws problem `input_invalid` for what is no duration. */
function readDuration(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const seconds = secondsOfDuration(text)
  if (seconds === undefined || seconds <= 0) {
    throw problem('input_invalid', {
      reason: {
        en: `“${text}” is no duration such as P7D or PT30M`,
        fr: `« ${text} » n’est pas une durée comme P7D ou PT30M`,
      },
    })
  }
  return seconds
}
