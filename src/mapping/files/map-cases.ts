import { readInterchange } from '../../vocabulary/map/interchange.ts'
import type { Interchange } from '../../vocabulary/map/interchange-format.ts'

const both = (fr: string, en: string) => ({ fr, en })

/** A map with something in every field that a grid has, and with every text that a format could trip over. */
export const richMap: Interchange = readInterchange({
  format: 'parcours.map',
  formatVersion: '1.0',
  exportedAt: '2026-03-01T09:00:00Z',
  defaultLocale: 'fr',
  journey: { id: 'j1', name: both('Je déménage', 'I move house'), purpose: { fr: 'Garder ma ligne ; sans coupure.' } },
  map: {
    id: 'm1',
    kind: 'employee',
    name: { fr: 'Vue du conseiller' },
    personas: ['p2', 'p1', 'p3'],
    lanes: [
      { id: 'thought', type: 'thought' },
      { id: 'touchpoint', type: 'touchpoint' },
      { id: 'text', type: 'text' },
      { id: 'text-2', type: 'text' },
      { id: 'emotion', type: 'emotion' },
      {
        id: 'cost',
        type: 'custom',
        name: both('Coût : par dossier', 'Cost: per file'),
        visibility: ['owner', 'analyst'],
      },
      { id: 'en-only', type: 'insight', name: { en: 'Goal' } },
    ],
    phases: [
      {
        id: 'ph1',
        name: both('Découverte', 'Discovery'),
        goal: both('Rassurer | guider', 'Reassure'),
        order: 'any',
        desired: { valence: 0.5, type: 'rassurante', statement: both('On m’attendait.', 'They expected me.') },
        steps: [
          {
            id: 's1',
            title: both('Je cherche comment faire', 'I look for how to do it'),
            description: { fr: 'Souvent le soir,\nsur un téléphone.' },
            placements: [
              {
                id: 'pl1',
                touchpoint: 't1',
                presence: 'expected',
                repeatable: true,
                channels: ['web', 'app', 'c1'],
                choiceGroup: 'aide',
                maxWait: 'PT30M',
                targetDuration: 'P2D',
                raci: [
                  { role: 'accountable', department: 'd1' },
                  { role: 'responsible', department: 'd2' },
                  { role: 'consulted', department: 'd2' },
                  { role: 'informed', department: 'd1' },
                  { role: 'informed', department: 'd2' },
                ],
                assets: ['a1', 'a2', 'a3', 'a4'],
                metrics: [
                  { metric: 'k1', role: 'leading' },
                  { metric: 'k2', role: 'outcome' },
                ],
              },
              { id: 'pl2', touchpoint: 't1', channels: ['phone'] },
              { id: 'pl3', touchpoint: 't2', choiceGroup: 'aide' },
            ],
            cells: [
              { lane: 'thought', text: both('Est-ce que ça va couper ma ligne ?\n« Zut »', 'Will it "cut" my line;?') },
              { lane: 'text', text: { fr: '=HYPERLINK("http://evil.example";"clic")' }, span: 2 },
              { lane: 'text-2', text: { fr: '  deux blancs  ' } },
              { lane: 'cost', text: { fr: "'=1+1" } },
            ],
            emotion: {
              declared: [
                { persona: 'p1', valence: -0.4, intensity: 0.6, label: 'stress' },
                { persona: 'p2', valence: 0.25 },
                { valence: 0 },
              ],
              desired: { valence: 0.5, type: 'rassurante' },
            },
          },
          { id: 's2', title: { en: 'I wait' } },
          { id: 's3', title: { en: 'I wait' }, cells: [{ lane: 'thought', text: { en: '@home, -3 °C; _x000D_' } }] },
        ],
      },
      { id: 'ph2', name: both('Découverte', 'Discovery again'), steps: [] },
      {
        id: 'ph3',
        name: { fr: '-Achat|retrait' },
        steps: [
          {
            id: 's4',
            title: { fr: '<script>alert(1)</script>' },
            placements: [{ id: 'pl4', touchpoint: 't3', channels: ['store'] }],
            cells: [{ lane: 'en-only', text: { fr: '\tune tabulation', en: '+1' } }],
          },
        ],
      },
    ],
    momentsOfTruth: [
      { placement: 'pl1', origin: 'declared', status: 'hypothesis' },
      { placement: 'pl4', origin: 'detected', status: 'emotionalPeak' },
    ],
  },
  library: {
    touchpoints: [
      { id: 't1', name: both('Page déménagement', 'Moving page'), ownership: 'partner', channels: ['web'] },
      {
        id: 't2',
        name: { fr: 'Avis | réseaux' },
        ownership: 'earned',
        kind: 'communication',
        initiator: 'third',
        observability: 'unobservable',
        complexity: 2,
        urgency: 3,
      },
      { id: 't3', name: both('Boutique', 'Shop') },
    ],
    channels: [{ id: 'c1', name: both('Borne', 'Kiosk'), medium: 'physical' }],
    personas: [
      { id: 'p1', name: both('Famille pressée', 'Family in a hurry') },
      { id: 'p2', name: both('Senior', 'Senior'), description: { fr: 'Préfère le téléphone.' } },
      { id: 'p3', name: { fr: 'Étudiant' } },
    ],
    departments: [
      { id: 'd1', name: both('Numérique', 'Digital') },
      { id: 'd2', name: both('Service client', 'Customer service') },
    ],
    assets: [
      { id: 'a1', type: 'tool', name: both('Gestion de contenu', 'Content management') },
      { id: 'a2', type: 'process', name: { fr: 'Transfert de ligne' } },
      { id: 'a3', type: 'procedure', name: { fr: 'Vérifier l’éligibilité' } },
      { id: 'a4', type: 'tool', name: { fr: 'Annuaire' } },
    ],
    metrics: [
      { id: 'k1', name: both('Recherches sans résultat', 'Searches that fail') },
      { id: 'k2', name: { fr: 'Coût: total' } },
    ],
    evidence: [],
    lifeSituations: [],
  },
})
