import type { Label } from '../label.ts'
import type { Question, Survey } from './survey.ts'
import type { SurveyKind } from './survey-kinds.ts'

/** A survey to begin with, asked as it is by those who have no better words. */
export type SurveyTemplate = { readonly id: string; readonly kind: SurveyKind; readonly survey: Survey }

const both = (fr: string, en: string): Label => ({ fr, en })

const notice = both(
  'Vos réponses servent à améliorer ce que nous faisons. Rien n’est vendu, et ce qui est facultatif peut être passé.',
  'Your answers help us improve what we do. Nothing is sold, and what is optional may be passed over.',
)
const thanks = (showIf?: Survey['endings'][number]['showIf']): Survey['endings'][number] => ({
  id: 'thanks',
  title: both('Merci pour vos réponses.', 'Thank you for your answers.'),
  ...(showIf ? { showIf } : {}),
})
const sorry: Survey['endings'][number] = {
  id: 'sorry',
  title: both('Merci de nous l’avoir dit.', 'Thank you for telling us.'),
  text: both('Ce que vous avez écrit est lu par l’équipe concernée.', 'What you wrote is read by the team concerned.'),
  showIf: { question: 'score', to: 6 },
}

const nps = (text: Label): Question => ({
  id: 'score',
  kind: 'nps',
  text,
  required: true,
  min: 0,
  max: 10,
  lowLabel: both('pas du tout probable', 'not at all likely'),
  highLabel: both('extrêmement probable', 'extremely likely'),
})
const csat = (text: Label): Question => ({
  id: 'score',
  kind: 'csat',
  text,
  required: true,
  min: 1,
  max: 5,
  lowLabel: both('pas du tout satisfait', 'not satisfied at all'),
  highLabel: both('très satisfait', 'very satisfied'),
})
const ces = (text: Label): Question => ({
  id: 'effort',
  kind: 'ces',
  text,
  min: 1,
  max: 7,
  lowLabel: both('pas du tout d’accord', 'strongly disagree'),
  highLabel: both('tout à fait d’accord', 'strongly agree'),
})
const words = (id: string, text: Label, showIf?: Question['showIf']): Question => ({
  id,
  kind: 'text',
  text,
  limit: 1000,
  ...(showIf ? { showIf } : {}),
})

const choices = (...told: readonly (readonly [string, string, string])[]) =>
  told.map(([id, fr, en]) => ({ id, label: both(fr, en) }))

const page = (id: string, ...questions: Question[]) => ({ id, questions })
const inBoth = { languages: ['fr' as const, 'en' as const], notice }

/** Written in both languages to be used as they are. */
export const surveyTemplates: readonly SurveyTemplate[] = [
  {
    id: 'after-delivery',
    kind: 'hot',
    survey: {
      ...inBoth,
      title: both('Votre livraison', 'Your delivery'),
      pages: [
        page(
          'first',
          csat(both('Êtes-vous satisfait de votre livraison ?', 'How satisfied are you with your delivery?')),
        ),
        page(
          'why',
          {
            id: 'wrong',
            kind: 'multiple',
            text: both('Qu’est-ce qui n’a pas été ?', 'What went wrong?'),
            showIf: { question: 'score', to: 3 },
            choices: [
              ...choices(
                ['late', 'Elle est arrivée en retard', 'It came late'],
                ['damaged', 'Le colis était abîmé', 'The parcel was damaged'],
                ['missing', 'Il manquait quelque chose', 'Something was missing'],
                ['news', 'Je n’avais pas de nouvelles', 'I had no news of it'],
              ),
              { id: 'none', label: both('Rien de tout cela', 'None of these'), alone: true },
            ],
          },
          words('comment', both('Que faudrait-il changer en premier ?', 'What should be changed first?')),
        ),
      ],
      endings: [{ ...sorry, showIf: { question: 'score', to: 3 } }, thanks()],
    },
  },
  {
    id: 'after-contact',
    kind: 'hot',
    survey: {
      ...inBoth,
      title: both('Votre échange avec nous', 'Your contact with us'),
      pages: [
        page(
          'first',
          {
            ...ces(both('Il a été facile de régler ma demande.', 'It was easy to get my request handled.')),
            required: true,
          },
          {
            id: 'solved',
            kind: 'single',
            text: both('Votre demande est-elle réglée ?', 'Is your request settled?'),
            choices: choices(['yes', 'Oui', 'Yes'], ['partly', 'En partie', 'Partly'], ['no', 'Non', 'No']),
          },
        ),
        page(
          'why',
          words('comment', both('Que reste-t-il à régler ?', 'What remains to be settled?'), {
            question: 'solved',
            is: ['partly', 'no'],
          }),
          {
            id: 'callback',
            kind: 'contact',
            text: both('Souhaitez-vous être rappelé ?', 'Would you like to be called back?'),
            help: both('Laissez ces champs vides sinon.', 'Leave these empty otherwise.'),
            showIf: { question: 'solved', is: ['no'] },
            fields: ['name', 'phone'],
          },
        ),
      ],
      endings: [thanks()],
    },
  },
  {
    id: 'relationship',
    kind: 'cold',
    survey: {
      ...inBoth,
      title: both('Vous et nous', 'You and us'),
      pages: [
        page(
          'first',
          nps(
            both(
              'Quelle est la probabilité que vous nous recommandiez à un proche ou à un collègue ?',
              'How likely are you to recommend us to a friend or colleague?',
            ),
          ),
        ),
        page('why', words('comment', both('Pourquoi cette note ?', 'Why this score?'))),
        page(
          'last',
          ces(both('Il est facile de faire ce que je veux avec vous.', 'It is easy to do what I want with you.')),
        ),
      ],
      endings: [sorry, thanks()],
    },
  },
  {
    id: 'not-bought',
    kind: 'nonPurchase',
    survey: {
      ...inBoth,
      title: both('Vous êtes reparti sans acheter', 'You left without buying'),
      pages: [
        page(
          'first',
          {
            id: 'reason',
            kind: 'single',
            text: both('Pourquoi, principalement ?', 'What was the main reason?'),
            required: true,
            choices: choices(
              ['price', 'Le prix', 'The price'],
              ['stock', 'Ce que je cherchais manquait', 'What I looked for was out of stock'],
              ['delivery', 'La livraison', 'The delivery'],
              ['trouble', 'Un problème sur le site', 'Something broke on the site'],
              ['later', 'Je réfléchis encore', 'I am still thinking'],
              ['elsewhere', 'J’ai acheté ailleurs', 'I bought elsewhere'],
              ['other', 'Autre chose', 'Something else'],
            ),
          },
          words('comment', both('Dites-en plus, si vous voulez.', 'Say more, if you like.')),
        ),
      ],
      endings: [thanks()],
    },
  },
  {
    id: 'one-question',
    kind: 'micro',
    survey: {
      ...inBoth,
      title: both('Un mot au passage', 'A word in passing'),
      pages: [
        page(
          'first',
          {
            id: 'score',
            kind: 'smileys',
            text: both('Comment cela s’est-il passé ?', 'How did it go?'),
            required: true,
            min: 1,
            max: 5,
          },
          words('comment', both('Un mot pour l’expliquer ?', 'A word to explain it?')),
        ),
      ],
      endings: [thanks()],
    },
  },
  {
    id: 'journey-exit',
    kind: 'hot',
    survey: {
      ...inBoth,
      title: both('Avant de partir', 'Before you go'),
      pages: [
        page(
          'first',
          {
            id: 'goal',
            kind: 'single',
            text: both('Avez-vous pu faire ce que vous vouliez ?', 'Could you do what you came for?'),
            required: true,
            choices: choices(['yes', 'Oui', 'Yes'], ['partly', 'En partie', 'Partly'], ['no', 'Non', 'No']),
          },
          words('comment', both('Qu’est-ce qui a manqué ?', 'What was missing?'), {
            question: 'goal',
            is: ['partly', 'no'],
          }),
        ),
      ],
      endings: [thanks()],
    },
  },
  {
    id: 'effort-after-request',
    kind: 'hot',
    survey: {
      ...inBoth,
      title: both('Votre demande', 'Your request'),
      pages: [
        page('first', {
          ...ces(both('Il a été facile de faire ma demande.', 'It was easy to make my request.')),
          required: true,
        }),
        page(
          'why',
          {
            id: 'hindered',
            kind: 'multiple',
            text: both('Qu’est-ce qui a pris du temps ?', 'What took time?'),
            showIf: { question: 'effort', to: 4 },
            choices: [
              ...choices(
                ['finding', 'Trouver où s’adresser', 'Finding where to ask'],
                ['waiting', 'Attendre une réponse', 'Waiting for an answer'],
                ['repeating', 'Répéter ma demande', 'Repeating my request'],
                ['papers', 'Réunir des documents', 'Gathering documents'],
              ),
              { id: 'none', label: both('Rien de tout cela', 'None of these'), alone: true },
            ],
          },
          words('comment', both('Que faudrait-il simplifier ?', 'What should be made simpler?')),
        ),
      ],
      endings: [thanks()],
    },
  },
  {
    id: 'barometer',
    kind: 'barometer',
    survey: {
      ...inBoth,
      title: both('Notre baromètre', 'Our barometer'),
      pages: [
        page(
          'first',
          nps(
            both(
              'Quelle est la probabilité que vous nous recommandiez à un proche ou à un collègue ?',
              'How likely are you to recommend us to a friend or colleague?',
            ),
          ),
        ),
        page('areas', {
          id: 'parts',
          kind: 'matrix',
          text: both('Depuis six mois, que pensez-vous de…', 'Over the last six months, what do you think of…'),
          choices: choices(
            ['bad', 'Insatisfait', 'Dissatisfied'],
            ['even', 'Ni l’un ni l’autre', 'Neither'],
            ['good', 'Satisfait', 'Satisfied'],
            ['unused', 'Je ne sais pas', 'I do not know'],
          ),
          rows: choices(
            ['offer', 'L’offre', 'The offer'],
            ['prices', 'Les prix', 'The prices'],
            ['advice', 'Les conseils', 'The advice'],
            ['delivery', 'La livraison', 'Delivery'],
            ['service', 'Le service client', 'Customer service'],
          ),
        }),
        page('last', words('comment', both('Que devrions-nous changer en premier ?', 'What should we change first?'))),
      ],
      endings: [sorry, thanks()],
    },
  },
  {
    id: 'crowdtest',
    kind: 'test',
    survey: {
      ...inBoth,
      title: both('Vous avez essayé', 'You tried it'),
      pages: [
        page(
          'first',
          {
            id: 'done',
            kind: 'single',
            text: both('Êtes-vous allé au bout ?', 'Did you get to the end?'),
            required: true,
            choices: choices(
              ['alone', 'Oui, sans aide', 'Yes, without help'],
              ['helped', 'Oui, avec de l’aide', 'Yes, with help'],
              ['no', 'Non', 'No'],
            ),
          },
          {
            ...ces(both('Il a été facile d’aller au bout.', 'It was easy to get to the end.')),
            required: true,
          },
        ),
        page(
          'where',
          words('stuck', both('Où avez-vous hésité ?', 'Where did you hesitate?')),
          words('expected', both('À quoi vous attendiez-vous ?', 'What did you expect?')),
          {
            id: 'device',
            kind: 'single',
            text: both('Sur quel appareil ?', 'On which device?'),
            choices: choices(
              ['phone', 'Téléphone', 'Phone'],
              ['tablet', 'Tablette', 'Tablet'],
              ['computer', 'Ordinateur', 'Computer'],
            ),
          },
        ),
      ],
      endings: [thanks()],
    },
  },
]
