import { catalogue } from '../../kit/catalogue.ts'

export const surveyWritingWords = catalogue(
  {
    quotas: 'Quotas',
    quotasText: 'How many finished responses are wanted. Whom a full quota ends reads its words and is not counted.',
    quotaAll: 'All responses',
    counts: 'Counts',
    limit: 'At most',
    fill: '{{taken}} of {{limit}}',
    ended_one: '{{count}} ended by it',
    ended_other: '{{count}} ended by it',
    full: 'Full',
    fullTitle: 'What is read when it is full',
    fullHint: 'Thank you. We already have enough answers like yours.',
    addQuota: 'Add a quota',
    removeQuota: 'Remove quota {{at}}',
  },
  {
    quotas: 'Quotas',
    quotasText:
      'Combien de réponses terminées sont voulues. Qui arrive à un quota plein lit ses mots et n’est pas compté.',
    quotaAll: 'Toutes les réponses',
    counts: 'Compte',
    limit: 'Au plus',
    fill: '{{taken}} sur {{limit}}',
    ended_one: '{{count}} arrêtée par lui',
    ended_other: '{{count}} arrêtées par lui',
    full: 'Plein',
    fullTitle: 'Ce qui est lu quand il est plein',
    fullHint: 'Merci. Nous avons déjà assez de réponses comme la vôtre.',
    addQuota: 'Ajouter un quota',
    removeQuota: 'Retirer le quota {{at}}',
  },
)
