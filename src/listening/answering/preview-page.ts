import type { previewPage as previewPageRoute } from '../../contract/listening.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { exampleAnswers, pipedSurvey } from '../../vocabulary/survey/survey-piping.ts'
import { endPage, surveyPage } from './survey-page.ts'

/** A page with every question that it may ask, by the same hand that draws the one people answer; no page is the end. */
export async function previewPage({ now }: Context, { body }: InputOf<typeof previewPageRoute>): Promise<LeavingFile> {
  const { page, language } = body
  const place = language === 'fr' ? 'notre boutique' : 'our shop'
  const survey = pipedSurvey(body.survey, { answers: exampleAnswers(body.survey), place })
  const path = survey.pages.map(one => ({ page: one, questions: one.questions }))
  const at = path.find(one => one.page.id === page)
  const shown = { survey, tongue: language, path, answers: {}, faults: [], address: '', since: now().getTime() }
  const markup = at ? surveyPage({ ...shown, at }) : endPage(survey, language, {})
  return { name: 'preview.html', contentType: 'text/html; charset=utf-8', content: new TextEncoder().encode(markup) }
}
