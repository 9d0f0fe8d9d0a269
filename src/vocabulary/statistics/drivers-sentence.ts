import { type PlainAnswer, saying } from '../survey/plain-answer.ts'
import { fewestForDrivers } from './key-drivers.ts'

export type DriversFacts = {
  readonly customers: number
  readonly explained: number | null
  readonly drivers: readonly { readonly share: number | null; readonly significant: boolean }[]
  readonly indicators: readonly { readonly validated: boolean }[]
}

/** Whether what was lived tells anything of the answers, in words. Names are said beside. */
export function driversSentence({ customers, explained, drivers, indicators }: DriversFacts): PlainAnswer {
  return saying(say => {
    if (customers === 0)
      return say(
        'Personne n’a répondu après avoir vécu quelque chose sur cette période.',
        'Nobody answered after having lived something in this period.',
      )
    if (explained === null)
      return say(
        `${say.whole(customers)} clients ne suffisent pas, ou répondent tous pareil : un classement en demande ${fewestForDrivers} dont les réponses diffèrent.`,
        `${say.whole(customers)} customers are too few, or all answer the same: a ranking takes ${fewestForDrivers} whose answers differ.`,
      )
    const sure = drivers.filter(each => each.significant).length
    const validated = indicators.filter(each => each.validated).length
    return [
      say(
        `Ce qui a été vécu explique ${say.share(explained)} des écarts entre les réponses.`,
        `What was lived explains ${say.share(explained)} of the differences between answers.`,
      ),
      sure === 0
        ? say(
            'Aucun élément ne s’en détache à coup sûr : ne lisez pas d’ordre dans ce qui suit.',
            'Nothing stands out for sure: read no order into what follows.',
          )
        : say(
            `${say.whole(sure)} élément(s) y ajoutent quelque chose que le hasard n’explique pas.`,
            `${say.whole(sure)} of these add something that chance does not explain.`,
          ),
      validated === 0
        ? say('Rien n’annonce à l’avance une mauvaise réponse.', 'Nothing announces a low answer beforehand.')
        : say(
            `${say.whole(validated)} annoncent une mauvaise réponse, vérifié sur des jours postérieurs.`,
            `${say.whole(validated)} announce a low answer, checked on later days.`,
          ),
    ].join(' ')
  })
}
