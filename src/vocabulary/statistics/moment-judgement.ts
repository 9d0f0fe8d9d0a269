import { adjustedByDiscovery } from './false-discoveries.ts'
import {
  type RiskDifference,
  riskDifference,
  type Stratum,
  smallestDetectable,
  twoSharesTest,
} from './risk-difference.ts'

/** What customers who came by a touchpoint and said how it was did afterwards. One customer counts once. */
export type ExperienceCount = {
  readonly stratum: string
  readonly experience: 'good' | 'middle' | 'bad'
  /** Whether the feeling was extreme, |s| ≥ 0.75. */
  readonly extreme: boolean
  /** Null while the time to look is not over. */
  readonly followed: boolean | null
  readonly customers: number
}

export type MomentStatus = 'proven' | 'emotionalPeak' | 'hypothesis' | 'notSupported' | 'unsettled'

export type MomentJudgement = {
  readonly status: MomentStatus
  /** Customers who answered, and of them those whose time to look is over, by experience. */
  readonly answered: number
  readonly good: number
  readonly middle: number
  readonly bad: number
  /** Null where too few of either, or of the rarer outcome. */
  readonly impact: (RiskDifference & { readonly adjusted: number; readonly significant: boolean }) | null
  /** The smallest difference that so many could show; null when it is judged or nothing could. */
  readonly detectable: number | null
  readonly intensity: {
    readonly share: number
    readonly elsewhere: number
    readonly p: number
    readonly significant: boolean
  } | null
  /** Change of the outcome after a bad and after a good experience, against a middling one. */
  readonly asymmetry: {
    readonly penalty: number
    readonly reward: number
    readonly value: number
    readonly reading: 'avoid' | 'delight' | 'mixed'
  } | null
}

/** Fewest customers of each group, and of the rarer outcome, before anything is said. */
const fewestOfGroup = 30
const fewestOfOutcome = 10
const falseShare = 0.1
/** An effect known to lie within this is none worth a moment's name. */
const negligible = 0.03

/** Whether an experience was good (s ≥ 0.5) or bad (s ≤ −0.5). */
export function experienceOf(score: number): 'good' | 'middle' | 'bad' {
  return score >= 0.5 ? 'good' : score <= -0.5 ? 'bad' : 'middle'
}

/**
 * Judges the touchpoints of a journey together: which of them decide what customers do next, and which move them. Only
 * those who came by are compared with each other (good with bad), never visitors with others, as those who come by are
 * more engaged to begin with. Many are tested, so a tenth at most of those called proven may be false.
 */
export function judgeMoments(
  touchpoints: readonly { readonly declared: boolean; readonly counts: readonly ExperienceCount[] }[],
): readonly MomentJudgement[] {
  const facts = touchpoints.map(each => factsOf(each.counts))
  const impacts = facts.map(each => each.impact)
  const adjusted = adjustedByDiscovery(impacts.map(each => each?.p ?? Number.NaN))
  const answered = facts.reduce((sum, each) => sum + each.answered, 0)
  const extreme = facts.reduce((sum, each) => sum + each.extreme, 0)
  const intensities = facts.map(each => {
    const rest = answered - each.answered
    if (each.answered < fewestOfGroup || rest < fewestOfGroup) return null
    return {
      share: each.extreme / each.answered,
      elsewhere: (extreme - each.extreme) / rest,
      p: twoSharesTest(each.extreme, each.answered, extreme - each.extreme, rest),
    }
  })
  const believed = adjustedByDiscovery(intensities.map(each => each?.p ?? Number.NaN))
  return facts.map((each, index) => {
    const found = impacts[index]
    const impact = found
      ? {
          ...found,
          adjusted: adjusted[index]!,
          significant: adjusted[index]! <= falseShare && (found.low > 0 || found.high < 0),
        }
      : null
    const felt = intensities[index]
    const intensity = felt
      ? { ...felt, significant: believed[index]! <= falseShare && felt.share > felt.elsewhere }
      : null
    const { answered: customers, good, middle, bad, detectable, asymmetry } = each
    return {
      status: statusOf(touchpoints[index]!.declared, impact, intensity?.significant === true),
      ...{ answered: customers, good, middle, bad, detectable, asymmetry, impact, intensity },
    }
  })
}

function statusOf(declared: boolean, impact: MomentJudgement['impact'], intense: boolean): MomentStatus {
  if (impact?.significant && impact.difference > 0) return 'proven'
  if (intense) return 'emotionalPeak'
  if (impact && impact.low >= -negligible && impact.high <= negligible) return 'notSupported'
  return declared ? 'hypothesis' : 'unsettled'
}

function factsOf(counts: readonly ExperienceCount[]) {
  const sum = (keep: (each: ExperienceCount) => boolean) =>
    counts.reduce((all, each) => all + (keep(each) ? each.customers : 0), 0)
  const group = (experience: ExperienceCount['experience']) => ({
    all: sum(each => each.experience === experience && each.followed !== null),
    having: sum(each => each.experience === experience && each.followed === true),
  })
  const [good, middle, bad] = [group('good'), group('middle'), group('bad')]
  const having = good.having + bad.having
  const rarer = Math.min(having, good.all + bad.all - having)
  const enough = good.all >= fewestOfGroup && bad.all >= fewestOfGroup && rarer >= fewestOfOutcome
  return {
    answered: sum(() => true),
    extreme: sum(each => each.extreme),
    good: good.all,
    middle: middle.all,
    bad: bad.all,
    impact: enough ? riskDifference(strataOf(counts)) : undefined,
    detectable: enough ? null : smallestDetectable(bad.all === 0 ? 0.5 : bad.having / bad.all, good.all, bad.all),
    asymmetry: enough && middle.all >= fewestOfGroup ? asymmetryOf(good, middle, bad) : null,
  }
}

function strataOf(counts: readonly ExperienceCount[]): readonly Stratum[] {
  const strata = new Map<string, { good: number; goodWith: number; bad: number; badWith: number }>()
  for (const { stratum, experience, followed, customers } of counts) {
    if (followed === null || experience === 'middle') continue
    const held = strata.get(stratum) ?? { good: 0, goodWith: 0, bad: 0, badWith: 0 }
    strata.set(stratum, held)
    held[experience] += customers
    if (followed) held[experience === 'good' ? 'goodWith' : 'badWith'] += customers
  }
  return [...strata.values()]
}

type Group = { readonly all: number; readonly having: number }

/** Regressing a yes or no on "was bad" and "was good" gives the differences of the shares from the middle's. */
function asymmetryOf(good: Group, middle: Group, bad: Group): MomentJudgement['asymmetry'] {
  const usual = middle.having / middle.all
  const penalty = bad.having / bad.all - usual
  const reward = good.having / good.all - usual
  // Where a bad experience goes with more of the outcome than a middling one, or a good one with less, it is chance: the
  // two would cancel out, and their ratio have no bounds.
  const [lost, won] = [Math.max(0, -penalty), Math.max(0, reward)]
  const value = lost + won === 0 ? 0 : (won - lost) / (won + lost)
  return { penalty, reward, value, reading: value < -0.3 ? 'avoid' : value > 0.3 ? 'delight' : 'mixed' }
}
