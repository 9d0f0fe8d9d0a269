import { labelIn, type Tongue } from '../../vocabulary/label.ts'
import { type Html, html } from '../../vocabulary/map/markup.ts'
import { type MessageTexts, mailWords, pipe } from '../../vocabulary/survey/message-texts.ts'
import type { Question, Survey } from '../../vocabulary/survey/survey.ts'
import { scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import { pipedText } from '../../vocabulary/survey/survey-piping.ts'

const nothingSaid = { answers: {}, place: '' }

/** French marks stay on the line of the word before them. */
const bound = (text: string) => text.replace(/ (?=[?!:;»])/g, '\u00a0')

export type LetterWords = { readonly subject: string; readonly text: string; readonly html: string }

export type LetterFor = {
  readonly survey: Survey
  readonly texts: MessageTexts
  readonly kind: 'invitation' | 'reminder'
  readonly tongue: Tongue
  readonly firstName: string | undefined
  /** Who writes, as it stands at the foot. */
  readonly from: string
  /** The personal address, and the one at which one gets no more. */
  readonly link: string
  readonly unsubscribe: string
}

const said = {
  fr: {
    answer: 'Répondre',
    choose: 'Votre choix s’affichera sur la page : rien n’est envoyé avant que vous ne le confirmiez.',
    why: (from: string) => `${from} vous écrit parce que vous êtes client. `,
    unsubscribe: 'Ne plus recevoir d’enquêtes',
    of: (point: number, max: number) => `${point} sur ${max}`,
  },
  en: {
    answer: 'Answer',
    choose: 'Your choice will show on the page: nothing is sent before you confirm it.',
    why: (from: string) => `${from} writes to you because you are a customer. `,
    unsubscribe: 'Get no more surveys',
    of: (point: number, max: number) => `${point} of ${max}`,
  },
} as const

/** The question that is asked in the letter itself: the first one, when it is answered by a point of a scale. */
export function firstScale(survey: Survey): Question | undefined {
  const first = survey.pages[0]?.questions.find(({ kind }) => kind !== 'note')
  return first && first.showIf === undefined && first.kind in scalesOf ? first : undefined
}

/** The points of a scale, first to last. */
export const pointsOf = ({ min = 0, max = 10 }: Pick<Question, 'min' | 'max'>): readonly number[] =>
  Array.from({ length: max - min + 1 }, (_, step) => min + step)

/**
 * A letter as text and as a page. Points of the scale are links that fill the answer in and send nothing, so scanners
 * that open them do no harm. Nothing is loaded from anywhere: who reads it is not watched.
 */
export function writeLetter(letter: LetterFor): LetterWords {
  const { survey, texts, kind, tongue, firstName, from, link, unsubscribe } = letter
  const words = mailWords(texts, kind, tongue)
  const subject = pipe(words.subject, { firstName, link })
  const paragraphs = pipe(words.body, { firstName, link }).split(/\n{2,}/)
  const question = firstScale(survey)
  const asked = question && bound(pipedText(labelIn(question.text, tongue).text, nothingSaid, new Map(), tongue))
  const notice = survey.notice && labelIn(survey.notice, tongue).text
  const { answer, choose, why, unsubscribe: leave } = said[tongue]
  const text = [
    ...paragraphs,
    ...(asked ? [asked] : []),
    `${answer}${tongue === 'fr' ? ' :' : ':'} ${link}`,
    '--',
    why(from) + (notice ?? ''),
    `${leave}${tongue === 'fr' ? ' :' : ':'} ${unsubscribe}`,
  ].join('\n\n')
  const accent = survey.accent ?? '#1f5f5b'
  const page = html`<!doctype html>
<html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>
<style>
@media (prefers-color-scheme: dark) {
.sheet, .ground { background: #1b1a18 !important; }
.sheet, .sheet p, .sheet h1, .sheet a.point { color: #efece6 !important; }
.sheet a.point { background: #2a2825 !important; border-color: #6a655d !important; }
.foot, .foot a, .ends { color: #b3ada3 !important; }
}
</style></head>
<body class="ground" style="margin:0;padding:0;background:#f5f3ee">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border-radius:8px;border-top:4px solid ${accent};font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1e1d1b">
<tr><td style="padding:28px 28px 8px">
${paragraphs.map(paragraph => html`<p style="margin:0 0 16px;font-size:16px;line-height:1.5;color:#1e1d1b">${lines(paragraph)}</p>`)}
</td></tr>
<tr><td style="padding:0 28px 28px">
${question && asked ? scale(question, asked, letter, accent) : null}
<p style="margin:20px 0 0"><a href="${link}" style="display:inline-block;padding:12px 22px;border-radius:6px;background:${accent};color:${inkOn(accent)};font-size:16px;font-weight:600;text-decoration:none">${answer}</a></p>
${question && html`<p class="ends" style="margin:12px 0 0;font-size:13px;line-height:1.4;color:#6a655d">${choose}</p>`}
</td></tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px"><tr><td class="foot" style="padding:16px 28px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:13px;line-height:1.5;color:#6a655d">
${why(from)}${notice ?? ''}<br><a href="${unsubscribe}" style="color:#6a655d">${leave}</a>
</td></tr></table>
</td></tr></table></body></html>
`.markup
  return { subject, text, html: page }
}

const faces = ['☹️', '🙁', '😐', '🙂', '😀']

function scale(question: Question, asked: string, { tongue, link }: LetterFor, accent: string): Html {
  const points = pointsOf(question)
  const { kind, lowLabel, highLabel } = question
  const max = points.at(-1) ?? 10
  const face = (point: number) => (points.length === 3 ? faces[(point - 1) * 2] : faces[point - 1]) ?? point
  const shown = (point: number) =>
    kind === 'stars' ? html`${point}&nbsp;★` : kind === 'smileys' ? html`${face(point)}` : html`${point}`
  const ends = [lowLabel, highLabel].map(label => (label ? labelIn(label, tongue).text : ''))
  return html`<h1 style="margin:8px 0 14px;font-size:18px;line-height:1.4;font-weight:600;color:#1e1d1b">${asked}</h1>
<div>${points.map(
    point =>
      html`<a class="point" href="${link}?score=${point}" title="${said[tongue].of(point, max)}" style="display:inline-block;min-width:26px;padding:9px 3px;margin:0 5px 7px 0;border:1px solid ${accent};border-radius:6px;background:#ffffff;color:#1e1d1b;font-size:16px;line-height:1.3;text-align:center;text-decoration:none">${shown(point)}</a>`,
  )}</div>${
    (ends[0] || ends[1]) &&
    html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ends" align="left" style="font-size:13px;color:#6a655d">${ends[0]}</td><td class="ends" align="right" style="font-size:13px;color:#6a655d">${ends[1]}</td></tr></table>`
  }`
}

/** Line ends within a paragraph stay. */
function lines(paragraph: string): readonly Html[] {
  return paragraph.split('\n').map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`))
}

/** Black or white, whichever is read better on this colour (WCAG 2 relative luminance). */
function inkOn(colour: string): '#ffffff' | '#1e1d1b' {
  const parts = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map(part =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.32 ? '#1e1d1b' : '#ffffff'
}
