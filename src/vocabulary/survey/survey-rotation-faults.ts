import type { Survey } from './survey.ts'
import { blocksOf } from './survey-deal.ts'
import type { SurveyFault } from './survey-faults.ts'

const mostDraws = 250

/**
 * The ways in which blocks can be drawn, each as the questions that are left out: of those that hold a block, or of all.
 * One way that leaves nothing out where there is no rotation, or where there are too many ways to try.
 */
export function drawsOf(survey: Survey): (block?: string) => readonly ReadonlySet<string>[] {
  const blocks = blocksOf(survey)
  const take = survey.rotate?.take ?? blocks.length
  const whole = [new Set<string>()]
  if (take >= blocks.length) return () => whole
  let drawn: readonly (readonly string[])[] = [[]]
  for (const [at, block] of blocks.entries()) {
    const after = blocks.length - at - 1
    drawn = drawn.flatMap(some => [
      ...(some.length < take ? [[...some, block]] : []),
      ...(some.length + after >= take ? [some] : []),
    ])
    if (drawn.length > mostDraws) return () => whole
  }
  const left = drawn.map(some => ({
    some,
    out: new Set(
      survey.pages
        .filter(page => page.block !== undefined && !some.includes(page.block))
        .flatMap(page => page.questions.map(({ id }) => id)),
    ),
  }))
  return block => left.filter(({ some }) => block === undefined || some.includes(block)).map(({ out }) => out)
}

export function rotationFaults(survey: Survey): readonly SurveyFault[] {
  const { rotate } = survey
  if (!rotate) return []
  const amount = blocksOf(survey).length
  if (amount === 0 || rotate.take < amount) return []
  return [
    {
      code: 'rotation_idle',
      weight: 'error',
      at: '#rotation',
      fr: `Il y a ${amount} bloc(s) et chacun en reçoit ${rotate.take} : rien n’est tiré au sort. Ajoutez un bloc, ou demandez-en moins.`,
      en: `There are ${amount} block(s) and each person is asked ${rotate.take}: nothing is drawn. Add a block, or ask fewer.`,
    },
  ]
}
