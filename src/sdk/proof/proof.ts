import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/sha'
import { quiet } from '../quiet.ts'

/**
 * Does the work that a page asks of a browser before it takes a first answer, while people read. A form that is sent
 * earlier waits for it.
 */
quiet(() => {
  const field = document.querySelector<HTMLInputElement>('input[data-challenge]')
  const form = field?.form
  if (!field || !form) return
  const challenge = JSON.parse(field.dataset.challenge ?? '') as Challenge
  const work = solveChallenge({ challenge, deriveKey }).then(
    solution => {
      field.value = JSON.stringify({ challenge, solution })
    },
    // The server says what lacks.
    () => {},
  )
  let isDone = false
  void work.then(() => {
    isDone = true
  })
  form.addEventListener('submit', event => {
    if (isDone) return
    event.preventDefault()
    void work.then(() => form.requestSubmit())
  })
})()
