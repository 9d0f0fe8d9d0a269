import type { Label, Tongue } from '../label.ts'
import type { Condition, Question, Survey } from './survey.ts'
import { writingAdvice } from './survey-advice.ts'
import { adviceKey } from './survey-advice-key.ts'
import { biasAdvice } from './survey-bias.ts'
import { type ScaleKind, type SurveyKind, scalesOf } from './survey-kinds.ts'
import { pipeFaults } from './survey-pipe-faults.ts'
import { quotaFaults } from './survey-quotas.ts'
import { canHold, mentionedIn } from './survey-reach.ts'
import { drawsOf, rotationFaults } from './survey-rotation-faults.ts'
import { accentFault, lookOf } from './survey-theme.ts'
import { variableFaults } from './survey-variable-faults.ts'
import { sourcesOf } from './survey-variables.ts'

/** Something to mend in a survey, and where. An `error` keeps it from being published; a `warning` is advice. */
export type SurveyFault = {
  readonly code: string
  readonly weight: 'error' | 'warning'
  /** The question, page, choice or ending concerned, or `#title`, `#intro`, `#notice`; none when it is the whole. */
  readonly at?: string
  readonly fr: string
  readonly en: string
}

/** Everything that is wrong with a survey before it is published, all at once, the errors first. */
export function surveyFaults(survey: Survey, kind: SurveyKind): readonly SurveyFault[] {
  const faults = [
    ...repeatedIds(survey),
    ...shapes(survey),
    ...conditions(survey),
    ...endings(survey),
    ...pipeFaults(survey),
    ...quotaFaults(survey),
    ...variableFaults(survey),
    ...rotationFaults(survey),
    ...contrast(survey),
    ...missingWords(survey),
    ...writingAdvice(survey, kind),
    ...biasAdvice(survey),
  ].filter(fault => fault.weight === 'error' || !survey.setAside?.includes(adviceKey(fault)))
  return faults.sort((a, b) => Number(a.weight === 'warning') - Number(b.weight === 'warning'))
}

const error = (code: string, at: string | undefined, fr: string, en: string): SurveyFault => ({
  code,
  weight: 'error',
  ...(at === undefined ? {} : { at }),
  fr,
  en,
})

function repeatedIds({ pages, endings, quotas, variables }: Survey): SurveyFault[] {
  const seen = new Set<string>()
  const faults: SurveyFault[] = []
  const see = (id: string, of: Set<string>) => {
    if (of.has(id))
      faults.push(error('id_repeated', id, `L’identifiant ${id} est utilisé deux fois.`, `The id ${id} is used twice.`))
    of.add(id)
  }
  for (const page of pages) {
    see(page.id, seen)
    for (const question of page.questions) {
      see(question.id, seen)
      const inside = new Set<string>()
      for (const { id } of question.choices ?? []) see(id, inside)
      const rows = new Set<string>()
      for (const { id } of question.rows ?? []) see(id, rows)
    }
  }
  for (const { id } of [...endings, ...(quotas ?? []), ...(variables ?? [])]) see(id, seen)
  return faults
}

function shapes({ pages }: Survey): SurveyFault[] {
  const questions = pages.flatMap(page => page.questions)
  if (!questions.some(({ kind }) => kind !== 'note'))
    return [error('no_question', undefined, 'Posez au moins une question.', 'Ask at least one question.')]
  return questions.flatMap(question => {
    const { id, kind, min, max, choices = [], rows = [], fields = [] } = question
    if (kind in scalesOf) {
      const scales: readonly (readonly [number, number])[] = scalesOf[kind as ScaleKind]
      if (scales.some(([low, high]) => low === min && high === max)) return []
      const known = scales.map(([low, high]) => `${low}–${high}`).join(', ')
      return [
        error(
          'scale_unknown',
          id,
          `Choisissez une échelle connue : ${known}.`,
          `Choose a scale that is known: ${known}.`,
        ),
      ]
    }
    switch (kind) {
      case 'single':
      case 'multiple':
      case 'ranking':
        if (choices.length >= 2) return []
        return [error('choices_lack', id, 'Proposez au moins deux réponses.', 'Offer at least two answers.')]
      case 'matrix':
        if (choices.length >= 2 && rows.length >= 1) return []
        return [
          error('matrix_lacks', id, 'Il faut une ligne et deux réponses.', 'One line and two answers are needed.'),
        ]
      case 'contact':
        if (fields.length > 0) return []
        return [error('fields_lack', id, 'Demandez au moins un champ.', 'Ask for at least one field.')]
      default:
        return []
    }
  })
}

/** What cannot be read is not published; the nearest colour that can is offered beside it. */
function contrast(survey: Survey): SurveyFault[] {
  const look = lookOf(survey)
  const fault = look && accentFault(look)
  if (!fault) return []
  const found = fault.found.toFixed(1)
  return [
    error(
      'contrast',
      'theme',
      `La couleur des boutons se lit mal : contraste de ${found.replace('.', ',')} au lieu de 4,5. La plus proche qui convienne : ${fault.nearest}.`,
      `The colour of buttons is hard to read: contrast ${found} instead of 4.5. The nearest that is fit: ${fault.nearest}.`,
    ),
  ]
}

/** Every condition speaks of earlier questions, in answers that they can have, and can hold. */
function conditions(survey: Survey): SurveyFault[] {
  const faults: SurveyFault[] = []
  const earlier = new Map<string, Question>()
  const draws = drawsOf(survey)
  // What nobody is asked leads nowhere either.
  const dead = new Set<string>()
  const check = (
    condition: Condition | undefined,
    at: string,
    known: ReadonlyMap<string, Question>,
    block?: string | undefined,
  ) => {
    if (!condition) return
    const misplaced = mentionedIn(condition).filter(id => !sourcesOf(survey, id).some(one => known.has(one)))
    for (const id of misplaced)
      faults.push(
        error(
          'condition_ahead',
          at,
          `La condition parle de la question ${id}, qui n’est pas posée avant.`,
          `The condition speaks of the question ${id}, which is not asked before.`,
        ),
      )
    // By lot nobody is asked some blocks together: one of the draws that come here must let it hold.
    const isReached = draws(block).some(left =>
      canHold(
        condition,
        left.size + dead.size > 0 ? new Map([...known].filter(([id]) => !left.has(id) && !dead.has(id))) : known,
        survey.variables,
      ),
    )
    if (misplaced.length === 0 && !isReached)
      faults.push(
        error(
          'never_asked',
          at,
          'Aucune réponse ne mène ici : la condition ne peut jamais être remplie.',
          'No answer leads here: the condition can never hold.',
        ),
      )
  }
  for (const page of survey.pages) {
    const before = faults.length
    check(page.showIf, page.id, earlier, page.block)
    if (faults.length > before) for (const { id } of page.questions) dead.add(id)
    for (const question of page.questions) {
      const held = faults.length
      check(question.showIf, question.id, earlier, page.block)
      if (page.showIf && question.showIf)
        check({ all: [page.showIf, question.showIf] }, question.id, earlier, page.block)
      if (faults.length > held) dead.add(question.id)
      const conditions = [page.showIf, question.showIf].filter(one => one !== undefined)
      earlier.set(
        question.id,
        conditions.length === 2
          ? { ...question, showIf: { all: conditions } }
          : { ...question, ...(conditions[0] ? { showIf: conditions[0] } : {}) },
      )
    }
  }
  for (const ending of survey.endings) check(ending.showIf, ending.id, earlier)
  return faults
}

function endings({ endings: all }: Survey): SurveyFault[] {
  const open = all.findIndex(({ showIf }) => !showIf)
  if (all.length === 0 || open === -1)
    return [
      error(
        'no_ending',
        '#endings',
        'Ajoutez une fin sans condition : sinon certaines réponses ne mènent à aucune.',
        'Add an ending without a condition: otherwise some answers lead to none.',
      ),
    ]
  return all
    .slice(open + 1)
    .map(({ id }) =>
      error(
        'ending_hidden',
        id,
        'Cette fin vient après une fin sans condition : personne ne la verra.',
        'This ending comes after one without a condition: nobody will see it.',
      ),
    )
}

const names = { fr: { fr: 'français', en: 'French' }, en: { fr: 'anglais', en: 'English' } } as const

/** Words that lack in a language that the survey speaks. Lacking in all of them, nothing could be read. */
function missingWords(survey: Survey): SurveyFault[] {
  const faults: SurveyFault[] = []
  const see = (label: Label | undefined, at: string | undefined) => {
    if (!label) return
    const lacking = survey.languages.filter(tongue => !(label[tongue] ?? '').trim())
    if (lacking.length === 0) return
    const nowhere = lacking.length === survey.languages.length
    const listed = (of: Tongue) => lacking.map(tongue => names[tongue][of]).join(', ')
    faults.push({
      code: 'words_lack',
      weight: nowhere ? 'error' : 'warning',
      ...(at === undefined ? {} : { at }),
      fr: nowhere
        ? 'Ce texte est vide.'
        : `Ce texte manque en ${listed('fr')} : l’autre langue sera montrée à sa place.`,
      en: nowhere ? 'This text is empty.' : `This text lacks in ${listed('en')}: the other language will be shown.`,
    })
  }
  see(survey.title, '#title')
  see(survey.intro, '#intro')
  see(survey.notice, '#notice')
  for (const question of survey.pages.flatMap(page => page.questions)) {
    for (const label of [question.text, question.help, question.lowLabel, question.highLabel]) see(label, question.id)
    for (const one of [...(question.choices ?? []), ...(question.rows ?? [])]) see(one.label, question.id)
  }
  for (const one of survey.variables ?? [])
    for (const label of [one.label, ...(one.bands ?? []).map(band => band.label)]) see(label, one.id)
  for (const quota of survey.quotas ?? []) for (const label of [quota.title, quota.text]) see(label, quota.id)
  for (const ending of survey.endings) for (const label of [ending.title, ending.text]) see(label, ending.id)
  return faults
}
