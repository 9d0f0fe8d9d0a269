import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answers, Question, Survey } from './survey.ts'
import { beginCall, type Heard, hear, isWhole, leftOut, speak, type VoiceDialogue } from './voice-dialogue.ts'

const fr = (text: string) => ({ fr: text })
const question = (id: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id,
  kind,
  text: fr(`${id} ?`),
  ...more,
})
const nps = question('score', 'nps', { required: true, min: 0, max: 10, lowLabel: fr('pas du tout') })
const choices = ['a', 'b', 'c'].map(id => ({ id, label: fr(id.toUpperCase()) }))

const surveyOf = (...pages: (readonly Question[])[]): Survey => ({
  languages: ['fr'],
  title: fr('Votre avis'),
  pages: pages.map((questions, at) => ({ id: `p${at}`, questions: [...questions] })),
  endings: [{ id: 'end', title: fr('Merci.') }],
})

/** A whole call: each thing that was heard in turn. */
function called(survey: Survey, heard: readonly (Heard | string)[], recording: VoiceDialogue['recording'] = 'notice') {
  const dialogue: VoiceDialogue = { survey, tongue: 'fr', recording }
  let state = beginCall(dialogue)
  let answers: Answers = {}
  const said = [speak(dialogue, state, answers).say.join(' ')]
  for (const one of heard) {
    const turn = hear(dialogue, state, answers, typeof one === 'string' ? { digits: one } : one)
    state = turn.state
    answers = turn.answers
    said.push(speak(dialogue, state, answers).say.join(' '))
  }
  return { state, answers, said, last: speak(dialogue, state, answers) }
}

describe('what is pressed', () => {
  const single = question('one', 'single', { required: true, choices })
  const several = question('all', 'multiple', { required: true, choices })
  const cases: readonly (readonly [string, Question, string, unknown])[] = [
    ['1 then 0 is 10, not 1', nps, '10', 10],
    ['1 and the hash key is 1', nps, '1#', 1],
    ['0 is a score', nps, '0', 0],
    ['11 is no score of ten', nps, '11', undefined],
    ['01 is not guessed at', nps, '01', undefined],
    ['nothing is no score', nps, '', undefined],
    ['star does not pass what is required', nps, '*', undefined],
    ['a key for each choice', single, '2', 'b'],
    ['a key without a choice', single, '4', undefined],
    ['two keys for one choice', single, '12', undefined],
    ['several choices', several, '31#', ['c', 'a']],
    ['a choice twice', several, '11#', undefined],
    ['yes', question('ok', 'consent'), '1', true],
    ['a number', question('n', 'number', { max: 40 }), '12#', 12],
    ['a number beyond its end', question('n', 'number', { max: 40 }), '41#', undefined],
  ]
  for (const [name, asked, digits, expected] of cases)
    test(name, () => {
      const { answers, state } = called(surveyOf([asked]), [digits])
      assert.deepEqual(answers[asked.id], expected)
      assert.equal(state.wrong, expected === undefined ? 1 : 0)
    })
})

test('a telephone waits after 1 where 10 may follow, and for nothing where one key is all', () => {
  const ten = speak({ survey: surveyOf([nps]), tongue: 'fr', recording: 'off' }, called(surveyOf([nps]), []).state, {})
  assert.deepEqual(
    ['1', '10', '1#'].map(digits => isWhole(digits, ten.expect)),
    [false, true, true],
  )
  assert.match(
    ten.say.join(' '),
    /Votre avis .*score \? Tapez une note de 0 à 10\. 0 : pas du tout\. Terminez par dièse/,
  )
})

test('two inputs that are not understood end the call with thanks, and what was said before stays', () => {
  const survey = surveyOf([nps, question('again', 'csat', { required: true, min: 1, max: 5 })])
  const { state, answers, said, last } = called(survey, ['9', '7', ''])
  assert.equal(state.end, 'gaveUp')
  assert.deepEqual(answers, { score: 9 })
  assert.match(said[2]!, /^Nous n’avons pas compris\. again \?/)
  assert.match(said[3]!, /Merci de votre appel/)
  assert.equal(last.expect, null)
  // A good answer between two wrong ones clears the first.
  assert.equal(called(survey, ['12', '9', '7']).state.end, null)
})

test('questions that no voice can ask are left out and told, the way goes on past them, and the call ends with the ending', () => {
  const survey = surveyOf(
    [nps, question('who', 'contact', { required: true, fields: ['email'] })],
    [question('word', 'text', { required: true, showIf: { question: 'score', to: 6 } })],
    [question('note', 'note'), question('fair', 'csat', { min: 1, max: 5 })],
  )
  assert.deepEqual(
    leftOut(survey, 'off').map(({ question: { id }, why }) => [id, why]),
    [
      ['who', 'kind'],
      ['word', 'notRecorded'],
    ],
  )
  const { state, answers, said } = called(survey, ['10', '4'], 'off')
  assert.deepEqual([state.end, answers], ['done', { score: 10, fair: 4 }])
  assert.match(said[1]!, /^note \? fair \?/)
  assert.equal(said[2], 'Merci.')
})

test('nothing is recorded before it was said, and nobody has to speak', () => {
  const survey = surveyOf([nps], [question('word', 'text', { required: true })])
  const told = called(survey, ['3'], 'notice')
  assert.match(told.said[1]!, /enregistré pour être mis par écrit/)
  assert.equal(told.last.expect?.kind, 'record')
  assert.equal(called(survey, ['3', {}], 'notice').state.end, 'done')
  assert.deepEqual(called(survey, ['3', { words: 'Trop long.' }]).answers, { score: 3, word: 'Trop long.' })
  assert.deepEqual(called(survey, ['3', { recorded: true }]).state.awaited, ['word'])
  // With their agreement first: the key comes before the tone.
  const asked = called(survey, ['3'], 'consent')
  assert.equal(asked.last.expect?.kind, 'digits')
  assert.equal(called(survey, ['3', '1'], 'consent').last.expect?.kind, 'record')
  assert.deepEqual(called(survey, ['3', '2'], 'consent').answers, { score: 3 })
})

test('what was said is repeated in what comes after', () => {
  const survey = surveyOf([nps], [question('sure', 'consent', { text: fr('Vous avez dit {answer:score} ?') })])
  assert.match(called(survey, ['8']).said[1]!, /Vous avez dit 8 \?/)
})
