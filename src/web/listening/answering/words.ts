import { catalogue } from '../../kit/catalogue.ts'

export const answeringWords = catalogue(
  {
    takes: 'What may be sent',
    formats: { picture: 'Pictures (JPEG, PNG, WebP)', pdf: 'PDF' },
    files: 'How many at most',
    megabytes: 'Largest size of each, in MB',
    fileNote:
      'Place and time are removed from pictures as they arrive; a PDF is kept as it is. On web sites and on tablets the question is not asked: files can only be sent from the page of the survey.',
    sent: 'Files',
    sentText: 'To be saved, never shown here: nothing in a picture can be masked.',
    save: 'Save {{name}}',
    sentFile: '{{format}}, {{size}} kB',
    noPersonal: 'Files are saved by members who may read personal values.',
  },
  {
    takes: 'Ce qui peut être envoyé',
    formats: { picture: 'Des photos (JPEG, PNG, WebP)', pdf: 'PDF' },
    files: 'Combien au plus',
    megabytes: 'Taille maximale de chacun, en Mo',
    fileNote:
      'Le lieu et l’heure sont retirés des photos à leur arrivée ; un PDF est gardé tel quel. Sur les sites web et les tablettes, la question n’est pas posée : un fichier ne s’envoie que depuis la page de l’enquête.',
    sent: 'Fichiers',
    sentText: 'À enregistrer, jamais montrés ici : rien ne peut être masqué dans une photo.',
    save: 'Enregistrer {{name}}',
    sentFile: '{{format}}, {{size}} ko',
    noPersonal: 'Les fichiers s’enregistrent par les membres qui peuvent lire les données personnelles.',
  },
)
