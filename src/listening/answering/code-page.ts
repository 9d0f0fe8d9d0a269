import { labelIn, type Tongue } from '../../vocabulary/label.ts'
import { html } from '../../vocabulary/map/markup.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { pageWords } from './page-words.ts'
import { surveyDocument } from './survey-page.ts'

/** Asks whether the mail of an invitation is read by whoever opens it. */
export function codePage(
  survey: Survey,
  tongue: Tongue,
  {
    address,
    to,
    isSent,
    trouble,
  }: {
    readonly address: string
    /** Where the code goes, masked; undefined where there is no address. */
    readonly to: string | undefined
    readonly isSent: boolean
    readonly trouble: string | undefined
  },
): string {
  const said = pageWords[tongue].code
  const title = labelIn(survey.title, tongue).text
  const send = html`<form method="post" action="${address}"><p class="onward"><button${isSent && html` class="plain"`}>${isSent ? said.again : said.send}</button></p></form>`
  const enter = html`<form method="post" action="${address}"><div class="question"><label for="code"><h2>${said.enter}</h2></label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]*" maxlength="12" required></div>
<p class="onward"><button>${said.open}</button></p></form>`
  const body = html`<main><h1>${title}</h1>${trouble && html`<p class="fault" role="alert">${trouble}</p>`}
<p class="intro">${to ? (isSent ? said.sentTo(to) : said.why(to)) : said.noAddress}</p>${to && isSent && enter}${to && send}</main>`
  return surveyDocument(tongue, `${said.title} · ${title}`, body, survey)
}
