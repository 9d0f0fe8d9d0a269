import { type PlainAnswer, saying } from '../survey/plain-answer.ts'
import type { MomentJudgement } from './moment-judgement.ts'

/** What is known of one touchpoint, in words. `outcome` is what was looked for after the experience. */
export function momentSentence(judged: MomentJudgement, outcome: PlainAnswer): PlainAnswer {
  const { impact, intensity, status } = judged
  return saying(say => {
    const what = say(outcome.fr, outcome.en)
    const effect = impact
      ? say(
          `Après une bonne expérience, ${say.points(impact.difference)} de clients ${what} par rapport à une mauvaise (entre ${say.points(impact.low)} et ${say.points(impact.high)}).`,
          `After a good experience, ${say.points(impact.difference)} of customers ${what} compared with a bad one (between ${say.points(impact.low)} and ${say.points(impact.high)}).`,
        )
      : say(
          `Trop peu de clients pour juger : ${say.whole(judged.good)} contents et ${say.whole(judged.bad)} mécontents${judged.detectable === null ? '' : `, de quoi ne voir qu’un écart d’au moins ${say.points(judged.detectable).replace('+', '')}`}.`,
          `Too few customers to judge: ${say.whole(judged.good)} happy and ${say.whole(judged.bad)} unhappy${judged.detectable === null ? '' : `, enough to see only a difference of ${say.points(judged.detectable).replace('+', '')} or more`}.`,
        )
    switch (status) {
      case 'proven':
        return `${say('Ce qui s’y passe décide de la suite.', 'What happens here decides what comes next.')} ${effect}`
      case 'emotionalPeak':
        return `${say(
          `On y ressent fort (${say.share(intensity!.share)} de réponses extrêmes, ${say.share(intensity!.elsewhere)} ailleurs), sans effet établi sur la suite.`,
          `Feelings are strong here (${say.share(intensity!.share)} of answers are extreme, ${say.share(intensity!.elsewhere)} elsewhere), with no established effect on what comes next.`,
        )} ${effect}`
      case 'notSupported':
        return `${say('Rien n’en fait un moment de vérité : l’effet est nul ou presque.', 'Nothing makes it a moment of truth: the effect is nought or nearly.')} ${effect}`
      case 'hypothesis':
        return `${say('Déclaré par l’équipe, pas encore établi.', 'Declared by the team, not established yet.')} ${effect}`
      case 'unsettled':
        return `${say('Rien d’établi.', 'Nothing established.')} ${effect}`
      default:
        return status satisfies never
    }
  })
}
