import { type Problem, problem } from '../../vocabulary/problem.ts'

type Words = { readonly en: string; readonly fr: string }
type Reason = { readonly reason: Words; readonly advice: Words }

const because = (en: string, fr: string, adviceEn: string, adviceFr: string): Reason => ({
  reason: { en, fr },
  advice: { en: adviceEn, fr: adviceFr },
})

/** Why a whole file, or its rest, can't be read: what was found, then what to do. `{name}` is replaced by a value. */
export const fileReasons = {
  empty: because(
    'it is empty',
    'il est vide',
    'Check that the export finished, then import it again.',
    'Vérifiez que l’export est allé au bout, puis importez-le de nouveau.',
  ),
  not_there: because(
    'there is no file at {path}, or it may not be read',
    'il n’y a pas de fichier à l’emplacement {path}, ou il ne peut pas être lu',
    'Check the path.',
    'Vérifiez le chemin.',
  ),
  folder: because(
    '{path} is a folder',
    '{path} est un dossier du disque',
    'Name one file of it.',
    'Indiquez l’un de ses fichiers.',
  ),
  no_rows: because(
    'it has no rows',
    'il n’a aucune ligne',
    'Check that the export found something, then import it again.',
    'Vérifiez que l’export a trouvé quelque chose, puis importez-le de nouveau.',
  ),
  known_binary: because(
    'it is {found}',
    'il s’agit de {found}',
    'Give a CSV, JSON Lines or XES file, plain or gzipped.',
    'Fournissez un fichier CSV, JSON Lines ou XES, tel quel ou en gzip.',
  ),
  spreadsheet: because(
    'it is an Excel or spreadsheet workbook',
    'il s’agit d’un classeur Excel ou d’un tableur',
    'In the spreadsheet, save the sheet as “CSV UTF-8”, then import that file.',
    'Dans le tableur, enregistrez la feuille au format « CSV UTF-8 », puis importez ce fichier.',
  ),
  archive: because(
    'it is an archive ({found})',
    'il s’agit d’une archive ({found})',
    'Unpack it and import the file inside. Only gzip is unpacked on the way.',
    'Décompressez-la et importez le fichier qu’elle contient. Seul gzip est décompressé à la volée.',
  ),
  binary: because(
    'it is not text',
    'ce n’est pas du texte',
    'Give a CSV, JSON Lines or XES file, plain or gzipped.',
    'Fournissez un fichier CSV, JSON Lines ou XES, tel quel ou en gzip.',
  ),
  html_page: because(
    'it is a web page',
    'il s’agit d’une page web',
    'The download may have led to a sign-in page. Download the file again, then import it.',
    'Le téléchargement a peut-être mené à une page de connexion. Téléchargez le fichier de nouveau, puis importez-le.',
  ),
  not_what_its_name_says: because(
    'its name says {said}, but it holds {found}',
    'son nom annonce {said}, mais il contient {found}',
    'Rename it, or say which format it has.',
    'Renommez-le, ou indiquez son format.',
  ),
  xml_not_xes: because(
    'it is XML whose first element is <{root}>, where XES has <log>',
    'c’est du XML dont le premier élément est <{root}>, là où XES attend <log>',
    'Export the event log as XES or CSV.',
    'Exportez le journal d’événements en XES ou en CSV.',
  ),
  object_centric: because(
    'it is an object-centric event log (OCEL), whose events belong to several objects at once',
    'c’est un journal d’événements centré objets (OCEL), dont les événements appartiennent à plusieurs objets à la fois',
    'Flatten it to one type of object, with a process-mining tool, and export that log as XES or CSV.',
    'Aplatissez-le sur un type d’objet avec un outil de fouille de processus, puis exportez ce journal en XES ou en CSV.',
  ),
  xml_doctype: because(
    'it declares a document type or entities, which are never read',
    'il déclare un type de document ou des entités, qui ne sont jamais lus',
    'Remove the DOCTYPE from the file, then import it again.',
    'Retirez le DOCTYPE du fichier, puis importez-le de nouveau.',
  ),
  xml_broken: because(
    'its XML is broken at line {line}: {detail}',
    'son XML est cassé à la ligne {line} : {detail}',
    'The rows before that line were read. Mend or export the file again; importing it twice doubles nothing.',
    'Les lignes qui précèdent ont été lues. Réparez ou réexportez le fichier ; l’importer deux fois ne double rien.',
  ),
  xml_too_deep: because(
    'its elements are nested more than {limit} deep, at line {line}',
    'ses éléments sont imbriqués sur plus de {limit} niveaux, à la ligne {line}',
    'Export the event log with plain attributes.',
    'Exportez le journal d’événements avec des attributs simples.',
  ),
  json_single: because(
    'it holds one JSON object over several lines',
    'il contient un seul objet JSON réparti sur plusieurs lignes',
    'Give JSON Lines (one object a line) or a JSON array of objects.',
    'Fournissez du JSON Lines (un objet par ligne) ou un tableau JSON d’objets.',
  ),
  json_cut: because(
    'its JSON array does not end',
    'son tableau JSON ne se termine pas',
    'The objects before the cut were read. Export the file again; importing it twice doubles nothing.',
    'Les objets qui précèdent la coupure ont été lus. Réexportez le fichier ; l’importer deux fois ne double rien.',
  ),
  json_not_objects: because(
    'its JSON array holds something else than objects, at line {line}',
    'son tableau JSON contient autre chose que des objets, à la ligne {line}',
    'Give an array of objects, one object for each event.',
    'Fournissez un tableau d’objets, un objet par événement.',
  ),
  gzip_cut: because(
    'its gzip is cut short or damaged after {megabytes} MB of text',
    'son gzip est tronqué ou abîmé après {megabytes} Mo de texte',
    'The complete rows before that were read. Transfer the file again; importing it twice doubles nothing.',
    'Les lignes complètes qui précèdent ont été lues. Transférez le fichier de nouveau ; l’importer deux fois ne double rien.',
  ),
  gzip_bomb: because(
    'it unpacks to more than {ratio} times its size',
    'il se décompresse à plus de {ratio} fois sa taille',
    'If it is honest, unpack it yourself and import the plain file.',
    'S’il est honnête, décompressez-le vous-même et importez le fichier obtenu.',
  ),
  gzip_twice: because(
    'it is gzip inside gzip',
    'c’est du gzip dans du gzip',
    'Unpack it once and import what comes out.',
    'Décompressez-le une fois et importez le résultat.',
  ),
  line_too_long: because(
    'line {line} is longer than {limit}',
    'la ligne {line} dépasse {limit}',
    'Check the line breaks and the quotes of the file, then import it again.',
    'Vérifiez les fins de ligne et les guillemets du fichier, puis importez-le de nouveau.',
  ),
  too_many_columns: because(
    'it has {found} columns; at most {limit} are read',
    'il a {found} colonnes ; {limit} au plus sont lues',
    'Keep the columns that say who, what and when, and those you want as properties.',
    'Gardez les colonnes qui disent qui, quoi et quand, et celles que vous voulez comme propriétés.',
  ),
  encoding_unknown: because(
    'the encoding {found} is not known',
    'l’encodage {found} n’est pas connu',
    'Save the file in UTF-8, or name another encoding.',
    'Enregistrez le fichier en UTF-8, ou indiquez un autre encodage.',
  ),
  join_no_key: because(
    'no column of {table} is also in the main table',
    'aucune colonne de {table} n’existe aussi dans la table principale',
    'Give both tables a column with the same name and the same values.',
    'Donnez aux deux tables une colonne de même nom et de mêmes valeurs.',
  ),
  join_too_large: because(
    'the joined table {table} has more than {limit} rows',
    'la table jointe {table} a plus de {limit} lignes',
    'Give the largest table as the main file and the smaller ones as joined tables.',
    'Donnez la plus grande table comme fichier principal et les plus petites comme tables jointes.',
  ),
} as const satisfies Record<string, Reason>

export type FileReason = keyof typeof fileReasons
type Values = Readonly<Record<string, string | number>>

/** Refuses a file: the details carry the words in both languages, and the key for those who act on it. */
export function fileProblem(reasonKey: FileReason, values: Values = {}): Problem {
  const { reason, advice } = fileReasons[reasonKey]
  return problem('file_unreadable', { reason: filled(reason, values), advice: filled(advice, values), reasonKey })
}

function filled(words: Words, values: Values): Words {
  return { en: fill(words.en, values, 'en'), fr: fill(words.fr, values, 'fr') }
}

/** A value that has a French form is given as `foundFr` beside `found`. */
function fill(words: string, values: Values, locale: 'fr' | 'en'): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) =>
    String((locale === 'fr' ? values[`${name}Fr`] : undefined) ?? values[name] ?? ''),
  )
}
