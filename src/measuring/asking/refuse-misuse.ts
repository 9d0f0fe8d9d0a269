import { problem } from '../../vocabulary/problem.ts'

/** What many questions are asked alike, and what none of them can mean. */
export type AskedAlike = { readonly from?: unknown; readonly to?: unknown; readonly cursor?: unknown }

/**
 * Refuses what would be answered with something else than was meant: a period in which nothing can lie, as if nothing had
 * been lived; a page that no list gave, as if the list began anew. @throws problem `input_invalid`.
 */
export function refuseMisuse({ from, to, cursor }: AskedAlike): void {
  if (typeof from === 'string' && typeof to === 'string' && !(new Date(from) < new Date(to)))
    throw problem('input_invalid', {
      reason: {
        en: `the period begins on ${from} and ends on ${to}, so nothing lies in it; say an end that is later`,
        fr: `la période commence le ${from} et finit le ${to}, si bien qu’elle ne contient rien ; donnez une fin plus tardive`,
      },
    })
  if (typeof cursor === 'string' && !givenPage.test(cursor))
    throw problem('input_invalid', {
      reason: {
        en: `the page “${cursor.slice(0, 40)}” is none that a list gave; say the cursor of the answer before, or none for the first page`,
        fr: `la page « ${cursor.slice(0, 40)} » n’est donnée par aucune liste ; dites le curseur de la réponse d’avant, ou rien pour la première page`,
      },
    })
}

/** So many rows on, or after that alert. */
const givenPage = /^(\d{0,9}|alr_[0-9A-Z]{1,30})$/

/** A touchpoint is one of a map: without it, all contacts would be told as if they were of it. @throws `input_invalid`. */
export function refuseTouchpointAlone(said: {
  readonly map?: string | undefined
  readonly touchpoint?: string | undefined
}): void {
  if (said.touchpoint === undefined || said.map !== undefined) return
  throw problem('input_invalid', {
    reason: {
      en: 'a touchpoint is named without its map; say the map too',
      fr: 'un point de contact est nommé sans sa carte ; dites aussi la carte',
    },
  })
}
