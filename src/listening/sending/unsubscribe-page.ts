import type { Tongue } from '../../vocabulary/label.ts'
import { html } from '../../vocabulary/map/markup.ts'

const said = {
  fr: {
    askTitle: 'Ne plus recevoir d’enquêtes ?',
    askText: (name: string) =>
      `${name} ne vous écrira plus pour vous demander votre avis. Le reste de son courrier ne change pas.`,
    button: 'Ne plus recevoir d’enquêtes',
    doneTitle: 'C’est fait',
    doneText: (name: string) => `${name} ne vous enverra plus d’enquêtes. Ce qui était prêt à partir est annulé.`,
    unknownTitle: 'Cette adresse ne mène à rien',
    unknownText: 'Elle est peut-être incomplète. Ouvrez le lien tel qu’il est dans le message reçu.',
  },
  en: {
    askTitle: 'Get no more surveys?',
    askText: (name: string) => `${name} will not write again to ask what you think. Its other mail does not change.`,
    button: 'Get no more surveys',
    doneTitle: 'Done',
    doneText: (name: string) => `${name} will send you no more surveys. What was about to leave is called back.`,
    unknownTitle: 'This address leads nowhere',
    unknownText: 'It may be incomplete. Open the link as it stands in the message you received.',
  },
} as const

/** A form without a programme. It is sent to its own address, so the page says no token anywhere. */
export function unsubscribePage(
  tongue: Tongue,
  state: { readonly is: 'asked' | 'done'; readonly name: string } | { readonly is: 'unknown' },
): string {
  const words = said[tongue]
  const [title, text] =
    state.is === 'unknown'
      ? [words.unknownTitle, words.unknownText]
      : state.is === 'done'
        ? [words.doneTitle, words.doneText(state.name)]
        : [words.askTitle, words.askText(state.name)]
  return html`<!doctype html>
<html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title}</title><link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/sdk/survey.css"></head>
<body><main class="end"><h1>${title}</h1><p>${text}</p>${
    state.is === 'asked' && html`<form method="post"><p class="onward"><button>${words.button}</button></p></form>`
  }</main></body></html>
`.markup
}
