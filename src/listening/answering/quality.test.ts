import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { isLanguages } from './flags-of.ts'
import { isStraightLine, likenessOf } from './quality.ts'

const both = (text: string) => ({ fr: text, en: text })
const ids = (...all: string[]) => all.map(id => ({ id, label: both(id) }))
const survey: Survey = {
  languages: ['fr', 'en'],
  title: both('Rows'),
  pages: [
    {
      id: 'one',
      questions: [
        { id: 'm', kind: 'matrix', text: both('Rows'), rows: ids('a', 'b', 'c', 'd', 'e'), choices: ids('no', 'yes') },
      ],
    },
  ],
  endings: [],
}

test('one column all the way down is told, and neither a choice of several nor a few lines are', () => {
  const cases: readonly (readonly [Record<string, string>, boolean])[] = [
    [{ a: 'yes', b: 'yes', c: 'yes', d: 'yes', e: 'yes' }, true],
    [{ a: 'yes', b: 'yes', c: 'yes', d: 'yes' }, true],
    [{ a: 'yes', b: 'no', c: 'yes', d: 'yes', e: 'yes' }, false],
    [{ a: 'yes', b: 'yes', c: 'yes' }, false],
  ]
  for (const [answer, told] of cases) assert.equal(isStraightLine(survey, { m: answer }), told, JSON.stringify(answer))
  assert.equal(isStraightLine(survey, {}), false)
})

test('words are known again whatever their accents and marks, in one survey, and what everybody says is not', () => {
  const secrets = { secret: () => Buffer.alloc(32) }
  const like = (text: string, survey = 'a') => likenessOf(secrets, survey, text)?.toString('hex')
  const said = 'Le livreur était très aimable, merci !'
  for (const same of ['le livreur etait tres aimable merci', '  LE LIVREUR ÉTAIT\nTRÈS AIMABLE... MERCI'])
    assert.equal(like(same), like(said))
  for (const other of ['Le livreur était peu aimable, merci !']) assert.notEqual(like(other), like(said))
  assert.notEqual(like(said, 'b'), like(said))
  for (const short of ['', 'RAS', 'Rien à signaler', 'Très bien, merci !']) assert.equal(like(short), undefined)
})

test('a browser says which languages it wants; what says none, or no language at all, is doubtful', () => {
  const browsers = ['fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7', 'en', 'en-US,en;q=0.5', 'zh-Hant-TW, zh; q=0.9, *;q=0.1']
  for (const told of browsers) assert.ok(isLanguages(told), told)
  for (const told of [null, '', '*', 'xx_YY', 'english', 'fr;q=9', '<script>']) assert.ok(!isLanguages(told), `${told}`)
})
