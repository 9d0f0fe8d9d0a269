import { largestMapFileBytes, largestUnpackedBytes } from '../../contract/map-files.ts'
import { type Problem, problem } from '../../vocabulary/problem.ts'

type Words = { readonly en: string; readonly fr: string }

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
const [most, unpacked] = [megabytes(largestMapFileBytes), megabytes(largestUnpackedBytes)]
const readable = {
  en: 'Give a CSV, XLSX, Mermaid, CJML or JSON file.',
  fr: 'Fournissez un fichier CSV, XLSX, Mermaid, CJML ou JSON.',
}

/** Why a whole file cannot be read as a map: what was found, and what to do. */
const refusals = {
  empty: [
    { en: 'it is empty', fr: 'il est vide' },
    { en: 'Check that the export finished.', fr: 'Vérifiez que l’export est allé au bout.' },
  ],
  too_large: [
    {
      en: `it is larger than ${most} MB, the most that a map is read from`,
      fr: `il dépasse ${most} Mo, le plus qui soit lu pour une carte`,
    },
    {
      en: 'Give one map a file, without pictures or raw data.',
      fr: 'Donnez une carte par fichier, sans images ni données brutes.',
    },
  ],
  unpacks_too_large: [
    { en: `it unpacks to more than ${unpacked} MB`, fr: `il se décompresse à plus de ${unpacked} Mo` },
    {
      en: 'Save the sheet of the map alone, as a new workbook or as CSV.',
      fr: 'Enregistrez seule la feuille de la carte, dans un nouveau classeur ou en CSV.',
    },
  ],
  damaged: [
    { en: 'its archive is damaged or cut short', fr: 'son archive est abîmée ou tronquée' },
    { en: 'Save or send it again.', fr: 'Enregistrez-le ou envoyez-le de nouveau.' },
  ],
  not_a_workbook: [
    {
      en: 'it is an archive that holds no Excel workbook',
      fr: 'c’est une archive qui ne contient aucun classeur Excel',
    },
    readable,
  ],
  old_workbook: [
    {
      en: 'it is an old Office file, or a workbook with a password',
      fr: 'c’est un ancien fichier Office, ou un classeur protégé par mot de passe',
    },
    {
      en: 'Save it as .xlsx without a password, or as CSV.',
      fr: 'Enregistrez-le en .xlsx sans mot de passe, ou en CSV.',
    },
  ],
  broken_workbook: [
    { en: 'its first sheet could not be read', fr: 'sa première feuille n’a pas pu être lue' },
    {
      en: 'Save it again from the spreadsheet, or as CSV.',
      fr: 'Enregistrez-le de nouveau depuis le tableur, ou en CSV.',
    },
  ],
  too_many_rows: [
    { en: 'its table is larger than any map', fr: 'son tableau est plus grand que toute carte' },
    {
      en: 'Keep the rows and columns of the map, then import it again.',
      fr: 'Gardez les lignes et les colonnes de la carte, puis importez-le de nouveau.',
    },
  ],
  binary: [{ en: 'it is neither text nor a workbook', fr: 'ce n’est ni du texte ni un classeur' }, readable],
  document_type: [
    {
      en: 'it declares a document type or entities, which are never read',
      fr: 'il déclare un type de document ou des entités, qui ne sont jamais lus',
    },
    { en: 'Remove the DOCTYPE from the file.', fr: 'Retirez le DOCTYPE du fichier.' },
  ],
  yaml: [{ en: 'it looks like YAML, which is not read', fr: 'il ressemble à du YAML, qui n’est pas lu' }, readable],
  unknown: [
    { en: 'nothing in it looks like a map', fr: 'rien dedans ne ressemble à une carte' },
    {
      en: 'A grid has a header with a column “step”; a Mermaid journey begins with the word “journey”.',
      fr: 'Une grille a un en-tête avec une colonne « étape » ; un parcours Mermaid commence par le mot « journey ».',
    },
  ],
} as const satisfies Record<string, readonly [reason: Words, advice: Words]>

/** Refuses a file whole: `throw refuseFile('empty')`. */
export function refuseFile(why: keyof typeof refusals): Problem {
  const [reason, advice] = refusals[why]
  return problem('file_unreadable', { reason, advice, why })
}
