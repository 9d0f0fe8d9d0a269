import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readyQuestions } from './ready-questions.ts'
import type { Question, Survey } from './survey.ts'
import { adviceKey } from './survey-advice-key.ts'
import { surveyFaults } from './survey-faults.ts'

const label = (fr: string, en = fr) => ({ fr, en })
const of = (...list: string[]) => list.map((text, at) => ({ id: `c${at}`, label: label(text) }))
const scale = (fr: string, en: string, more: Partial<Question> = {}): Question => ({
  id: 'q',
  kind: 'csat',
  text: label(fr, en),
  min: 1,
  max: 5,
  lowLabel: label('pas du tout', 'not at all'),
  highLabel: label('tout à fait', 'completely'),
  ...more,
})
const words = (fr: string, en = fr): Question => ({ id: 'q', kind: 'text', text: label(fr, en) })
const surveyOf = (...questions: Question[]): Survey => ({
  languages: ['fr', 'en'],
  title: label('Titre', 'Title'),
  pages: [{ id: 'p', questions }],
  endings: [{ id: 'end', title: label('Merci', 'Thanks') }],
})
const codes = (survey: Survey) => surveyFaults(survey, 'test').map(({ code }) => code)
const choice = (list: string[], more: Partial<Question> = {}): Question => ({
  id: 'q',
  kind: 'single',
  text: label('Laquelle ?', 'Which one?'),
  choices: of(...list),
  ...more,
})

const told: readonly (readonly [string, Question])[] = [
  ['absolute', words('Trouvez-vous toujours ce que vous cherchez ?', 'Do you find what you look for?')],
  ['absolute', words('Que cherchez-vous ?', 'Do you always find what you look for?')],
  ['absolute', words('Êtes-vous jamais déçu ?')],
  ['double', scale('Le conseiller était-il aimable et compétent ?', 'Was the adviser friendly?')],
  ['double', scale('Le conseiller était-il aimable ?', 'Was the adviser friendly and competent?')],
  ['leading', scale('Notre service n’est-ce pas le plus simple ?', 'Is our service simple?')],
  ['leading', scale('Notre service est-il simple ?', 'Wouldn’t you say that it is simple?')],
  ['unbalanced', choice(['Excellent', 'Très bien', 'Bien', 'Mauvais'])],
  ['unbalanced', choice(['Very satisfied', 'Satisfied', 'Rather happy', 'Not satisfied'])],
  [
    'unbalanced',
    scale('Et le prix ?', 'The price?', { lowLabel: label('bien', 'good'), highLabel: label('excellent') }),
  ],
  ['no_way_out', choice(['La livraison', 'Le prix', 'Le choix'], { required: true })],
  [
    'hard_to_read',
    words(
      'Considérant l’ensemble des interactions précédemment effectuées, comment caractériseriez-vous globalement l’accompagnement personnalisé proposé ?',
    ),
  ],
]
for (const [code, question] of told)
  test(`${question.text.fr} / ${question.text.en} (${question.choices?.length ?? 0} answers): ${code} is told, and why`, () => {
    const survey = surveyOf(question)
    const fault = surveyFaults(survey, 'test').find(one => one.code === code)
    assert.ok(fault && fault.weight === 'warning' && fault.fr.length > 60, codes(survey).join())
    assert.ok(!codes({ ...survey, setAside: [adviceKey(fault)] }).includes(code), 'it can be set aside')
  })

const quiet: readonly Question[] = [
  words('Êtes-vous toujours client chez nous ?', 'Are you still a customer?'),
  words('Avez-vous déjà appelé notre service ?', 'Have you called us before?'),
  words('Et pourquoi ?', 'And why?'),
  words('Qu’est-ce qui vous a plu et déplu ?', 'What did you like and dislike?'),
  scale('Avez-vous trouvé les conditions claires ?', 'Did you find the terms and conditions clear?'),
  scale('Comment s’est passé l’aller et retour ?', 'How did it go back and forth?'),
  choice(['Oui', 'Non', 'En partie'], { required: true }),
  choice(['Moins de 25 ans', '25 à 40 ans', 'Plus de 40 ans'], { required: true }),
  choice(['Le prix', 'La livraison', 'Autre chose'], { required: true }),
  choice(['Le prix', 'La livraison', 'Je ne sais pas'], { required: true }),
  choice(['The price', 'The delivery', 'None of these'], { required: true }),
  choice(['Très satisfait', 'Satisfait', 'Insatisfait', 'Très insatisfait']),
  choice(['Good', 'Neither', 'Bad']),
  choice(['Le prix était bon', 'La livraison', 'Le choix', 'Le conseil']),
  choice(['Elle est arrivée en retard', 'Le colis était abîmé', 'Il manquait quelque chose']),
]
for (const question of quiet)
  test(`${question.text.fr} / ${question.text.en} ${question.choices?.map(one => one.label.fr).join(', ') ?? ''} gets no advice`, () => {
    assert.deepEqual(codes(surveyOf(question)), [])
  })

for (const { name, question } of readyQuestions)
  test(`the ready question ${name} gets no advice`, () => {
    assert.deepEqual(codes(surveyOf(question)), [])
  })

test('scales of several lengths on one page are told; recommendation has its own', () => {
  const nps = scale('Recommanderiez-vous ?', 'Would you recommend us?', { id: 'nps', kind: 'nps', min: 0, max: 10 })
  const seven = scale('Et le prix ?', 'And the price?', { id: 'seven', kind: 'ces', max: 7 })
  const five = scale('Le délai ?', 'The delay?')
  assert.deepEqual(codes(surveyOf(nps, five)), [])
  assert.deepEqual(codes(surveyOf(five, seven)), ['scales_mixed'])
})

const asking = { id: 'review', title: label('Laissez un avis sur Google.', 'Leave a review on Google.') }
const thanks = { id: 'end', title: label('Merci', 'Thanks') }
const happy = { question: 'q', from: 4 }
const endings: readonly (readonly [string, Survey['endings'], boolean])[] = [
  ['only those who are happy', [{ ...asking, showIf: happy }, thanks], true],
  ['all but those who are not', [{ ...thanks, showIf: { question: 'q', to: 2 } }, asking], true],
  ['everybody', [asking], false],
  ['nobody', [thanks], false],
]
for (const [who, list, isRefused] of endings)
  test(`a survey that asks ${who} for a public review is ${isRefused ? 'refused, with the reason' : 'published'}`, () => {
    const survey = { ...surveyOf(scale('Êtes-vous content ?', 'Are you happy?')), endings: list }
    const grave = surveyFaults(survey, 'hot').filter(({ weight }) => weight === 'error')
    assert.deepEqual(
      grave.map(({ code }) => code),
      isRefused ? ['review_gating'] : [],
    )
  })
