import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailWords, pipe, smsWords } from './message-texts.ts'

const cases = [
  ['Bonjour {firstName|cher client},', { firstName: 'Zoé' }, 'Bonjour Zoé,'],
  ['Bonjour {prénom|cher client},', {}, 'Bonjour cher client,'],
  ['Bonjour {firstName}, merci', {}, 'Bonjour, merci'],
  // Names are filled in by anybody: what could lead somewhere is none.
  ['Hello {firstName|you}', { firstName: 'http://evil.example' }, 'Hello you'],
  ['Hello {firstName|you}', { firstName: 'www.evil.example' }, 'Hello you'],
  ['Hello {firstName|you}', { firstName: 'Ann\r\nBcc: x@y.example' }, 'Hello you'],
  ['Hello {firstName|you}', { firstName: 'x'.repeat(61) }, 'Hello you'],
  ['Hello {firstName|you}', { firstName: 'Jean-Pierre O’Neil' }, 'Hello Jean-Pierre O’Neil'],
  ['{secret} stays', {}, '{secret} stays'],
  ['Ici : {link}', { link: 'https://a.example/s/1' }, 'Ici : https://a.example/s/1'],
] as const

for (const [text, known, expected] of cases)
  test(`${JSON.stringify(text)} for ${JSON.stringify(known).slice(0, 40)} reads ${JSON.stringify(expected)}`, () => {
    assert.equal(pipe(text, known), expected)
  })

test('what was not written in a language is said in the usual words of that language', () => {
  const texts = { invitation: { subject: { fr: 'Alors ?' } } }
  assert.equal(mailWords(texts, 'invitation', 'fr').subject, 'Alors ?')
  assert.match(mailWords(texts, 'invitation', 'en').subject, /opinion/)
})

test('an SMS without a place for the link has it at its end', () => {
  assert.equal(smsWords({ sms: { fr: 'Votre avis ?' } }, 'invitation', 'fr'), 'Votre avis ? {link}')
})
