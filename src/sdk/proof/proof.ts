import { quiet } from '../quiet.ts'
import { solve } from './solve.ts'

/**
 * Does the work that a page asks of a browser before it takes a first answer, while people read. A form that is sent
 * earlier waits for it.
 */
quiet(() => {
  const field = document.querySelector<HTMLInputElement>('input[data-challenge]')
  const form = field?.form
  if (!field || !form) return
  const work = solve(field.dataset.challenge ?? '').then(
    proof => {
      field.value = proof
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
