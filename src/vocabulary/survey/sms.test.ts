import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainNumber } from '../phone-number.ts'
import { beginSms, hearSms, smsQuestion } from './sms-dialogue.ts'
import { isStop, readSmsReply } from './sms-reply.ts'
import { countSms, narrowSms } from './sms-segments.ts'
import type { Answers, Survey } from './survey.ts'

const counted = [
  ['', 'GSM-7', 0, ''],
  ['a'.repeat(160), 'GSM-7', 1, ''],
  ['a'.repeat(161), 'GSM-7', 2, ''],
  ['a'.repeat(306), 'GSM-7', 2, ''],
  ['a'.repeat(307), 'GSM-7', 3, ''],
  ['é è à ù É Ç', 'GSM-7', 1, ''],
  ['€'.repeat(80), 'GSM-7', 1, ''],
  ['€'.repeat(81), 'GSM-7', 2, ''],
  // A character of two septets is not cut: 152 and one of two do not fit in 153.
  [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 'GSM-7', 2, ''],
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3, ''],
  [`ç${'a'.repeat(69)}`, 'UCS-2', 1, 'ç'],
  [`ç${'a'.repeat(70)}`, 'UCS-2', 2, 'ç'],
  [`ç${'a'.repeat(133)}`, 'UCS-2', 2, 'ç'],
  [`ç${'a'.repeat(134)}`, 'UCS-2', 3, 'ç'],
  ['l’œuvre où ê ô î û ë ï À Ê', 'UCS-2', 1, '’œêôîûëïÀÊ'],
  ['😀'.repeat(35), 'UCS-2', 1, '😀'],
  ['😀'.repeat(36), 'UCS-2', 2, '😀'],
] as const

for (const [text, encoding, segments, offending] of counted)
  test(`${JSON.stringify(text).slice(0, 24)} of ${text.length} goes as ${segments} in ${encoding}`, () => {
    const told = countSms(text)
    assert.deepEqual([told.encoding, told.segments, told.offending.join('')], [encoding, segments, offending])
  })

test('what is offered instead of the characters that cost says the same, in one segment', () => {
  const text = narrowSms('Ça va ? L’avis « reçu » de Noël – c’est où… 😀')
  assert.equal(
    text,
    'Ça va ? L\'avis "reçu" de Noël - c\'est où... 😀'.replace(/[çë]/g, one => ({ ç: 'c', ë: 'e' })[one] ?? one),
  )
  assert.deepEqual(countSms(text).offending, ['😀'])
})

const replies = [
  ['10', { kind: 'score', score: 10, comment: '' }],
  ['10 super', { kind: 'score', score: 10, comment: 'super' }],
  [' 9, très bien!', { kind: 'score', score: 9, comment: 'très bien!' }],
  ['8/10', { kind: 'score', score: 8, comment: '' }],
  ['8 / 10 merci', { kind: 'score', score: 8, comment: 'merci' }],
  ['dix mille', { kind: 'words', text: 'dix mille' }],
  ['11', { kind: 'words', text: '11' }],
  ['9,5', { kind: 'words', text: '9,5' }],
  ['8 10', { kind: 'words', text: '8 10' }],
  ['-1', { kind: 'words', text: '-1' }],
  ['10000', { kind: 'words', text: '10000' }],
  ['10e', { kind: 'words', text: '10e' }],
  ['Stop', { kind: 'stop' }],
  ['ARRÊT', { kind: 'stop' }],
  ['stop 36180', { kind: 'stop' }],
] as const

for (const [text, expected] of replies)
  test(`${JSON.stringify(text)} sent back is read as ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readSmsReply(text, { min: 0, max: 10 }), expected)
  })

test('words that only begin like a stop are words', () => {
  assert.deepEqual(['stopper', 'arrêtez de mentir sur vos délais', 'Non stop, c’est bien'].map(isStop), [
    false,
    false,
    false,
  ])
  assert.deepEqual(['STOP', 'desabo', 'Arret.', 'DÉSABO'].map(isStop), [true, true, true, true])
})

test('a number is one number however people write it, and what is none is refused', () => {
  const told = ['06 12 34 56 78', '+33612345678', '0033612345678', '+33 (0)6 12 34 56 78'].map(one => plainNumber(one))
  assert.deepEqual(new Set(told), new Set(['+33612345678']))
  assert.deepEqual(
    ['12', '', 'abc', '0000000000'].map(one => plainNumber(one)),
    [undefined, undefined, undefined, undefined],
  )
})

const asked: Survey = {
  languages: ['fr'],
  title: { fr: 'Votre avis' },
  pages: [
    {
      id: 'p',
      questions: [
        { id: 'score', kind: 'nps', text: { fr: 'Nous recommanderiez-vous ?' }, required: true, min: 0, max: 10 },
        { id: 'who', kind: 'contact', text: { fr: 'Qui ?' }, fields: ['email'] },
        { id: 'why', kind: 'text', text: { fr: 'Pourquoi {answer:score} ?' }, limit: 40 },
      ],
    },
  ],
  endings: [{ id: 'end', title: { fr: 'Merci.' } }],
}

const dialogues = [
  ['a score, then a comment', ['9', 'Rapide'], { score: 9, why: 'Rapide' }, ['next', 'thanks']],
  ['both at once', ['10 super'], { score: 10, why: 'super' }, ['thanks']],
  [
    'words where a score is awaited, one polite retry, then the score',
    ['dix mille', '7'],
    { score: 7 },
    ['again', 'next'],
  ],
  ['words twice: silence', ['dix mille', 'vingt', '7'], {}, ['again', 'nothing', 'nothing']],
  ['a number where a comment is awaited is the comment', ['9', '8'], { score: 9, why: '8' }, ['next', 'thanks']],
  [
    'a comment too long is asked once more',
    ['9', 'x'.repeat(41), 'court'],
    { score: 9, why: 'court' },
    ['next', 'again', 'thanks'],
  ],
  ['STOP whatever is awaited', ['9', 'Stop'], { score: 9 }, ['next', 'stop']],
] as const

for (const [name, told, answers, replies] of dialogues)
  test(`by SMS: ${name}`, () => {
    let state = beginSms(asked)
    let given: Answers = {}
    const heard = told.map(text => {
      const turn = hearSms(asked, state, given, text)
      state = turn.state
      given = turn.answers
      return turn.reply
    })
    assert.deepEqual([given, heard], [answers, replies])
  })

test('a question by SMS says how it is answered, and repeats what was said', () => {
  assert.equal(
    smsQuestion(asked, beginSms(asked), {}, 'fr'),
    'Nous recommanderiez-vous ? Répondez par un nombre de 0 à 10.',
  )
  const { state, answers } = hearSms(asked, beginSms(asked), {}, '6')
  assert.equal(smsQuestion(asked, state, answers, 'fr'), 'Pourquoi 6 ?')
})
