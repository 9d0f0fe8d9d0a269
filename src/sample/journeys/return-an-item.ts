import { type PhaseInput, place, step } from './drawing.ts'
import { both } from './library.ts'

/** "Je retourne un article / I return an item", phase by phase. */
export const returnPhases: PhaseInput[] = [
  {
    id: 'pha-send-back',
    name: both('Renvoi', 'Sending back'),
    goal: both('Renvoyer sans effort', 'Send back without effort'),
    steps: [
      step(
        'decide',
        {
          title: ['Je demande à renvoyer', 'I ask to send it back'],
          action: ['Je remplis la demande en ligne', 'I fill in the request online'],
          thought: ['Elle éclaire moins que je ne pensais.', 'It lights less than I thought.'],
          declared: [-0.2, -0.3, -0.1],
          feeling: 'déception',
          desired: [0.2, 'rassurante', ['Sans avoir à se justifier', 'Without having to explain oneself']],
        },
        [place('return-request', 'digital', ['contact'], ['cms', 'crm'], { presence: 'expected' })],
      ),
      step(
        'drop',
        {
          title: ['Je dépose le colis', 'I drop the parcel off'],
          action: ['Je réemballe, je passe au magasin ou au relais', 'I pack it again, I go to the shop or the relay'],
          thought: ['Réemballer une lampe en verre, tout un art.', 'Packing a glass lamp again is quite an art.'],
          declared: [-0.1, -0.3, 0.1],
          feeling: 'frustration',
          desired: [0.2, 'rassurante', ['Un reçu tout de suite', 'A receipt at once']],
        },
        [place('return-drop', 'logistics', ['shops'], ['tms', 'till'], { presence: 'expected' })],
      ),
    ],
  },
  {
    id: 'pha-refund',
    name: both('Remboursement', 'Refund'),
    goal: both('Revoir son argent', 'See one’s money again'),
    steps: [
      step(
        'refund',
        {
          title: ['Je suis remboursé', 'I get my money back'],
          action: ['Je guette mon compte, parfois j’appelle', 'I watch my account, sometimes I call'],
          thought: ['Toujours rien après deux semaines.', 'Still nothing after two weeks.'],
          declared: [-0.3, -0.4, 0],
          feeling: 'impatience',
          desired: [0.3, 'rassurante', ['Une date, et elle est tenue', 'A date, and it is kept']],
          metrics: ['met-refund-days'],
        },
        [
          {
            ...place('call', 'contact', ['finance'], ['telephony', 'crm', 'refund'], { repeatable: true }),
            id: 'plc-refund-call',
          },
          place('refund', 'finance', ['contact'], ['refund', 'messages'], {
            presence: 'expected',
            maxWait: 'P7D',
            metrics: [{ metric: 'met-refund-days', role: 'leading' }],
          }),
        ],
      ),
    ],
  },
]
