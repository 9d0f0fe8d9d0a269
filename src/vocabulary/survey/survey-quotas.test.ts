import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Quota, Survey } from './survey.ts'
import { quotaEnding, quotaFaults, quotasOf } from './survey-quotas.ts'

const words = (en: string) => ({ en })
const survey = (...quotas: Quota[]): Survey => ({
  languages: ['en'],
  title: words('A survey'),
  pages: [
    { id: 'one', questions: [{ id: 'score', kind: 'nps', text: words('?'), min: 0, max: 10 }] },
    {
      id: 'two',
      showIf: { question: 'score', to: 6 },
      questions: [
        { id: 'why', kind: 'single', text: words('?'), choices: ['a', 'b'].map(id => ({ id, label: words(id) })) },
      ],
    },
  ],
  endings: [{ id: 'end', title: words('Thanks.') }],
  quotas,
})
const all: Quota = { id: 'all', limit: 10 }
const low: Quota = { id: 'low', limit: 5, when: { question: 'score', to: 6 } }
const because: Quota = { id: 'because', limit: 5, when: { question: 'why', is: ['a'] } }

test('answers fall in every quota whose condition they meet, and in none by an answer off their way', () => {
  const of = (answers: Record<string, number | string>) =>
    quotasOf(survey(all, low, because), answers).map(({ id }) => id)
  assert.deepEqual(of({ score: 9 }), ['all'])
  assert.deepEqual(of({ score: 3, why: 'a' }), ['all', 'low', 'because'])
  assert.deepEqual(of({ score: 9, why: 'a' }), ['all'])
})

test('a quota that no answer falls in is told before publishing', () => {
  const codes = (when: Quota['when'] & object) =>
    quotaFaults(survey({ ...low, when })).map(({ code, at }) => `${code} ${at}`)
  assert.deepEqual(codes({ question: 'score', from: 11 }), ['quota_empty low'])
  assert.deepEqual(codes({ question: 'gone', from: 1 }), ['quota_unknown low'])
  assert.deepEqual(codes({ question: 'score', from: 1 }), [])
})

test('whom a full quota ends reads its own words, or the usual ones', () => {
  assert.equal(quotaEnding(all).title.en, 'Thank you. We already have enough answers like yours.')
  assert.deepEqual(quotaEnding({ ...all, title: words('Full.') }), { id: 'all', title: words('Full.') })
})
