import { makeLink } from '../contract/admitting-links.ts'
import { speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { readWords } from './words.ts'

export const link = {
  usage: `link [--email ADDRESS]
    Makes a one-time link: for the first owner, or for a member who lost their password.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { email: 'text' })
    await using voice = await speak(terminal.config)
    const email = words.option('email')
    const made = await voice.call(makeLink, { body: email === undefined ? {} : { email } })
    terminal.answer(made, () => made.link)
  },
}
