/** Why one row, or one value of it, is no event. The rest of the file goes on. */
export const rowReasons = {
  empty_line: { en: 'the line is empty', fr: 'la ligne est vide' },
  column_count: {
    en: 'the line has another number of cells than the header',
    fr: 'la ligne n’a pas le même nombre de cellules que l’en-tête',
  },
  quote_broken: {
    en: 'a quote is opened and never closed',
    fr: 'un guillemet est ouvert et jamais refermé',
  },
  not_json: { en: 'the line is not a JSON object', fr: 'la ligne n’est pas un objet JSON' },
  too_deep: {
    en: 'its objects are nested more than 32 deep',
    fr: 'ses objets sont imbriqués sur plus de 32 niveaux',
  },
  too_large: {
    en: 'the event would be larger than 32 kB',
    fr: 'l’événement dépasserait 32 ko',
  },
  event_missing: { en: 'the name of the event is empty', fr: 'le nom de l’événement est vide' },
  event_too_long: {
    en: 'the name of the event is longer than 200 characters',
    fr: 'le nom de l’événement dépasse 200 caractères',
  },
  customer_missing: {
    en: 'neither a customer nor a case is named (words like “null” or “0” name nobody)',
    fr: 'ni client ni dossier n’est indiqué (« null » ou « 0 » ne désignent personne)',
  },
  phone_unreadable: {
    en: 'the telephone number is not one, and nothing else says who the customer is',
    fr: 'le numéro de téléphone n’en est pas un, et rien d’autre ne dit qui est le client',
  },
  case_missing: { en: 'the case is empty', fr: 'le dossier est vide' },
  timestamp_missing: { en: 'the date is missing', fr: 'la date manque' },
  timestamp_unreadable: {
    en: 'the date is not in an expected form',
    fr: 'la date n’a pas une forme attendue',
  },
  timestamp_impossible: {
    en: 'this day or hour does not exist',
    fr: 'ce jour ou cette heure n’existe pas',
  },
  timestamp_future: { en: 'the date is in the future', fr: 'la date est dans le futur' },
  timestamp_too_old: { en: 'the date is before 1900', fr: 'la date est antérieure à 1900' },
  score_unreadable: { en: 'the score is not a number', fr: 'la note n’est pas un nombre' },
  score_out_of_scale: { en: 'the score is outside its scale', fr: 'la note est hors de son échelle' },
  message_kind: {
    en: 'the type is none of track, page, screen, identify, group, alias',
    fr: 'le type n’est aucun de track, page, screen, identify, group, alias',
  },
} as const satisfies Record<string, { readonly en: string; readonly fr: string }>

export type RowReason = keyof typeof rowReasons

/** The reason as a short phrase: `rowReason('timestamp_missing', 'fr')` → « la date manque ». */
export function rowReason(reason: RowReason, locale: 'fr' | 'en'): string {
  return rowReasons[reason][locale]
}
