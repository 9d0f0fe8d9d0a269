import { catalogue } from '../../kit/catalogue.ts'

export const surveyResultsWords = catalogue(
  {
    take: 'Take the answers away',
    takeText:
      'Every response is a row. Contact details are there for those who may see them; addresses and numbers in what people wrote are masked for the others.',
    formats: { csv: 'CSV', xlsx: 'Excel workbook', jsonl: 'JSON Lines', spss: 'SPSS' },
    formatsText: {
      csv: 'For any spreadsheet or database.',
      xlsx: 'Opens in Excel and LibreOffice with its letters and dates right.',
      jsonl: 'A response a line, for programmes.',
      spss: 'Numbers for answers, with the commands that name them; PSPP reads it too. A zip of two files.',
    },
    format: 'Format',
    separator: 'What parts the cells',
    separators: { comma: 'Comma', semicolon: 'Semicolon, with decimal commas (French spreadsheets)' },
    download: 'Download',
    onlyShown: 'Only what the filters keep',
    keeping: 'What is kept',
    anonymity: 'Whose the answers are',
    anonymities: { identified: 'Identified', pseudonymous: 'Pseudonymous', anonymous: 'Anonymous' },
    anonymitiesText: {
      identified: 'Answers to a personal invitation are those of the customer, told to those who may read customers.',
      pseudonymous: 'Crossed with what customers did, never told with who they are.',
      anonymous: 'Of nobody: the day is kept and no hour, and nothing is told of fewer than five.',
    },
    identityMonths: 'Forget who answered after (months)',
    wordsMonths: 'Forget what they wrote after (months)',
    keepText: 'What people chose stays, so that figures stay true. What was forgotten does not come back.',
    cuts: {
      identity: 'Who answered was forgotten for {{n}} responses, last on {{day}}.',
      words: 'What people wrote was forgotten for {{n}} responses, last on {{day}}.',
    },
    noCuts: 'Nothing was old enough to be forgotten yet.',
    withheld: 'Too few answers to an anonymous survey',
    withheldText: 'Fewer than five answered here, or in the other part: they could be guessed. Look at more of it.',
  },
  {
    take: 'Emporter les réponses',
    takeText:
      'Chaque réponse est une ligne. Les coordonnées y sont pour qui peut les voir ; pour les autres, les adresses et numéros des commentaires sont masqués.',
    formats: { csv: 'CSV', xlsx: 'Classeur Excel', jsonl: 'JSON Lines', spss: 'SPSS' },
    formatsText: {
      csv: 'Pour tout tableur ou base de données.',
      xlsx: 'S’ouvre dans Excel et LibreOffice, lettres et dates justes.',
      jsonl: 'Une réponse par ligne, pour les programmes.',
      spss: 'Des nombres pour les réponses, avec les commandes qui les nomment ; PSPP le lit aussi. Un zip de deux fichiers.',
    },
    format: 'Format',
    separator: 'Ce qui sépare les cellules',
    separators: { comma: 'Virgule', semicolon: 'Point-virgule, avec virgule décimale (tableurs français)' },
    download: 'Télécharger',
    onlyShown: 'Seulement ce que gardent les filtres',
    keeping: 'Ce qui est conservé',
    anonymity: 'À qui sont les réponses',
    anonymities: { identified: 'Identifiées', pseudonymous: 'Pseudonymes', anonymous: 'Anonymes' },
    anonymitiesText: {
      identified: 'Les réponses à une invitation personnelle sont celles du client, dites à qui peut lire les clients.',
      pseudonymous: 'Croisées avec ce que les clients ont fait, jamais dites avec leur identité.',
      anonymous: 'De personne : le jour est gardé, pas l’heure, et rien n’est dit de moins de cinq réponses.',
    },
    identityMonths: 'Oublier qui a répondu après (mois)',
    wordsMonths: 'Oublier ce qui est écrit après (mois)',
    keepText:
      'Ce que les gens ont choisi reste, pour que les chiffres restent vrais. Ce qui est oublié ne revient pas.',
    cuts: {
      identity: 'Qui a répondu a été oublié pour {{n}} réponses, la dernière fois le {{day}}.',
      words: 'Ce qui était écrit a été oublié pour {{n}} réponses, la dernière fois le {{day}}.',
    },
    noCuts: 'Rien n’était encore assez ancien pour être oublié.',
    withheld: 'Trop peu de réponses à une enquête anonyme',
    withheldText:
      'Moins de cinq personnes ont répondu ici, ou dans l’autre partie : on les devinerait. Regardez-en une plus grande part.',
  },
)
