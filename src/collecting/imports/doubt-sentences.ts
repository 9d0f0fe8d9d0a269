import type { ColumnMapping } from '../../contract/importing.ts'
import type { Guess, GuessNote } from '../files/guess-columns.ts'

type Sentence = { readonly fr: string; readonly en: string }

/** What was decided without being told, for a person to look at. */
export function doubtSentences(guess: Guess, mapping: ColumnMapping): Sentence[] {
  return [...guess.doubts.map(doubt => doubts[doubt](mapping)), ...guess.notes.map(noteSentence)]
}

function noteSentence(note: GuessNote): Sentence {
  switch (note.code) {
    case 'clerks': {
      const columns = note.columns.join(', ')
      return {
        en: `${columns} changes within cases: taken for whoever works on them, not for the customer. Say otherwise by naming it the customer.`,
        fr: `${columns} change au sein des dossiers : c’est lu comme la personne qui les traite, non comme le client. Désignez la colonne comme client pour en décider autrement.`,
      }
    }
    case 'two_times':
      return {
        en: `Events have two times: they count at “${note.used}”, and at “${note.other}” where that is empty. Name another column as the time to decide otherwise.`,
        fr: `Les événements ont deux heures : ils comptent à « ${note.used} », et à « ${note.other} » là où elle est vide. Désignez une autre colonne comme date pour en décider autrement.`,
      }
    case 'lifecycle': {
      const values = note.values.join(', ')
      return {
        en: `“${note.column}” says ${values}: each of them is an event under the name of its activity. On the command line, --only "${note.column}=${note.values.find(isComplete) ?? note.values[0]}" keeps one of them, and --map "${note.column}=event" beside that of the activity makes it part of the name.`,
        fr: `« ${note.column} » dit ${values} : chacun est un événement au nom de son activité. En ligne de commande, --only "${note.column}=${note.values.find(isComplete) ?? note.values[0]}" n’en garde qu’un, et --map "${note.column}=event", à côté de celui de l’activité, l’ajoute au nom.`,
      }
    }
    case 'by_values':
      return {
        en: `No column is called a case: “${note.case}” is taken for it and “${note.event}” for the event, by what stands in them.`,
        fr: `Aucune colonne ne porte le nom d’un dossier : « ${note.case} » en tient lieu et « ${note.event} » désigne l’événement, d’après leur contenu.`,
      }
    default:
      return note satisfies never
  }
}

const isComplete = (value: string) => /^completed?$/i.test(value)

const doubts: Readonly<Record<Guess['doubts'][number], (mapping: ColumnMapping) => { fr: string; en: string }>> = {
  day_before_month: ({ moments }) =>
    moments.some(({ format }) => format === 'month_first')
      ? {
          en: 'Dates such as 03/04 could be read either way; the month is taken to come first, as hours are told with AM and PM.',
          fr: 'Des dates telles que 03/04 peuvent se lire de deux façons ; le mois est lu en premier, les heures étant dites avec AM et PM.',
        }
      : {
          en: 'Dates such as 03/04 could be read either way; the day is taken to come first.',
          fr: 'Des dates telles que 03/04 peuvent se lire de deux façons ; le jour est lu en premier.',
        },
  event_named_by_file: ({ moments }) => {
    const name = moments[0] && 'fixed' in moments[0].name ? moments[0].name.fixed : ''
    return {
      en: `No column names the event: each row becomes the event “${name}”.`,
      fr: `Aucune colonne ne nomme l’événement : chaque ligne devient l’événement « ${name} ».`,
    }
  },
  zone_assumed: ({ timeZone }) => ({
    en: `The times carry no offset: they are read as times of ${timeZone}.`,
    fr: `Les heures ne portent pas de décalage : elles sont lues comme heures de ${timeZone}.`,
  }),
  no_case: () => ({
    en: 'No column names a case: journeys are cut where a customer did nothing for a while.',
    fr: 'Aucune colonne ne nomme un dossier : les parcours sont coupés là où un client n’a rien fait pendant un temps.',
  }),
}
