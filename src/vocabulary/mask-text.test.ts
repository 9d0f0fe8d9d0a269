import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedText } from './mask-text.ts'

test('what people wrote is read without the addresses, numbers and accounts in it', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Écrivez à camille.renaud@example.org, merci.', 'Écrivez à c•••@example.org, merci.'],
    ['Call 06 12 34 56 78 after six', 'Call ••• 78 after six'],
    ['tel: 06.12.34.56.78', 'tel: ••• 78'],
    ['(+33) 6 12 34 56 78', '••• 78'],
    ['+33612345678!', '••• 78!'],
    ['0033 6 12 34 56 78', '••• 78'],
    ['+44 20 7946 0958', '••• 58'],
    ['IBAN FR76 3000 6000 0112 3456 7890 189 et merci', 'IBAN ••• et merci'],
    ['DE89370400440532013000', '•••'],
    ['My card 4111 1111 1111 1111 was charged twice', 'My card ••• was charged twice'],
    ['Numéro 1 85 05 78 006 084 91', 'Numéro •••'],
  ]
  for (const [said, shown] of cases) assert.equal(maskedText(said), shown)
})

test('days, prices, orders and words stay as they were written', () => {
  const same = [
    'Arrived on 12/11/2026 14:30, not on 01-02-2026 09:15.',
    'Paid 1 299,00 € for order C-104-29817.',
    'Order 20261122001 of 2026-11-22 took 3 h.',
    'Everything was fine, thank you!',
    'From 9 to 10, page 4/5, version 1.2.3',
  ]
  for (const said of same) assert.equal(maskedText(said), said)
})
