import type {
  askChurn as askChurnRoute,
  ChurnAnswer,
  listAtRisk as listAtRiskRoute,
} from '../../contract/measuring-leaving.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { contributionsOf } from '../../vocabulary/statistics/logistic-model.ts'
import { areaUnderCurve, brierScore, reliabilityBins } from '../../vocabulary/statistics/prediction-quality.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { type Churn, churnModel } from './churn-model.ts'
import { observedUntil } from './observed-until.ts'

const bands = [0, 0.1, 0.25, 0.5, 0.75, 1] as const
const fewestJudged = 30
const mostFactors = 12
const mostReasons = 3

/** Who is likely to leave, by what, and how far that can be believed. */
export async function askChurn(
  context: Context,
  { query }: InputOf<typeof askChurnRoute>,
): Promise<AnswerOf<typeof askChurnRoute>> {
  const churn = await churnModel(context, query)
  const { learned, judged, model, columns, now, nameOf } = churn
  const minimum = Math.max(1, churn.minimumGroup)
  const quality = qualityOf(churn)
  const risks = now.map(each => each.risk)
  const told = model && now.length >= minimum
  return {
    meaning: meaningOf(churn, quality),
    within: query.within,
    learnedOn:
      learned.customers.length < minimum
        ? null
        : {
            at: learned.at.toISOString(),
            customers: learned.customers.length,
            left: learned.customers.filter(each => each.left === 1).length,
          },
    judgedOn: quality
      ? {
          at: judged.at.toISOString(),
          customers: judged.predicted.length,
          left: judged.predicted.filter(each => each.happened).length,
        }
      : null,
    quality,
    factors: (model?.weights ?? [])
      .map((weight, index) => ({
        factor: `${columns[index]!.kind}:${columns[index]!.factor}`,
        weight,
        reading: nameOf(columns[index]!),
      }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, mostFactors),
    now: told
      ? {
          customers: now.length,
          expected: risks.reduce((sum, risk) => sum + risk, 0),
          bands: bands.slice(0, -1).map((from, index) => {
            const to = bands[index + 1]!
            const own = risks.filter(risk => risk >= from && (risk < to || to === 1))
            const open = own.length === 0 || own.length >= minimum
            return {
              ...{ from, to },
              customers: open ? own.length : null,
              expected: open ? own.reduce((sum, risk) => sum + risk, 0) : null,
            }
          }),
        }
      : null,
  }
}

/** The customers most likely to leave, each with what raises the risk beyond the average customer's. */
export async function listAtRisk(
  context: Context,
  { query }: InputOf<typeof listAtRiskRoute>,
): Promise<AnswerOf<typeof listAtRiskRoute>> {
  const { limit, ...asked } = query
  const { model, columns, now, nameOf } = await churnModel(context, asked)
  if (!model) return { total: 0, rows: [] }
  // The model looks at the end of the period where that lies before today: so does how long they have been silent.
  const today = (await observedUntil(context, asked.to)).getTime()
  return {
    total: now.length,
    rows: [...now]
      .sort((a, b) => b.risk - a.risk || a.customer.customer_id.localeCompare(b.customer.customer_id))
      .slice(0, limit)
      .map(({ customer, row, risk }) => ({
        customer: customerIdFromNumber(BigInt(customer.customer_id)),
        risk,
        lastSeen: new Date(today - Number(customer.silent) * 1000).toISOString(),
        because: contributionsOf(model, row)
          .map((contribution, index) => ({
            factor: `${columns[index]!.kind}:${columns[index]!.factor}`,
            contribution,
            reading: nameOf(columns[index]!),
          }))
          .filter(each => each.contribution > 0)
          .sort((a, b) => b.contribution - a.contribution)
          .slice(0, mostReasons),
      })),
  }
}

function qualityOf({ judged: { predicted }, minimumGroup }: Churn): ChurnAnswer['quality'] {
  const found = predicted.length < fewestJudged ? null : areaUnderCurve(predicted)
  if (!found) return null
  const share = predicted.filter(each => each.happened).length / predicted.length
  return {
    ...found,
    brier: brierScore(predicted),
    brierOfNone: share * (1 - share),
    bins: reliabilityBins(
      predicted,
      Math.max(1, Math.min(10, Math.floor(predicted.length / Math.max(20, minimumGroup)))),
    ).map(bin => ({
      ...bin,
    })),
  }
}

function meaningOf({ learned, model, now }: Churn, quality: ChurnAnswer['quality']): PlainAnswer {
  return saying(say => {
    if (!model)
      return say(
        `Rien ne peut être appris : sur ${say.whole(learned.customers.length)} clients suivis, il en faut au moins trente qui partent et trente qui restent.`,
        `Nothing can be learned: of ${say.whole(learned.customers.length)} customers followed it takes at least thirty who leave and thirty who stay.`,
      )
    const expected = now.reduce((sum, each) => sum + each.risk, 0)
    const told = say(
      `Des ${say.whole(now.length)} clients actifs, ${say.whole(expected)} partiraient dans ce délai.`,
      `Of ${say.whole(now.length)} active customers ${say.whole(expected)} would leave within that time.`,
    )
    if (!quality)
      return `${told} ${say('Trop peu de clients pour éprouver ce modèle sur des jours postérieurs : ne vous y fiez pas.', 'Too few customers to put the model to the test on later days: do not rely on it.')}`
    const area = say.fine(quality.area)
    if (quality.low <= 0.55)
      return `${told} ${say(
        `Éprouvé sur des clients jamais vus, le modèle ne distingue guère qui part (AUC ${area}) : ne vous y fiez pas.`,
        `Put to the test on customers never seen, the model hardly tells who leaves (AUC ${area}): do not rely on it.`,
      )}`
    return `${told} ${say(
      `Éprouvé sur des clients jamais vus et des jours postérieurs, le modèle range un partant devant un restant ${say.share(quality.area)} du temps.`,
      `Put to the test on customers never seen and on later days, the model ranks one who leaves before one who stays ${say.share(quality.area)} of the time.`,
    )}`
  })
}
