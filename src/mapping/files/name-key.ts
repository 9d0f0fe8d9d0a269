import type { Label } from '../../vocabulary/label.ts'

/** What two spellings of one name share: « Page d’Accueil » and « page d'accueil ». */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/** The keys of a label, in the languages it has. */
export function labelKeys(label: Label): readonly string[] {
  return [label.fr, label.en].flatMap(text => (text === undefined || text.trim() === '' ? [] : [nameKey(text)]))
}
