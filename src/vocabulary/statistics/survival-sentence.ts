import { type PlainAnswer, saying } from '../survey/plain-answer.ts'

export type SurvivalFacts = {
  /** Whether groups are first journeys, by a letter or `other`. */
  readonly firstJourneys?: boolean
  readonly customers: number
  readonly groups: readonly {
    readonly name: string
    readonly customers: number
    readonly medianDays: number | null
    readonly last: { readonly day: number; readonly survival: number } | undefined
    readonly mean: number | null
  }[]
  readonly p: number | null
}

/** How long customers last, in words, and whether groups differ by more than chance. */
export function survivalSentence({ firstJourneys = false, customers, groups, p }: SurvivalFacts): PlainAnswer {
  return saying(say => {
    if (customers === 0)
      return say(
        'Aucun client n’a commencé sur cette période : il n’y a rien à suivre.',
        'No customer began in this period: there is nobody to follow.',
      )
    if (groups.length === 0) return say('Trop peu de clients pour le montrer.', 'Too few customers to be shown.')
    if (groups.length === 1) {
      const [one] = groups
      const few =
        one!.customers < 30
          ? say(' Moins de trente clients : à lire avec prudence.', ' Fewer than thirty customers: read it with care.')
          : ''
      if (one!.medianDays !== null && one!.medianDays < 1)
        return `${say(
          'La moitié des clients n’est plus vue après le premier jour.',
          'Half of the customers are not seen after the first day.',
        )}${few}`
      if (one!.medianDays !== null)
        return `${say(
          `La moitié des clients tient plus de ${say.days(one!.medianDays)}, l’autre moitié part avant.`,
          `Half of the customers last longer than ${say.days(one!.medianDays)}, the other half leaves before.`,
        )}${few}`
      if (one!.last === undefined)
        return `${say('Personne n’est parti de tous ceux qui sont suivis.', 'Nobody followed has left.')}${few}`
      return `${say(
        `Le dernier départ vient après ${say.days(one!.last.day)} ; ${say.share(one!.last.survival)} sont encore là : plus de la moitié tient.`,
        `The last to leave does so after ${say.days(one!.last.day)}; ${say.share(one!.last.survival)} are still there: more than half last.`,
      )}${few}`
    }
    const sorted = groups.filter(each => each.mean !== null).sort((a, b) => b.mean! - a.mean!)
    const [best, worst] = [sorted[0], sorted.at(-1)]
    if (p === null || !best || !worst)
      return say('Les groupes ne peuvent pas être comparés.', 'The groups cannot be compared.')
    const name = (told: string) => {
      if (!firstJourneys) return told === '' ? say('sans valeur', 'no value') : told
      return told === 'other'
        ? say('les autres premiers parcours', 'all other first journeys')
        : say(`premier parcours ${told}`, `first journey ${told}`)
    }
    return p < 0.05
      ? say(
          `Les groupes ne durent pas aussi longtemps, et le hasard l’explique mal (${say.p(p)}) : « ${name(best.name)} » tient en moyenne ${say.days(best.mean!)}, « ${name(worst.name)} » ${say.whole(worst.mean!)}.`,
          `The groups do not last equally long, and chance hardly explains it (${say.p(p)}): “${name(best.name)}” lasts ${say.days(best.mean!)} on average, “${name(worst.name)}” ${say.whole(worst.mean!)}.`,
        )
      : say(
          `Rien ne montre que les groupes durent différemment (${say.p(p)}) : l’écart peut venir du hasard.`,
          `Nothing shows that the groups last differently (${say.p(p)}): the gap may be chance.`,
        )
  })
}
