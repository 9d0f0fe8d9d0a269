import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactColumns } from '../../collecting/migrations.ts'
import { conversationProperties, reasonProperties } from '../../vocabulary/contact.ts'

test('the columns that keep reasons and conversations are told by the properties that contacts are told by', () => {
  assert.deepEqual(
    [contactColumns.contact_reason, contactColumns.contact_conversation],
    [reasonProperties, conversationProperties],
  )
})
