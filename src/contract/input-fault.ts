import type { z } from 'zod'
import { isKeepable } from '../vocabulary/label.ts'
import { type Problem, problem } from '../vocabulary/problem.ts'

/** Where something was said that means nothing. */
export type Place = 'address' | 'query' | 'body'

type Sentence = { readonly fr: string; readonly en: string }
type Issue = z.core.$ZodIssue

const places: Readonly<Record<Place, Sentence>> = {
  address: { fr: 'l’adresse', en: 'the address' },
  query: { fr: 'ce qui suit le « ? » de l’adresse', en: 'what follows the “?” of the address' },
  body: { fr: 'le corps de la demande', en: 'the body of the request' },
}

/**
 * What a schema refused, as a refusal that a reader can act on: what was found, and what is expected instead. The
 * sentences of the schema itself are for programmers, and in English only.
 */
export function inputFault(issues: readonly Issue[], said: unknown, place: Place): Problem {
  const told = issues.slice(0, 50).map(issue => ({ path: issue.path.join('.'), ...sentenceOf(issue, said, place) }))
  const { en, fr } = told[0] ?? { en: 'it is not understood', fr: 'elle n’est pas comprise' }
  return problem('input_invalid', {
    reason: { en, fr },
    issues: told.map(each => ({ path: each.path, message: each.en })),
  })
}

/** Refuses what no store can keep or look for: a null character, half a sign. @throws problem `input_invalid`. */
export function refuseUnkeepable(said: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(said)) {
    if (!isKeepable(name) || !isKeepable(value)) throw unkeepable(nameOf(name, 'query'))
  }
}

/** The refusal of text that holds a null character or half a sign, as pasting brings them. */
export function unkeepable(where: Sentence): Problem {
  return problem('input_invalid', {
    reason: {
      en: `${where.en} holds characters that cannot be kept, such as a null character; write it again without them`,
      fr: `${where.fr} contient des caractères qui ne se gardent pas, comme un caractère nul ; écrivez-le de nouveau sans eux`,
    },
  })
}

export const somewhere: Sentence = { fr: 'un texte de la demande', en: 'a text of the request' }

/** Refuses what is said twice: of two answers to one question, none is meant for sure. @throws problem `input_invalid`. */
export function refuseRepeated(said: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, values] of Object.entries(said)) {
    if (values.length < 2) continue
    const [first, second] = values.map(found)
    throw problem('input_invalid', {
      reason: {
        en: `“${name}” is said ${values.length} times, ${first!.en} and ${second!.en}; say it once`,
        fr: `« ${name} » est dit ${values.length} fois, ${first!.fr} et ${second!.fr} ; dites-le une seule fois`,
      },
    })
  }
}

function sentenceOf(issue: Issue, said: unknown, place: Place): Sentence {
  const where = nameOf(issue.path.join('.'), place)
  const value = valueAt(said, issue.path)
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map(key => short(key))
    return {
      en: `${where.en} says ${keys.map(key => `“${key}”`).join(', ')}, which is not known here; leave it out, or mind how it is written`,
      fr: `${where.fr} dit ${keys.map(key => `« ${key} »`).join(', ')}, qui n’est pas connu ici ; retirez-le, ou vérifiez comment il s’écrit`,
    }
  }
  const expected = expectedOf(issue)
  if (value === undefined)
    return { en: `${where.en} is missing; say ${expected.en}`, fr: `${where.fr} manque ; dites ${expected.fr}` }
  const is = found(value)
  return {
    en: `${where.en} is ${is.en}, where ${expected.en} is expected`,
    fr: `${where.fr} est ${is.fr}, alors qu’il faut ${expected.fr}`,
  }
}

function expectedOf(issue: Issue): Sentence {
  switch (issue.code) {
    case 'invalid_type':
      return (
        kinds[issue.expected] ?? {
          en: `a value of the kind “${issue.expected}”`,
          fr: `une valeur du genre « ${issue.expected} »`,
        }
      )
    case 'too_big':
      return amount(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'below' : 'most')
    case 'too_small':
      return amount(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'above' : 'least')
    case 'invalid_value':
      return choice(issue.values.map(String))
    case 'invalid_format':
      return formats[issue.format] ?? { en: 'another form', fr: 'une autre forme' }
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return {
        en: 'one of the forms that the description of this address names',
        fr: 'une des formes que décrit la documentation de cette adresse',
      }
    case 'not_multiple_of':
      return { en: `a multiple of ${issue.divisor}`, fr: `un multiple de ${issue.divisor}` }
    default:
      return ownWords(issue.message)
  }
}

const kinds: Readonly<Record<string, Sentence>> = {
  number: { en: 'a number', fr: 'un nombre' },
  int: { en: 'a whole number', fr: 'un nombre entier' },
  string: { en: 'text', fr: 'du texte' },
  boolean: { en: 'true or false', fr: 'true ou false' },
  array: { en: 'a list', fr: 'une liste' },
  object: { en: 'an object', fr: 'un objet' },
  record: { en: 'an object', fr: 'un objet' },
  null: { en: 'null', fr: 'null' },
}

const formats: Readonly<Record<string, Sentence>> = {
  datetime: {
    en: 'an instant such as 2026-03-29T08:30:00Z',
    fr: 'un instant comme 2026-03-29T08:30:00Z',
  },
  date: { en: 'a day such as 2026-03-29', fr: 'un jour comme 2026-03-29' },
  email: { en: 'an e-mail address', fr: 'une adresse e-mail' },
  url: { en: 'a web address', fr: 'une adresse web' },
}

const bounds = {
  most: { en: 'at most', fr: 'au plus' },
  least: { en: 'at least', fr: 'au moins' },
  below: { en: 'less than', fr: 'moins de' },
  above: { en: 'more than', fr: 'plus de' },
} as const

function amount(origin: string, limit: number, bound: keyof typeof bounds): Sentence {
  const { en, fr } = bounds[bound]
  switch (origin) {
    case 'string':
      return { en: `text of ${en} ${limit} characters`, fr: `un texte de ${fr} ${limit} caractères` }
    case 'array':
    case 'set':
    case 'map':
      return { en: `a list of ${en} ${limit}`, fr: `une liste de ${fr} ${limit} éléments` }
    case 'file':
      return { en: `a file of ${en} ${limit} bytes`, fr: `un fichier de ${fr} ${limit} octets` }
    default:
      return {
        en: `a number of ${en} ${limit}`,
        fr: `un nombre ${bound === 'most' || bound === 'least' ? 'd’' : 'de '}${fr} ${limit}`,
      }
  }
}

function choice(values: readonly string[]): Sentence {
  const told = values.slice(0, 40)
  const more = values.length > told.length ? ', …' : ''
  return { en: `one of ${told.join(', ')}${more}`, fr: `un de ${told.join(', ')}${more}` }
}

/** What a schema of ours says in its own words, in English; the French of those that people meet. */
function ownWords(message: string): Sentence {
  return { en: `something else (${message})`, fr: `autre chose (${french[message] ?? message})` }
}

const french: Readonly<Record<string, string>> = {
  'French or English text is needed': 'il faut un texte en français ou en anglais',
  'The text holds characters that cannot be kept': 'le texte contient des caractères qui ne se gardent pas',
  'A duration is written like PT30M, PT4H or P30D': 'une durée s’écrit comme PT30M, PT4H ou P30D',
  'An IANA time zone is needed, such as Europe/Paris': 'il faut un fuseau horaire IANA, comme Europe/Paris',
  'The scale must rise': 'l’échelle doit monter',
  'The last hour is after the first': 'la dernière heure vient après la première',
  'A view says at most 12,000 characters': 'une vue tient en 12 000 caractères au plus',
  'a range has a beginning or an end': 'un intervalle a un début ou une fin',
}

function nameOf(path: string, place: Place): Sentence {
  return path === '' ? places[place] : { en: `“${path}”`, fr: `« ${path} »` }
}

function valueAt(said: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (within, key) =>
      typeof within === 'object' && within !== null ? (within as Record<PropertyKey, unknown>)[key] : undefined,
    said,
  )
}

function found(value: unknown): Sentence {
  if (value === '') return { en: 'empty', fr: 'vide' }
  if (typeof value === 'string') {
    const long = value.length > longest
    return {
      en: `“${short(value)}”${long ? ` (${value.length} characters)` : ''}`,
      fr: `« ${short(value)} »${long ? ` (${value.length} caractères)` : ''}`,
    }
  }
  if (Array.isArray(value)) return { en: `a list of ${value.length}`, fr: `une liste de ${value.length}` }
  if (typeof value === 'object' && value !== null) return { en: 'an object', fr: 'un objet' }
  return { en: String(value), fr: String(value) }
}

const longest = 60

/** What was said, short enough for a sentence; what cannot be seen is shown as a blank. */
function short(text: string): string {
  const plain = text
    .slice(0, longest)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
  return text.length > longest ? `${plain}…` : plain
}
